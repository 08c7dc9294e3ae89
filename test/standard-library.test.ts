import { readdirSync } from 'node:fs';
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { qflow } from './qflow.ts';
import { amplitudes, close, expectation, probabilities, sampledKeys } from './standard-library/program.ts';

describe('the standard library', () => {
  for (const file of readdirSync('server/library/std'))
    it(`${file} has no errors and no warnings, stays as it is when it is formatted, and is documented`, async () => {
      const { stdout } = qflow('check', `server/library/std/${file}`, '--format', 'json');
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string }[] };
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
      );
      assert.equal(qflow('fmt', '--check', `server/library/std/${file}`).status, 0);
    });
});

describe('std/fourier', () => {
  it('is the matrix exp(2πi·x·y / N) / √N, and its inverse undoes it', async () => {
    for (const x of [0, 1, 5, 6]) {
      const prepare = [0, 1, 2].filter((bit) => (x >> bit) % 2 === 1).map((bit) => `x q[${bit}];`);
      const start = `import "std/fourier.qflow"; qubit[3] q; ${prepare.join(' ')} qft(q);`;
      for (const [y, { re, im }] of (await amplitudes(start)).entries()) {
        close(re, Math.cos((Math.PI * x * y) / 4) / Math.sqrt(8), `re ${x} ${y}`);
        close(im, Math.sin((Math.PI * x * y) / 4) / Math.sqrt(8), `im ${x} ${y}`);
      }
      close((await amplitudes(`${start} inverse_qft(q);`))[x]?.re, 1);
    }
  });
});

describe('std/phase_estimation', () => {
  const program = (phase: number) => `
    import "std/phase_estimation.qflow";
    def turn(qubit control, int power, qubit[] target) { cp(2 * pi * ${phase} * power) control, target[0]; }
    qubit[4] counting;
    qubit[1] target;
    x target;
    phase_estimation(turn, counting, target);
    bit[4] c = measure counting;`;

  it('finds a phase of four digits for certain', async () => {
    const found = await probabilities(program(11 / 16));
    close(found['1011'], 1);
  });

  it('finds the nearest one with the probability of the formula otherwise', async () => {
    const phase = 0.3;
    const found = await probabilities(program(phase));
    for (let k = 0; k < 16; k++) {
      const delta = 16 * phase - k;
      const expected = (Math.sin(Math.PI * delta) / (16 * Math.sin((Math.PI * delta) / 16))) ** 2;
      close(found[k.toString(2).padStart(4, '0')], expected);
    }
  });
});

describe('std/grover', () => {
  it('finds one of N with the probability of the formula after each number of rounds', async () => {
    for (const [n, marked, rounds] of [
      [1, 1, 0],
      [3, 5, 1],
      [3, 5, 2],
      [5, 20, 4],
    ] as const) {
      const found = await probabilities(`
        import "std/grover.qflow";
        def oracle(qubit[] q) { flip_state(${marked}, q); }
        qubit[${n}] q;
        grover(oracle, q, ${rounds});
        bit[${n}] c = measure q;`);
      const angle = Math.asin(Math.sqrt(1 / 2 ** n));
      close(found[marked.toString(2).padStart(n, '0')], Math.sin((2 * rounds + 1) * angle) ** 2);
    }
  });

  it('amplifies any preparation', async () => {
    const found = await probabilities(`
      import "std/grover.qflow";
      def prepare(qubit[] q) { ry(0.6) q[0]; cry(1.1) q[0], q[1]; }
      def unprepare(qubit[] q) { cry(-1.1) q[0], q[1]; ry(-0.6) q[0]; }
      qubit[2] q;
      amplitude_amplification(prepare, unprepare, flip_all_ones, q, 2);
      bit[2] c = measure q;`);
    const angle = Math.asin(Math.sin(0.3) * Math.sin(0.55));
    close(found['11'], Math.sin(5 * angle) ** 2);
  });
});

describe('std/hidden', () => {
  it('tells a balanced function from a constant one, and reveals a string', async () => {
    const program = (oracle: string) => `
      import "std/hidden.qflow";
      def oracle(qubit[] q, qubit y) { ${oracle} }
      qubit[4] q; qubit y;
      bernstein_vazirani(oracle, q, y);
      bit[4] c = measure q;`;
    close((await probabilities(program('x y;')))['0000'], 1);
    close((await probabilities(program('cx q[0], y; cx q[2], y; cx q[3], y;')))['1101'], 1);
    assert.equal((await probabilities(program('ccx q[0], q[1], y; cx q[2], y;')))['0000'], undefined);
  });

  it('gives strings that are orthogonal to the period', async () => {
    const found = await probabilities(`
      import "std/hidden.qflow";
      def oracle(qubit[] q, qubit[] y) { cx q[0], y[0]; cx q[1], y[1]; cx q[2], y[2]; cx q[0], y[0]; cx q[0], y[2]; }
      qubit[3] q; qubit[3] y;
      simon(oracle, q, y);
      bit[3] c = measure q;`);
    // The function forgets x0 up to x2 ⊕ x0: its period is 101.
    assert.deepEqual(Object.keys(found).sort(), ['000', '010', '101', '111']);
    for (const share of Object.values(found)) close(share, 0.25);
  });
});

describe('std/states', () => {
  const weight = (x: number) => x.toString(2).replaceAll('0', '').length;

  it('makes GHZ, W and Dicke states with positive amplitudes', async () => {
    for (const [call, ones, n] of [
      ['w_state(q)', 1, 3],
      ['w_state(q)', 1, 5],
      ['dicke(1, q)', 1, 3],
      ['dicke(2, q)', 2, 4],
      ['dicke(3, q)', 3, 5],
      ['dicke(4, q)', 4, 4],
    ] as const) {
      const state = await amplitudes(`import "std/states.qflow"; qubit[${n}] q; ${call};`);
      const count = state.filter((_, x) => weight(x) === ones).length;
      for (const [x, { re, im }] of state.entries()) {
        close(re, weight(x) === ones ? 1 / Math.sqrt(count) : 0, `${call} ${x}`);
        close(im, 0);
      }
    }
    const ghz = await amplitudes('import "std/states.qflow"; qubit[3] q; ghz(q);');
    close(ghz[0]?.re, Math.SQRT1_2);
    close(ghz[7]?.re, Math.SQRT1_2);
  });

  it('makes basis states', async () => {
    close((await amplitudes('import "std/states.qflow"; qubit[4] q; basis_state(11, q);'))[11]?.re, 1);
  });
});

describe('std/arithmetic', () => {
  const text = (value: number, width: number) => (value % 2 ** width).toString(2).padStart(width, '0');

  it('adds constants and registers modulo 2ⁿ', async () => {
    for (const value of [0, 3, 7])
      for (const added of [1, 5]) {
        const head = `import "std/arithmetic.qflow"; import "std/states.qflow"; qubit[3] b; basis_state(${value}, b);`;
        const tail = 'bit[3] c = measure b;';
        const sum = text(value + added, 3);
        close((await probabilities(`${head} add_constant(${added}, b); ${tail}`))[sum], 1);
        const other = `qubit[3] a; basis_state(${added}, a);`;
        close((await probabilities(`${head} ${other} add_fourier(a, b); ${tail}`))[sum], 1);
        if (added === 1) close((await probabilities(`${head} increment(b); ${tail}`))[sum], 1);
      }
  });

  it('adds with carry', async () => {
    for (const [a, b] of [
      [0, 0],
      [3, 6],
      [7, 7],
      [5, 2],
    ] as const) {
      const found = await probabilities(`
        import "std/arithmetic.qflow"; import "std/states.qflow";
        qubit[3] a; qubit[3] b; qubit helper; qubit carry;
        basis_state(${a}, a); basis_state(${b}, b);
        add(a, b, helper, carry);
        bit[3] left = measure a; bit[3] sum = measure b; bit clean = measure helper; bit over = measure carry;`);
      close(found[`${a + b > 7 ? 1 : 0} 0 ${text(a + b, 3)} ${text(a, 3)}`], 1);
    }
  });
});

describe('std/state_preparation', () => {
  it('makes any amplitudes, phases included', async () => {
    const wanted = [
      [0.1, 0.2],
      [-0.3, 0],
      [0, 0],
      [0.4, -0.5],
      [0, 0.35],
      [-0.25, -0.3],
      [0.05, 0],
      [0.2, 0.3],
    ] as const;
    const size = Math.hypot(...wanted.flat());
    const list = wanted.map(([re, im]) => `${re / size} + ${im / size}im`).join(', ');
    const state = await amplitudes(
      `import "std/state_preparation.qflow"; qubit[3] q; array[complex, 8] a = {${list}}; prepare_state(a, q);`,
    );
    for (const [x, [re, im]] of wanted.entries()) {
      close(state[x]?.re, re / size, `re ${x}`);
      close(state[x]?.im, im / size, `im ${x}`);
    }
  });
});

describe('std/trotter and std/qaoa', () => {
  it('turn about a product of Pauli operators', async () => {
    // On |+⟩|0⟩|+i⟩, an eigenstate of X, Z and Y with value 1, the rotation is the phase exp(−i·angle/2).
    const state = await amplitudes(`
      import "std/trotter.qflow";
      qubit[4] q;
      h q[0]; h q[3]; s q[3];
      pauli_rotation({1, 3, 0, 2}, 0.8, q);
      sdg q[3]; h q[3]; h q[0];`);
    close(state[0]?.re, Math.cos(0.4));
    close(state[0]?.im, -Math.sin(0.4));
  });

  it('converge to the evolution with the order that they promise', async () => {
    const magnetisation = (call: string) =>
      expectation(`import "std/trotter.qflow"; qubit[3] q; ry(0.7) q[0]; ${call};`, 'Z[0] + X[1] * Z[2]');
    const exact = await magnetisation('evolve_ising_symmetric(0.8, 0.6, 1.0, 512, q)');
    for (const [name, order] of [
      ['evolve_ising', 1],
      ['evolve_ising_symmetric', 2],
    ] as const) {
      const [coarse, fine] = [
        (await magnetisation(`${name}(0.8, 0.6, 1.0, 16, q)`)) - exact,
        (await magnetisation(`${name}(0.8, 0.6, 1.0, 32, q)`)) - exact,
      ];
      const found = Math.log2(coarse / fine);
      assert.ok(Math.abs(found - order) < 0.1, `${name} is of order ${found}`);
    }
  });

  it('swap two spins as the Heisenberg model does', async () => {
    // Of two spins the model exchanges |01⟩ and |10⟩ with probability sin²(2·coupling·time).
    const found = await probabilities(`
      import "std/trotter.qflow"; qubit[2] q; x q[0];
      evolve_heisenberg(0.7, 0.5, 1, q);
      bit[2] c = measure q;`);
    close(found['10'], Math.sin(0.7) ** 2);
  });

  it('solve one edge of MaxCut exactly with one layer', async () => {
    const energy = await expectation(
      `import "std/qaoa.qflow"; qubit[2] q; qaoa({{0, 1}}, {1.0}, {pi / 4}, {pi / 8}, q);`,
      'Z[0] * Z[1]',
    );
    close(Math.abs(energy), 1);
  });
});

describe('std/encoders', () => {
  it('turn numbers into angles', async () => {
    const head = 'import "std/encoders.qflow"; qubit[2] q;';
    close(
      await expectation(`${head} angle_encoding({0.4, 1.3}, q);`, 'Z[0] * Z[1]'),
      Math.cos(0.4) * Math.cos(1.3),
    );
    const dense = `${head} dense_angle_encoding({0.4, 1.3, 0.9, 0.2}, q);`;
    close(
      await expectation(dense, 'X[0] * Y[1]'),
      Math.sin(0.4) * Math.cos(1.3) * Math.sin(0.9) * Math.sin(0.2),
    );
    const product = `${head} iqp_encoding({0.4, 1.3}, q, 1);`;
    close(await expectation(product, 'X[0]'), Math.cos(0.4) * Math.cos(0.4 * 1.3));
  });
});

describe('std/teleportation', () => {
  it('moves a state and sends two bits', async () => {
    const program = `
      import "std/teleportation.qflow";
      qubit source; qubit here; qubit there;
      ry(0.7) source; rz(0.4) source;
      teleport(source, here, there);`;
    close(await expectation(program, 'Z[2]'), Math.cos(0.7));
    close(await expectation(program, 'X[2]'), Math.sin(0.7) * Math.cos(0.4));
    close(await expectation(program, 'Y[2]'), Math.sin(0.7) * Math.sin(0.4));
    for (const [high, low] of ['00', '01', '10', '11']) {
      const found = await probabilities(`
        import "std/teleportation.qflow"; qubit[2] q; superdense(${high}, ${low}, q[1], q[0]); bit[2] c = measure q;`);
      close(found[`${high}${low}`], 1);
    }
  });
});

/** In how many places two registers of an outcome differ. */
function changes(key: string): number {
  const [second = '', first = ''] = key.split(' ');
  return [...first].filter((bit, place) => bit !== second[place]).length;
}

describe('std/error_correction', () => {
  it("locates every single fault in Steane's code, and keeps the state", async () => {
    const encoded =
      'import "std/error_correction.qflow"; qubit[7] d; qubit[3] f; qubit[3] p; ry(0.7) d[2]; steane_encode(d);';
    close(await expectation(encoded, 'Z[0]*Z[1]*Z[2]*Z[3]*Z[4]*Z[5]*Z[6]'), Math.cos(0.7));
    close(await expectation(encoded, 'X[0]*X[1]*X[2]*X[3]*X[4]*X[5]*X[6]'), Math.sin(0.7));
    for (const [place, fault] of [
      [0, 'x'],
      [3, 'z'],
      [6, 'y'],
    ] as const) {
      const found = await probabilities(
        `${encoded} ${fault} d[${place}]; steane_round(d, f, p); bit[3] flips = measure f; bit[3] phases = measure p;`,
      );
      const number = (place + 1).toString(2).padStart(3, '0');
      close(found[`${fault === 'x' ? '000' : number} ${fault === 'z' ? '000' : number}`], 1);
    }
  });

  it('finds the ends of a chain of flips in the repetition code', async () => {
    const found = await probabilities(`
      import "std/error_correction.qflow"; qubit[5] d; qubit[4] c;
      h d[0]; repetition_encode(d); x d[2]; repetition_round(d, c); bit[4] s = measure c;`);
    close(found['0110'], 1);
  });

  for (const distance of [3, 5])
    it(`measures the surface code of distance ${distance} the same way twice, and keeps its logical operators`, async () => {
      const checks = distance ** 2 - 1;
      const head = `
        import "std/error_correction.qflow";
        qubit[${distance ** 2}] d; qubit[${checks}] c;`;
      const round = `surface_round(${distance}, d, c);`;
      const twice = `${head} ${round} bit[${checks}] a = measure c; ${round} bit[${checks}] b = measure c; bit[${checks}] same = a ^ b;`;
      const fault = `${head} ${round} bit[${checks}] a = measure c; y d[${(distance ** 2 - 1) / 2}]; ${round} bit[${checks}] b = measure c;`;
      const column = Array.from({ length: distance }, (_, row) => `Z[${row * distance}]`).join('*');
      const line = Array.from({ length: distance }, (_, place) => `Z[${place}]`).join('*');
      const logical = [
        await expectation(`${head} ${round}`, column),
        await expectation(`${head} ${round}`, line),
      ];
      assert.ok(
        logical.some((value) => Math.abs(value - 1) < 1e-10),
        String(logical),
      );
      const found = await sampledKeys(twice);
      assert.ok(found.every((key) => key.startsWith('0'.repeat(checks))));
      assert.ok((await sampledKeys(fault)).every((key) => changes(key) === 4));
    });
});
