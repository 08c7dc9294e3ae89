import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CancellationSource } from '../base/index.ts';
import type { NoiseModel } from '../circuit/index.ts';
import { findDevice } from '../hardware/index.ts';
import { depolarizingShare } from '../hardware/noise/device-noise.ts';
import type { RunRequest } from '../protocol/index.ts';
import {
  type SimulationOptions,
  type Simulator,
  cachedSimulator,
  localSimulator,
} from '../simulator/index.ts';
import { estimateOf, run, tilted } from './run-fixture.test.ts';

describe('a gradient', () => {
  const ansatz = `
observable z = Z[0];
circuit ansatz(int n, float t = 0.3, array[float, 2] a = [0, 0]) {
  qubit[2] q;
  for int i in [1:n] { ry(t) q[0]; }
  rx(a[1]) q[1];
}`;

  it('is taken at the arguments and defaults, and its fields go into other tasks', async () => {
    const { document } = await run(`${ansatz}
      workflow w {
        task slope = gradient(ansatz(2), z);
        task next = estimate(ansatz(1, slope.gradient[0] + slope.value), z);
        task spread = gradient(ansatz(1, 0.3), z, shots: 100);
        task last = estimate(ansatz(1, next.variance + spread.errors[0]), z);
      }`);
    const { slope } = document.results;
    assert.ok(slope?.kind === 'gradient', JSON.stringify(document.diagnostics));
    assert.deepEqual(
      slope.derivatives.map(({ name }) => name),
      ['t', 'a[0]', 'a[1]'],
    );
    assert.ok(Math.abs((slope.derivatives[0]?.value ?? 0) + 2 * Math.sin(0.6)) < 1e-14);
    const next = estimateOf(document, 'next');
    assert.ok(Math.abs(next - Math.cos(Math.cos(0.6) - 2 * Math.sin(0.6))) < 1e-14);
    assert.equal(document.status, 'completed');
  });

  it('takes the rule that is asked for, and refuses what cannot be', async () => {
    const { document } = await run(`${ansatz}
      circuit bell { qubit[2] q; h q[0]; }
      workflow w {
        task shifted = gradient(ansatz(1), z, method: "parameter_shift");
        task wrong = gradient(ansatz(1), z, method: "adjoint", shots: 10);
        task still = gradient(bell, z);
      }`);
    const { shifted } = document.results;
    assert.ok(shifted?.kind === 'gradient' && shifted.rule === 'parameter_shift');
    assert.deepEqual(Object.keys(document.results), ['shifted']);
    const messages = document.diagnostics.map(({ message }) => message);
    assert.match(messages[0] ?? '', /adjoint method is not possible: it is exact, and shots were asked for/);
    assert.match(messages[1] ?? '', /bell has no float or angle parameter/);
  });
});

describe('a run', () => {
  it('passes results from task to task', async () => {
    const { document } = await run(`${tilted}
      workflow w {
        task a = estimate(tilted(1.0), z);
        task b = estimate(tilted(2 * a.value), z);
      }`);
    assert.ok(Math.abs(estimateOf(document, 'b') - Math.cos(2 * Math.cos(1))) < 1e-12);
  });

  it('reads outcomes of a table and probabilities of a state', async () => {
    const { document } = await run(`${tilted}
      workflow w {
        task s = sample(coin);
        task p = simulate(tilted(pi / 2));
        task e = estimate(tilted(s.probabilities["1"] + p.probabilities[1]), z);
      }`);
    assert.ok(Math.abs(estimateOf(document, 'e') - Math.cos(1)) < 1e-12);
  });

  it('tells every step in order and ends with the document', async () => {
    const { events } = await run(`${tilted} workflow w { task a = estimate(tilted(1.0), z); }`);
    assert.deepEqual(
      events
        .map((event) => (event.kind === 'task' ? event.state : event.kind))
        .filter((kind) => kind !== 'progress'),
      ['started', 'running', 'forecast', 'result', 'completed', 'finished'],
    );
  });

  it('lets the closest word decide about shots', async () => {
    const text = `${tilted} backend sim = simulator(shots: 30, seed: 4);
      workflow w { task a = sample(coin, on: sim); task b = sample(coin, on: sim, shots: 20); task c = sample(coin); }`;
    const shots = async (request: Partial<RunRequest>) => {
      const { document } = await run(text, request);
      return Object.values(document.results).map((result) =>
        result.kind === 'samples' && result.counts !== undefined
          ? Object.values(result.counts).reduce((sum, count) => sum + count, 0)
          : 0,
      );
    };
    assert.deepEqual(await shots({}), [30, 20, 0]);
    assert.deepEqual(await shots({ defaultShots: 10 }), [30, 20, 0]);
    assert.deepEqual(await shots({ shots: 5, defaultShots: 10 }), [5, 5, 5]);
    assert.deepEqual(await shots({ shots: 0 }), [0, 0, 0]);
  });

  it('repeats what runs on a backend with a seed, wherever it stands in the run', async () => {
    const text = `${tilted} backend sim = simulator(seed: 4); workflow w {
      task a = sample(coin, shots: 900); task b = sample(coin, on: sim, shots: 900); }`;
    const results = async (request: { readonly seed?: number }, freshSeed: number) => {
      const { document } = await run(text, request, { freshSeed });
      return [document.results['a'], document.results['b']];
    };
    const [[first, second], [other, same]] = [await results({}, 11), await results({}, 12)];
    assert.notDeepEqual(other, first);
    assert.deepEqual(same, second);
    assert.notDeepEqual((await results({ seed: 8 }, 11))[1], second, 'the seed of the request comes before');
  });

  it('records the seed that it used, the backend’s own or a fresh one', async () => {
    const withSeed = `${tilted} backend sim = simulator(seed: 4); workflow w { task a = sample(coin, on: sim, shots: 9); }`;
    assert.equal((await run(withSeed)).document.seed, 4);
    assert.equal((await run(withSeed, { seed: 8 })).document.seed, 8);
    assert.equal((await run('circuit c { qubit q; }')).document.seed, 11);
  });

  it('gives tasks with equal calls different random choices', async () => {
    const { document } = await run(
      `${tilted} workflow w { task a = sample(coin, shots: 100000); task b = sample(coin, shots: 100000); }`,
    );
    assert.notDeepEqual(document.results['a'], document.results['b']);
  });

  it('simulates by the method that a backend names', async () => {
    const pair = 'circuit pair { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }';
    const methods = async (text: string) => {
      const { document, events } = await run(
        `${pair} ${text} workflow w { task a = sample(pair, on: sim, shots: 9); }`,
      );
      assert.deepEqual(document.diagnostics, []);
      return events.flatMap((event) => (event.kind === 'forecast' ? [event.summary] : []));
    };
    assert.match(
      (await methods('backend sim = simulator(method: "stabilizer");')).join(),
      /stabilizer tableau/,
    );
    assert.match((await methods('backend sim = simulator(method: "auto");')).join(), /dense state/);
  });

  it('says which results were known, unless the backend wants none of them', async () => {
    const simulator = cachedSimulator(localSimulator(), 2 ** 20);
    const pair = 'circuit pair { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }';
    const ask = async (backend: string) => {
      const text = `// ${backend}\n${pair} backend sim = ${backend}; workflow w { task a = sample(pair, on: sim, shots: 9); }`;
      const { document, events } = await run(text, { seed: 5 }, { simulator });
      const cached = events.some(
        (event) => event.kind === 'cache' && event.notes.some(({ isCached }) => isCached),
      );
      assert.equal((document.cached ?? []).length > 0, cached);
      return { cached, results: document.results };
    };
    const first = await ask('simulator()');
    assert.equal(first.cached, false);
    assert.deepEqual(await ask('simulator(cache: true)'), { cached: true, results: first.results });
    assert.deepEqual(await ask('simulator(cache: false)'), first);
  });

  it('hands on how a backend wants to be computed', async () => {
    const asked: SimulationOptions[] = [];
    const inner = localSimulator();
    const simulator: Simulator = {
      ...inner,
      sample: (circuit, bindings, options, hooks) => {
        asked.push(options);
        return inner.sample(circuit, bindings, options, hooks);
      },
    };
    const backends = `backend plain = simulator(); backend sim = simulator(threads: 2, reproducible: true, precision: "single");`;
    await run(
      `${tilted} ${backends} workflow w { task a = sample(coin, on: plain); task b = sample(coin, on: sim); }`,
      {},
      { simulator },
    );
    assert.deepEqual(
      asked.map(({ threads, reproducible, precision }) => ({ threads, reproducible, precision })),
      [
        { threads: undefined, reproducible: false, precision: 'double' },
        { threads: 2, reproducible: true, precision: 'single' },
      ],
    );
  });

  it('gives the simulator the noise of a backend, with the inputs of the run', async () => {
    const text = `${tilted}
      input float p = 0.1;
      noise lab = bit_flip(p) + readout(p01: 0.02, p10: p);
      backend noisy = simulator(noise: lab);
      workflow w { task a = sample(coin, on: noisy); }`;
    const models: (NoiseModel | undefined)[] = [];
    const simulator: Simulator = {
      ...localSimulator(),
      forecast: (_, { noise }) => {
        models.push(noise);
        return Promise.reject(new Error('seen enough'));
      },
    };
    await run(text, { inputs: { p: '0.25' } }, { simulator });
    const [model] = models;
    assert.deepEqual(model?.readout, [{ p01: 0.02, p10: 0.25 }]);
    assert.deepEqual(
      model.rules.map(({ label }) => label),
      ['bit_flip(0.25)'],
    );
    const { document } = await run(text, { inputs: { p: '1.5' } }, { simulator });
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5006'],
    );
  });
  it('skips what depends on a task that failed and goes on with the rest', async () => {
    const { document, events } = await run(`${tilted}
      circuit large { qubit[60] q; h q; t q; for int i in [0:58] { cx q[i], q[i + 1]; } h q; bit[60] c = measure q; }
      backend dense = simulator(method: "statevector");
      workflow w {
        task a = sample(large, on: dense, shots: 10);
        task b = estimate(tilted(a.probabilities["0"]), z);
        task c = estimate(tilted(0.0), z);
      }`);
    assert.equal(document.status, 'failed');
    assert.deepEqual(Object.keys(document.results), ['c']);
    assert.equal(document.diagnostics.length, 1);
    const last = new Map(
      events.flatMap((event) => (event.kind === 'task' ? [[event.task, event.state]] : [])),
    );
    assert.deepEqual(Object.fromEntries(last), { a: 'failed', b: 'skipped', c: 'completed' });
  });

  it('takes inputs as constants of the language, and their defaults', async () => {
    const text =
      'input float t = 0.5; circuit c { qubit q; ry(t) q; } observable z = Z[0]; workflow w { task e = estimate(c, z); }';
    assert.ok(Math.abs(estimateOf((await run(text)).document, 'e') - Math.cos(0.5)) < 1e-12);
    const { document } = await run(text, { inputs: { t: 'pi / 3' } });
    assert.ok(Math.abs(estimateOf(document, 'e') - 0.5) < 1e-12);
  });

  it('refuses inputs that are missing, unknown or no values', async () => {
    const text = 'input float t; circuit c { qubit q; ry(t) q; bit b = measure q; }';
    const codes = async (inputs: Readonly<Record<string, string>>) =>
      (await run(text, { inputs })).document.diagnostics.map(({ code }) => code);
    assert.deepEqual(await codes({}), ['QF5106']);
    assert.deepEqual(await codes({ s: '1', t: '1' }), ['QF5105']);
    for (const wrong of ['red', '1; gate x a {}', ''])
      assert.deepEqual(await codes({ t: wrong }), ['QF5107'], wrong);
    assert.deepEqual(await codes({ t: '1' }), []);
  });

  it('reads imported files through its host', async () => {
    const { document } = await run(
      'import { coin } from "lib.qflow"; workflow w { task a = sample(coin); }',
      {},
      {
        files: { 'test:/lib.qflow': 'circuit coin { qubit q; h q; bit c = measure q; }' },
      },
    );
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
  });

  it('stops when it is cancelled: no task starts after that, and the record says so', async () => {
    const cancellation = new CancellationSource();
    const { document, events } = await run(
      `${tilted} workflow w { task a = sample(coin); task b = estimate(tilted(a.probabilities["0"]), z); }`,
      {},
      { cancellation, onEvent: (event) => event.kind === 'result' && cancellation.cancel() },
    );
    assert.equal(document.status, 'cancelled');
    assert.deepEqual(Object.keys(document.results), ['a']);
    assert.ok(
      events.some((event) => event.kind === 'task' && event.task === 'b' && event.state === 'cancelled'),
    );
  });

  it('turns a fault of the simulator’s host into one message', async () => {
    const broken: Simulator = { ...localSimulator(), forecast: () => Promise.reject(new Error('boom')) };
    const { document } = await run('circuit c { qubit q; }', {}, { simulator: broken });
    assert.equal(document.status, 'failed');
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5112'],
    );
  });
});

/** How often both bits of a bell pair are equal on IBM Fez, from the probabilities of its four outcomes alone. */
function agreementOnFez(): number {
  const fez = findDevice('ibm_fez');
  assert.ok(fez);
  const [cz] = fez.twoQubit;
  assert.ok(cz);
  const decay = (nanoseconds: number) => 1 - Math.exp(-nanoseconds / (1000 * fez.t1Microseconds));
  const coherence = (nanoseconds: number) => Math.exp(-nanoseconds / (1000 * fez.t2Microseconds));
  // Entanglement fidelity of relaxation on each of the two qubits, then their average fidelity.
  const kept = 1 - decay(cz.nanoseconds);
  const entanglement = (1 + kept + 2 * coherence(cz.nanoseconds)) / 4;
  const fidelity = (4 * entanglement ** 2 + 1) / 5;
  const share = depolarizingShare(cz.error, fidelity, 2);
  const up = (1 - decay(fez.oneQubit.nanoseconds)) / 2;
  const [none, both, single] = [1 - up, up, 0].map((p) => (1 - share) * p + share / 4);
  assert.ok(none !== undefined && both !== undefined && single !== undefined);
  const lost = decay(cz.nanoseconds);
  const agreeing = none + both * (lost ** 2 + kept ** 2) + 2 * single * lost;
  const { error } = fez.readout;
  const flips = 2 * error * (1 - error);
  return agreeing * (1 - flips) + (1 - agreeing) * flips;
}

describe('the noise of a device', () => {
  it('is what its figures say: a bell pair agrees less often, exactly as far as two gates and two readings go', async () => {
    const { document } = await run(`
      circuit bell { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }
      noise fez = device("ibm_fez");
      backend noisy = simulator(noise: fez, method: "density");
      backend ideal = simulator();
      workflow w {
        task pairs = sample(bell, on: noisy);
        task clean = sample(bell, on: ideal);
        task agreeing = pairs.probabilities["00"] + pairs.probabilities["11"];
      }`);
    const agreeing = document.results['agreeing'];
    assert.ok(agreeing?.kind === 'value', JSON.stringify(document.diagnostics));
    assert.ok(Math.abs(Number(agreeing.value) - agreementOnFez()) < 1e-9, String(agreeing.value));
  });

  it('is refused for a device that there is none of', async () => {
    const { document } = await run('noise n = device("ibm_fex"); circuit c { qubit q; h q; }');
    assert.deepEqual(document.diagnostics.map(({ code }) => code), ['QF5006']); // prettier-ignore
    assert.match(document.diagnostics[0]?.help ?? '', /ibm_fez/);
  });
});
