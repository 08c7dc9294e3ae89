import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cx } from '../../base/index.ts';
import type { RunDocument } from '../../protocol/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { run } from '../run-fixture.test.ts';
import { concurrence } from './concurrence.ts';
import { fidelity } from './overlap.ts';
import { eigenvalues, entropy, purity, reducedState } from './reduced-state.ts';

const circuits = `
circuit bell { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }
circuit tilted(float a) { qubit[2] q; ry(a) q[0]; cx q[0], q[1]; }
circuit ghz { qubit[3] q; h q[0]; cx q[0], q[1]; cx q[1], q[2]; }
circuit w { qubit[3] q; ry(2 * arccos(1 / sqrt(3))) q[0]; ctrl @ h q[0], q[1]; cx q[1], q[2]; cx q[0], q[1]; x q[0]; }
circuit cut { qubit[2] q; h q; }
observable zz = Z[0] * Z[1];
observable mixed = 0.5 * X[0] * X[1] - 2 * Y[0] * Y[1] + 3;
observable y = Y[0];
observable third = Z[2];
`;

/** Runs assertions as one test of a file and returns what went wrong. */
async function check(...assertions: readonly string[]): Promise<string[]> {
  const body = assertions.map((one) => `assert ${one};`).join('\n');
  const document = await testDocument(body);
  return document.diagnostics.map(({ message }) => message);
}

async function testDocument(body: string): Promise<RunDocument> {
  const target = { kind: 'test', name: 't' } as const;
  return (await run(`${circuits} test "t" { ${body} }`, { target })).document;
}

describe('checks of states', () => {
  it('give what closed forms say', async () => {
    // cos(a/2)|00⟩ + sin(a/2)|11⟩: concurrence sin a, entropy of the squares, ⟨XX⟩ = sin a = −⟨YY⟩.
    const a = '0.7';
    const entangled = `simulate(tilted(${a}))`;
    const p = `cos(${a} / 2) ** 2`;
    assert.deepEqual(
      await check(
        `close(probability(${entangled}, "00"), ${p}, 1e-12)`,
        `close(probability(${entangled}, "01"), 0, 1e-12)`,
        `close(concurrence(${entangled}, 0, 1), sin(${a}), 1e-12)`,
        `close(purity(${entangled}, [1]), (1 + cos(${a}) ** 2) / 2, 1e-12)`,
        `close(entropy(${entangled}, [0]), -(${p} * log(${p}) + (1 - ${p}) * log(1 - ${p})) / log(2), 1e-12)`,
        `close(expectation(${entangled}, zz), 1, 1e-12)`,
        `close(expectation(${entangled}, mixed), 2.5 * sin(${a}) + 3, 1e-12)`,
        `close(fidelity(${entangled}, simulate(tilted(1.1))), cos(0.2) ** 2, 1e-12)`,
        `close(fidelity(simulate(bell), simulate(cut)), 0.5, 1e-12)`,
      ),
      [],
    );
  });

  it('know which entanglement is shared by two and which by three', async () => {
    assert.deepEqual(
      await check(
        'close(concurrence(simulate(ghz), 0, 1), 0, 1e-12)',
        'close(concurrence(simulate(ghz), 2, 0), 0, 1e-12)',
        'close(entropy(simulate(ghz), [0]), 1, 1e-12)',
        'close(entropy(simulate(ghz), [0, 2]), 1, 1e-12)',
        'close(concurrence(simulate(w), 0, 1), 2.0 / 3.0, 1e-12)',
        'close(concurrence(simulate(w), 1, 2), 2.0 / 3.0, 1e-12)',
        'close(purity(simulate(w), [2]), 5.0 / 9.0, 1e-12)',
        'close(purity(simulate(w)), 1, 1e-12)',
        'close(concurrence(simulate(cut), 0, 1), 0, 1e-12)',
        'close(entropy(simulate(cut), [0]), 0, 1e-12)',
      ),
      [],
    );
  });

  it('refuse what they have no value for', async () => {
    assert.deepEqual(
      await check(
        'purity(simulate(bell), [2]) > 0',
        'concurrence(simulate(bell), 0, 0) > 0',
        'probability(simulate(bell), "0") > 0',
        'fidelity(simulate(bell), simulate(ghz)) > 0',
        'expectation(simulate(bell), third) > 0',
      ),
      [
        'there is no qubit 2; the state has 2',
        'a qubit is named twice',
        'an outcome of this state is 2 bits, not "0"',
        'the states have 2 and 3 qubits',
        'the observable needs 3 qubits, and the state has 2',
      ].map((reason) => `This has no value in this run: ${reason}.`),
    );
  });
});

describe('checks of circuits', () => {
  const pairs = `
    circuit swap3 { qubit[2] q; cx q[0], q[1]; cx q[1], q[0]; cx q[0], q[1]; }
    circuit swap1 { qubit[2] q; swap q[0], q[1]; gphase(1.0); bit[2] c = measure q; }
    circuit rz1(float t) { qubit q; rz(t) q; }
    circuit p1(float t) { qubit q; p(t) q; }
    circuit turned { qubit[2] q; ctrl @ rz(0.3) q[0], q[1]; }
    circuit phased { qubit[2] q; cp(0.3) q[0], q[1]; }
    circuit decides { qubit[2] q; h q[0]; bit b = measure q[0]; if (b) { x q[1]; } }`;

  it('compare what the gates do, up to a global phase', async () => {
    const text = `${pairs} test "t" {
      assert equivalent(swap3, swap1);
      assert equivalent(rz1(0.3), p1(0.3)) && !equivalent(rz1(0.3), p1(0.300001 + 1e-3));
      assert !equivalent(turned, phased);
      assert !equivalent(swap3, p1(0.3));
      let same = equivalent(phased, phased);
      if (same) { assert same; } else { assert 1 > 2; }
      assert equivalent(decides, decides);
    }`;
    const { document } = await run(text, { target: { kind: 'test', name: 't' } });
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5109'],
    );
  });

  it('count depth and gates', async () => {
    assert.deepEqual(
      await check(
        'depth(bell) == 3',
        'gate_count(bell) == 2',
        'gate_count(ghz, "cx") == 2',
        'gate_count(ghz, "t") == 0',
      ),
      [],
    );
  });

  it('work in workflows too', async () => {
    const { document } = await run(`${circuits} workflow v {
      task s = simulate(tilted(0.7));
      task c = concurrence(s, 0, 1);
      task same = equivalent(bell, tilted(pi / 2));
      task deep = depth(ghz);
    }`);
    assert.deepEqual(document.diagnostics, []);
    const value = (task: string) => {
      const result = document.results[task];
      return result?.kind === 'value' ? result.value : undefined;
    };
    assert.ok(Math.abs((value('c') as number) - Math.sin(0.7)) < 1e-12);
    // Both make a Bell state of |00⟩, but not of the other basis states.
    assert.equal(value('same'), false);
    assert.equal(value('deep'), 3);
  });
});

describe('the density matrix of some qubits', () => {
  /** A fixed state without symmetries. */
  const state: StateVector = normalised(
    Float64Array.from({ length: 32 }, (_, k) => Math.sin(3 * k + 1) + 0.2 * Math.cos(k * k)),
  );

  it('has trace one and the entropy of the qubits left out', () => {
    for (const [kept, others] of [
      [[0], [1, 2, 3]],
      [
        [1, 3],
        [0, 2],
      ],
      [
        [2, 0],
        [3, 1],
      ],
    ] as const) {
      const [one, other] = [reducedState(state, kept), reducedState(state, others)];
      const trace = one.reduce((sum, row, place) => sum + (row[place]?.re ?? 0), 0);
      assert.ok(Math.abs(trace - 1) < 1e-12);
      assert.ok(Math.abs(entropy(one) - entropy(other)) < 1e-9);
      assert.ok(Math.abs(purity(one) - purity(other)) < 1e-12);
      const squares = eigenvalues(one).reduce((sum, value) => sum + value ** 2, 0);
      assert.ok(Math.abs(squares - purity(one)) < 1e-12);
    }
  });

  it('has the concurrence of the pure state when nothing is left out', () => {
    const pair = normalised(Float64Array.from([0.3, -0.2, 0.5, 0.1, -0.4, 0.6, 0.2, 0.7]));
    const [a, b, c, d] = [0, 1, 2, 3].map((k) =>
      cx.complex(pair.amplitudes[2 * k] ?? 0, pair.amplitudes[2 * k + 1] ?? 0),
    );
    assert.ok(a && b && c && d);
    const closed = 2 * cx.magnitude(cx.subtract(cx.multiply(a, d), cx.multiply(b, c)));
    assert.ok(Math.abs(concurrence(reducedState(pair, [0, 1])) - closed) < 1e-12);
    assert.ok(Math.abs(fidelity(pair, pair) - 1) < 1e-12);
  });
});

function normalised(amplitudes: Float64Array): StateVector {
  const norm = Math.sqrt(amplitudes.reduce((sum, value) => sum + value * value, 0));
  return { qubits: Math.log2(amplitudes.length / 2), amplitudes: amplitudes.map((value) => value / norm) };
}

describe('measures of states', () => {
  it('give what closed forms say of entangled states', async () => {
    // The Meyer–Wallach measure of Wₙ is 4(n − 1)/n², its one-qubit entropy that of 1/3.
    const [s, bits] = ['sin(0.7)', '-(1 / 3.0 * log(1 / 3.0) + 2 / 3.0 * log(2 / 3.0)) / log(2)'];
    assert.deepEqual(
      await check(
        'close(meyer_wallach(simulate(ghz)), 1, 1e-12)',
        'close(meyer_wallach(simulate(w)), 8 / 9.0, 1e-12)',
        'close(meyer_wallach(simulate(cut)), 0, 1e-12)',
        `close(negativity(simulate(tilted(0.7)), [0], [1]), ${s} / 2, 1e-12)`,
        'close(negativity(simulate(ghz), [0], [1]), 0, 1e-12)',
        'close(negativity(simulate(ghz), [0, 2], [1]), 0.5, 1e-12)',
        'close(mutual_information(simulate(bell), [0], [1]), 2, 1e-12)',
        'close(mutual_information(simulate(ghz), [0], [1]), 1, 1e-12)',
        `close(mutual_information(simulate(w), [0], [1, 2]), 2 * (${bits}), 1e-12)`,
        'close(max(schmidt(simulate(tilted(0.7)), [1])), cos(0.35), 1e-12)',
        'close(min(schmidt(simulate(tilted(0.7)), [1])), sin(0.35), 1e-12)',
        `close(coherence(simulate(tilted(0.7))), ${s}, 1e-12)`,
        'close(coherence(simulate(cut), [0]), 1, 1e-12)',
        'close(coherence(simulate(bell), [0]), 0, 1e-12)',
        'close(participation_ratio(simulate(cut)), 4, 1e-12)',
        'close(participation_ratio(simulate(w)), 3, 1e-12)',
      ),
      [],
    );
  });

  it('tell states apart as a whole and by some of their qubits', async () => {
    // On one qubit cos²(a/2)|0⟩⟨0| + sin²(a/2)|1⟩⟨1|: fidelity (cos cos + sin sin)² = cos²((a − b)/2).
    const pair = 'simulate(tilted(0.7)), simulate(tilted(1.1))';
    assert.deepEqual(
      await check(
        `close(fidelity(${pair}, [0]), cos(0.2) ** 2, 1e-12)`,
        `close(trace_distance(${pair}), sin(0.2), 1e-12)`,
        `close(trace_distance(${pair}, [1]), cos(0.35) ** 2 - cos(0.55) ** 2, 1e-12)`,
        'close(fidelity(simulate(bell), simulate(cut), [0]), 0.5, 1e-12)',
        'close(trace_distance(simulate(bell), simulate(cut), [0]), 0.5, 1e-12)',
        'close(trace_distance(simulate(bell), simulate(bell)), 0, 1e-7)',
      ),
      [],
    );
  });

  it('refuse groups that share a qubit', async () => {
    assert.match((await check('negativity(simulate(ghz), [0, 1], [1]) >= 0')).join(), /named twice/);
  });
});

describe('circuits at random angles', () => {
  it('are told by their derivatives and by how many states they reach', async () => {
    // ⟨Z⟩ = cos a has derivatives of variance ½. Fidelities cos²((a − b)/2) lie at the ends, where random states of a qubit lie evenly.
    const arcsine = Array.from({ length: 75 }, (_, bin) => {
      const below = (f: number) => (2 / Math.PI) * Math.asin(Math.sqrt(f));
      const share = below((bin + 1) / 75) - below(bin / 75);
      return share * Math.log(share * 75);
    }).reduce((sum, term) => sum + term);
    const spinning = 'circuit spinning(float a) { qubit q; ry(a) q; } circuit still { qubit q; h q; }';
    const { document } = await run(
      `${spinning} observable z = Z[0];
       workflow w {
         task spread = gradient_variance(spinning, z, samples: 3000);
         task reach = expressibility(spinning, samples: 4000);
       }`,
      { seed: 3 },
    );
    const { spread, reach } = document.results;
    assert.ok(spread?.kind === 'value' && reach?.kind === 'value', JSON.stringify(document.diagnostics));
    assert.ok(Math.abs(Number(spread.value) - 0.5) < 0.03, String(spread.value));
    assert.ok(Math.abs(Number(reach.value) - arcsine) < 0.03, `${String(reach.value)} ${arcsine}`);
    const { document: refused } = await run(`${spinning} workflow w { task t = expressibility(still); }`);
    assert.match(refused.diagnostics.map(({ message }) => message).join(), /still needs parameters/);
  });
});
