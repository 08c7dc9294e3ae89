import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { CancellationSource } from '../../base/index.ts';
import type { MinimumResult, RunDocument } from '../../protocol/index.ts';
import { estimateOf, run } from '../run-fixture.test.ts';

/** One qubit: ⟨Z + X/2⟩ after RY(a) is cos a + sin a / 2, least −√5/2; of two such the sum. */
const file = `
observable field = Z[0] + 0.5 * X[0];
observable two = Z[0] + Z[1];
circuit turned(angle a) { qubit q; ry(a) q; }
circuit both(array[float, 2] a) { qubit[2] q; ry(a[0]) q[0]; ry(a[1]) q[1]; }
circuit doubled(float a) { qubit q; ry(a) q; ry(a) q; }
circuit counted(int n, float a) { qubit q; for int i in [1:n] { ry(a) q; } }
`;

const least = -Math.sqrt(5) / 2;

function minimumOf(document: RunDocument, task: string): MinimumResult {
  const result = document.results[task];
  assert.ok(result?.kind === 'minimum', JSON.stringify(document.diagnostics));
  return result;
}

async function minimised(call: string): Promise<MinimumResult> {
  const { document } = await run(`${file} workflow w { task found = ${call}; }`, { seed: 5 });
  return minimumOf(document, 'found');
}

function messages({ diagnostics }: RunDocument): string {
  return diagnostics.map(({ message, help }) => `${message} ${help ?? ''}`).join('\n');
}

describe('minimize', () => {
  const exact = [
    'nelder_mead()',
    'powell()',
    'cobyla()',
    'bfgs()',
    'l_bfgs_b()',
    'cg()',
    'slsqp()',
    'tnc()',
    'natural_gradient(learning_rate: 0.2)',
    'qn_spsa(iterations: 300)',
    'adam(learning_rate: 0.1)',
    'gradient_descent(learning_rate: 0.5)',
    'rotosolve()',
    'spsa()',
  ];
  for (const optimizer of exact)
    it(`finds the ground state of a spin by ${optimizer}`, async () => {
      const found = await minimised(`minimize(turned(0.4), field, optimizer: ${optimizer})`);
      assert.ok(Math.abs(found.value - least) < 1e-4, `${found.value}`);
      const [angle = NaN] = found.parameters;
      assert.ok(Math.abs(Math.cos(angle) + Math.sin(angle) / 2 - found.value) < 1e-9);
      assert.deepEqual(found.names, ['a']);
      assert.equal(found.optimizer, optimizer.slice(0, optimizer.indexOf('(')));
      assert.equal(found.history.length, found.iterations);
    });

  it('begins where the arguments, a list or the seed say', async () => {
    const one = 'max_iterations: 1, optimizer: gradient_descent(learning_rate: 0.1)';
    const step = (angle: number) => angle + 0.1 * (Math.sin(angle) - Math.cos(angle) / 2);
    const argument = await minimised(`minimize(turned(0.4), field, ${one})`);
    assert.ok(Math.abs((argument.parameters[0] ?? 0) - step(0.4)) < 1e-12);
    const list = await minimised(`minimize(turned, field, start: [1.5], ${one})`);
    assert.ok(Math.abs((list.parameters[0] ?? 0) - step(1.5)) < 1e-12);
    const random = await minimised(`minimize(turned, field, seed: 1, ${one})`);
    const again = await minimised(`minimize(turned, field, seed: 1, ${one})`);
    const other = await minimised(`minimize(turned, field, seed: 2, ${one})`);
    assert.deepEqual(random, again);
    assert.notDeepEqual(random.parameters, other.parameters);
  });

  it('varies the elements of arrays, and parameters that several gates share', async () => {
    const both = await minimised('minimize(both, two)');
    assert.deepEqual(both.names, ['a[0]', 'a[1]']);
    assert.ok(Math.abs(both.value + 2) < 1e-9);
    const doubled = await minimised('minimize(doubled(0.3), field)');
    assert.ok(Math.abs(doubled.value - least) < 1e-9);
    const fixed = await minimised('minimize(counted(3, 0.3), field)');
    assert.deepEqual(fixed.names, ['a']);
    assert.ok(Math.abs(fixed.value - least) < 1e-9);
  });

  it('records the way: values, moves, the running minimum', async () => {
    const { history } = await minimised('minimize(turned(0.4), field, optimizer: cobyla())');
    let best = Infinity;
    for (const [place, { iteration, value, change, stderr, step }] of history.entries()) {
      best = Math.min(best, history[place]?.best ?? Infinity);
      assert.equal(iteration, place + 1);
      assert.equal(history[place]?.best, best);
      assert.equal(change, place === 0 ? undefined : value - (history[place - 1]?.value ?? NaN));
      assert.equal(stderr, 0);
      assert.ok(step >= 0);
    }
    assert.ok(Math.abs(best - least) < 1e-7);
  });

  it('measures the minimum apart from the values that chose it', async () => {
    const shots = 100;
    const call = `minimize(turned(0.4), field, shots: ${shots}, optimizer: nelder_mead(iterations: 40)`;
    let bias = 0;
    let reported = 0;
    for (let seed = 0; seed < 15; seed++) {
      const found = await minimised(`${call}, seed: ${seed})`);
      const [angle = NaN] = found.parameters;
      const truth = Math.cos(angle) + Math.sin(angle) / 2;
      bias += ((found.history.at(-1)?.best ?? NaN) - truth) / 15;
      reported += (found.value - truth) / 15;
      assert.ok(found.stderr > 0);
    }
    // The standard error of one value is about 0.05, of fifteen about 0.013; the least of forty is far below the truth.
    assert.ok(bias < -0.05, `${bias}`);
    assert.ok(Math.abs(reported) < 0.045, `${reported}`);
  });

  it('stops at a threshold and after so many iterations, and counts all restarts', async () => {
    const good = await minimised('minimize(turned(0.4), field, threshold: -1)');
    assert.equal(good.stopped, 'threshold');
    assert.ok(good.value <= -1);
    const short = await minimised('minimize(turned(0.4), field, max_iterations: 2, optimizer: adam())');
    assert.deepEqual([short.stopped, short.iterations, short.evaluations], ['iterations', 2, 4]);
    const many = await minimised(
      'minimize(turned(0.4), field, max_iterations: 2, restarts: 3, optimizer: adam())',
    );
    assert.deepEqual([many.iterations, many.history.length], [8, 8]);
    assert.equal(many.evaluations, 4 * 3 + 4 + 1);
  });

  it('tells each iteration while it runs, and stops when the run is cancelled', async () => {
    const cancellation = new CancellationSource();
    const { document, events } = await run(
      `${file} workflow w { task found = minimize(turned(0.4), field, optimizer: adam(iterations: 1000)); }`,
      {},
      {
        cancellation,
        onEvent: (event) => {
          if (event.kind === 'iteration' && event.iteration.iteration === 7) cancellation.cancel();
        },
      },
    );
    assert.equal(document.status, 'cancelled');
    const told = events.flatMap((event) => (event.kind === 'iteration' ? [event.iteration.iteration] : []));
    assert.deepEqual(told, [1, 2, 3, 4, 5, 6, 7]);
  });

  it('lets later tasks use what was found', async () => {
    const { document } = await run(
      `${file} workflow w {
      task found = minimize(turned(0.4), field);
      task again = estimate(turned(found.parameters[0]), field);
      assert abs(again.value - found.value) < 1e-12;
      assert len(found.history) == found.iterations and found.stderr == 0;
    }`.replace(' and ', ' && '),
    );
    assert.equal(document.status, 'completed', messages(document));
  });

  it('says what does not fit', async () => {
    const refusals = [
      ['minimize(turned, field, start: [1, 2])', /start needs 1 numbers, one for each of a/],
      ['minimize(counted, field)', /parameter n of counted is no float or angle/],
      ['minimize(doubled, field, optimizer: rotosolve())', /rotosolve needs parameters/],
      ['qaoa(field)', /sum of products of Z/],
    ] as const;
    for (const [call, message] of refusals) {
      const { document } = await run(`${file} workflow w { task found = ${call}; }`);
      assert.equal(document.status, 'failed', call);
      assert.match(messages(document), message);
    }
  });
});

/** ⟨cut⟩ of one layer at the best angles, by Wang, Hadfield, Jiang and Rieffel, Phys. Rev. A 97, 022304 (2018). */
const cuts = [
  { name: 'a ring of four', edges: ['0,1', '1,2', '2,3', '3,0'], cut: 3 },
  { name: 'a triangle', edges: ['0,1', '1,2', '2,0'], cut: 2 },
  { name: 'a star of four leaves', edges: ['0,1', '0,2', '0,3', '0,4'], cut: 3 },
  { name: 'a path of four', edges: ['0,1', '1,2', '2,3'], cut: 2.3800862965 },
  {
    name: 'the complete graph of four',
    edges: ['0,1', '0,2', '0,3', '1,2', '1,3', '2,3'],
    cut: 3.6975160993,
  },
];

describe('qaoa', () => {
  for (const { name, edges, cut } of cuts)
    it(`finds the best angles of one layer for ${name}`, async () => {
      const terms = edges.map((edge) =>
        edge
          .split(',')
          .map((node) => `Z[${node}]`)
          .join(' * '),
      );
      const text = `observable cost = 0.5 * (${terms.join(' + ')}) - ${edges.length / 2};
        workflow w { task found = qaoa(cost, restarts: 8, seed: 3); }`;
      const { document } = await run(text);
      const found = minimumOf(document, 'found');
      assert.ok(Math.abs(found.value + cut) < 1e-6, `${found.value}`);
      assert.deepEqual(found.names, ['gamma[0]', 'beta[0]']);
    });

  it('is exact on a ring of spins after half as many layers', async () => {
    const text = `observable ring = Z[0] * Z[1] + Z[1] * Z[2] + Z[2] * Z[3] + Z[3] * Z[0];
      workflow w { task found = qaoa(ring, layers: 2, restarts: 4, seed: 1); }`;
    const { document } = await run(text);
    assert.ok(Math.abs(minimumOf(document, 'found').value + 4) < 1e-6);
  });

  it('takes products of any number of Z', async () => {
    const text = `observable parity = Z[0] * Z[1] * Z[2] + 0.25 * Z[1];
      workflow w { task found = qaoa(parity, layers: 2, restarts: 3, seed: 1); }`;
    const { document } = await run(text);
    const found = minimumOf(document, 'found');
    assert.ok(found.value < -1 && found.value > -1.25 - 1e-9, `${found.value}`);
  });
});

describe('ansätze of molecules in workflows', () => {
  it('reach the exact energy, on all qubits and on those that symmetries leave', async () => {
    const { document } = await run(`
      observable h2 = hamiltonian(molecule("H 0 0 0; H 0 0 .7414"));
      workflow w {
        let ion = molecule("He 0 0 0; H 0 0 .7719", charge: 1);
        task mean_field = estimate(hartree_fock(molecule("H 0 0 0; H 0 0 .7414")), h2);
        task hydrogen = minimize(uccsd(molecule("H 0 0 0; H 0 0 .7414")), h2);
        task again = estimate(uccsd(molecule("H 0 0 0; H 0 0 .7414"), parameters: hydrogen.parameters), h2);
        task helium = minimize(uccsd(ion, tapered: true), hamiltonian(ion, tapered: true));
      }`);
    assert.ok(Math.abs(estimateOf(document, 'mean_field') - -1.116684) < 1e-6);
    assert.ok(Math.abs(minimumOf(document, 'hydrogen').value - -1.13727) < 1e-6);
    assert.ok(Math.abs(estimateOf(document, 'again') - -1.13727) < 1e-6);
    assert.ok(Math.abs(minimumOf(document, 'helium').value - -2.851004) < 1e-6);
  });

  it('are refused with the reason', async () => {
    const { document } = await run(`workflow w { task t = sample(uccsd(molecule("H 0 0"))); }`);
    assert.match(messages(document), /no atom with three coordinates/);
  });

  it('grow by the excitation that changes the energy fastest, and need fewer than all', async () => {
    const { document } = await run(`
      workflow w {
        task hydrogen = adapt_vqe(molecule("H 0 0 0; H 0 0 .7414"));
        task triangle = adapt_vqe(molecule("H 0 0 0; H 0.9 0 0; H 0.45 0.8 0", charge: 1), gradient_threshold: 1e-5);
        task exact = exact_energy(molecule("H 0 0 0; H 0.9 0 0; H 0.45 0.8 0", charge: 1));
      }`);
    const [hydrogen, triangle] = [minimumOf(document, 'hydrogen'), minimumOf(document, 'triangle')];
    assert.deepEqual([hydrogen.names, hydrogen.stopped], [['0 2 → 1 3'], 'converged']);
    assert.ok(Math.abs(hydrogen.value - -1.13727) < 1e-6);
    const exact = document.results['exact'];
    assert.ok(exact?.kind === 'value' && Math.abs(triangle.value - Number(exact.value)) < 1e-7);
    assert.equal(triangle.history.length, triangle.names.length);
  });

  it('take integrals from a file beside the program', async () => {
    const dump = await readFile(
      new URL('../../chemistry/testing/fcidump/HeHp_0.772.fcidump', import.meta.url),
      'utf8',
    );
    const { document } = await run(
      `observable ion = fcidump("he.fcidump");
       workflow w {
         task ground = minimize(uccsd(molecule(file: "he.fcidump")), ion);
         task small = adapt_vqe(molecule(file: "he.fcidump"), tapered: true);
         task none = estimate(hartree_fock(molecule(file: "gone.fcidump")), ion);
       }`,
      {},
      { files: { 'test:/he.fcidump': dump } },
    );
    assert.ok(Math.abs(minimumOf(document, 'ground').value - -2.85102403) < 1e-6);
    assert.ok(Math.abs(minimumOf(document, 'small').value - -2.85102403) < 1e-6);
    assert.match(messages(document), /there is no file "gone.fcidump"/);
  });
});
