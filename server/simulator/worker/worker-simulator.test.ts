import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { CancellationSource, Cancelled } from '../../base/index.ts';
import type { Circuit } from '../../circuit/index.ts';
import { loadKernels } from '../native/library.ts';
import { layOut } from '../program/layout.ts';
import type { Simulator } from '../simulator.ts';
import { DenseState } from '../state/dense-state.ts';
import {
  bits,
  bool,
  circuit,
  cx,
  gate,
  literal,
  loop,
  measure,
  measureAll,
  observable,
} from '../testing/circuits.ts';
import { exactly, granted } from '../testing/run.ts';
import type { WorkerPort } from './messages.ts';
import { spawnNodeWorker } from './node-worker.ts';
import { createWorkerSimulator } from './worker-simulator.ts';

const file = new URL('../worker.node.ts', import.meta.url);
const shots = { ...exactly, shots: 100, seed: 7 };
const bell = circuit(2, [bits('c', 2)], [gate('h', [0]), cx(0, 1), ...measureAll(2)]);

/** Many passes over 256 MiB: seconds of work, most of it inside single kernels. */
const heavy = layered(24, 40);

function layered(qubits: number, layers: number): Circuit {
  const layer = Array.from({ length: qubits }, (_, qubit) => [
    gate('ry', [qubit], [0.3]),
    cx(qubit, (qubit + 1) % qubits),
  ]).flat();
  return circuit(
    qubits,
    [bits('c', qubits)],
    [...Array.from({ length: layers }, () => layer).flat(), ...measureAll(qubits)],
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Rejects as cancelled at most 100 ms after `source` was told to cancel. */
async function assertCancelled(run: Promise<unknown>, source: CancellationSource): Promise<void> {
  const asked = performance.now();
  source.cancel();
  await assert.rejects(run, Cancelled);
  assert.ok(performance.now() - asked < 100);
}

describe('the simulator in a worker', () => {
  let spawned: WorkerPort[] = [];
  let simulators: Simulator[] = [];

  function start(options = {}): Simulator {
    const simulator = createWorkerSimulator(() => {
      const worker = spawnNodeWorker(file, options);
      spawned.push(worker);
      return worker;
    });
    simulators.push(simulator);
    return simulator;
  }

  afterEach(async () => {
    await Promise.all(simulators.map((simulator) => simulator.dispose()));
    [spawned, simulators] = [[], []];
  });

  it('samples, estimates and returns states with one worker', async () => {
    const simulator = start();
    const [samples, estimate, state] = await Promise.all([
      simulator.sample(bell, [], shots),
      simulator.estimate(bell, [], observable({ ZZ: 1, XX: 2 }), exactly),
      simulator.state(bell, [], exactly),
    ]);
    assert.equal(
      Object.values(granted(samples).counts ?? {}).reduce((sum, count) => sum + count, 0),
      100,
    );
    assert.ok(Math.abs(granted(estimate).value - 3) < 1e-12);
    assert.equal(granted(state).amplitudes.length, 8);
    assert.equal(spawned.length, 1);
  });

  it('gives the same counts on any number of threads', async () => {
    const simulator = start();
    const [alone, together] = [1, 2].map((threads) =>
      simulator.sample(layered(18, 3), [], { ...shots, threads }),
    );
    assert.deepEqual(await together, await alone);
  });

  it('computes the bits of every machine where it is asked to', async () => {
    const simulator = start();
    const states = [true, false].map((reproducible) =>
      simulator.state(layered(10, 9), [], { ...exactly, reproducible }),
    );
    const [every = [], fast = []] = (await Promise.all(states)).map((state) => granted(state).amplitudes);
    assert.ok(every.every((part, at) => Math.abs(part - (fast[at] ?? 0)) < 1e-14));
    const state = new DenseState((await loadKernels()).get({ isReproducible: true }), 10);
    state.run(
      layOut(layered(10, 9), []).steps.flatMap((step) =>
        step.kind === 'gate' && step.operation ? [step.operation] : [],
      ),
    );
    assert.deepEqual(every, state.copy());
  });

  it('gives gradients, and energies of many sets of parameters at once', async () => {
    const span = { start: 0, end: 0 };
    const angle = { kind: 'parameter', type: { kind: 'float' }, parameter: 0 } as const;
    const parameters = [{ name: 't', type: angle.type, span }];
    const turned = { ...circuit(1, [], [gate('ry', [0], [angle])]), parameters };
    const simulator = start();
    const batch = await simulator.estimateBatch(turned, [[0], [1], [2]], observable({ Z: 1 }), exactly);
    const energies = granted(batch).map(({ value, variance }) => [value.toFixed(12), variance]);
    assert.deepEqual(
      energies,
      [0, 1, 2].map((t) => [Math.cos(t).toFixed(12), undefined]),
    );
    const { rule, derivatives } = granted(
      await simulator.gradient(turned, [2], observable({ Z: 1 }), exactly),
    );
    assert.equal(rule, 'adjoint');
    assert.ok(Math.abs((derivatives[0]?.value ?? 0) + Math.sin(2)) < 1e-14);
  });

  it('repeats a run with the same seed', async () => {
    const simulator = start();
    const first = await simulator.sample(bell, [], shots);
    assert.deepEqual(await simulator.sample(bell, [], shots), first);
  });

  it('cancels within 100 ms inside a run of 24 qubits, and then runs again', async () => {
    const simulator = start();
    await simulator.sample(bell, [], shots);
    const source = new CancellationSource();
    const run = simulator.sample(heavy, [], shots, { cancellation: source.token });
    await pause(150);
    await assertCancelled(run, source);
    granted(await simulator.sample(bell, [], shots));
    assert.equal(spawned.length, 2);
  });

  it('cancels an endless loop', async () => {
    const simulator = start();
    const source = new CancellationSource();
    const endless = circuit(
      20,
      [bits('c', 1)],
      [loop(literal(bool, true), [gate('h', [0]), gate('z', [0], [], [{ qubit: 1, state: 0 }])])],
    );
    const run = simulator.sample(endless, [], shots, { cancellation: source.token });
    await pause(400);
    await assertCancelled(run, source);
  });

  it('cancels a run that waits without disturbing the one before it', async () => {
    const simulator = start();
    const source = new CancellationSource();
    const first = simulator.sample(layered(16, 20), [], shots);
    const second = simulator.sample(bell, [], shots, { cancellation: source.token });
    const third = simulator.sample(bell, [], shots);
    await assertCancelled(second, source);
    granted(await first);
    granted(await third);
    assert.equal(spawned.length, 1);
  });

  it('does not start what was cancelled before', async () => {
    const source = new CancellationSource();
    source.cancel();
    await assert.rejects(start().sample(bell, [], shots, { cancellation: source.token }), Cancelled);
  });

  it('answers a trap with one refusal and runs again', async () => {
    const simulator = start();
    const broken = circuit(3, [bits('c', 1)], [gate('ry', [26], [1]), cx(26, 0), measure(0, 0)]);
    const result = await simulator.sample(broken, [], shots);
    assert.ok(!result.ok && result.refusal.kind === 'fault' && /out of bounds/.test(result.refusal.message));
    granted(await simulator.sample(bell, [], shots));
  });

  it('answers a worker that runs out of memory with one refusal and runs again', async () => {
    const simulator = start({ resourceLimits: { maxOldGenerationSizeMb: 44 } });
    const wide = circuit(
      19,
      [bits('c', 19)],
      [...Array.from({ length: 19 }, (_, qubit) => gate('h', [qubit])), ...measureAll(19)],
    );
    const result = await simulator.sample(wide, [], exactly);
    assert.ok(!result.ok && result.refusal.kind === 'fault' && /memory/.test(result.refusal.message));
    granted(await simulator.sample(bell, [], shots));
  });

  it('answers a worker file that cannot start with a refusal', async () => {
    const simulator = createWorkerSimulator(() => spawnNodeWorker(new URL('missing.ts', file)));
    const result = await simulator.sample(bell, [], shots);
    assert.ok(!result.ok && result.refusal.kind === 'fault');
    await simulator.dispose();
  });

  it('tells its progress', async () => {
    const fractions: number[] = [];
    await start().sample(layered(18, 20), [], shots, {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    assert.ok(fractions.length > 5);
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.ok(fractions.every((fraction) => fraction > 0 && fraction <= 1));
  });

  it('forecasts and refuses 60 qubits at once, without a worker', async () => {
    const simulator = start();
    const turned = Array.from({ length: 60 }, (_, qubit) =>
      ['h', 't', 'h'].map((name) => gate(name, [qubit])),
    ).flat();
    const chain = Array.from({ length: 59 }, (_, qubit) => cx(qubit + 1, qubit));
    const body = [...turned, ...chain, ...measureAll(60)];
    const wide = circuit(60, [bits('c', 60)], body);
    const before = performance.now();
    const dense = { ...shots, method: 'statevector' } as const;
    for (const result of [await simulator.forecast(wide, dense), await simulator.sample(wide, [], dense)]) {
      assert.ok(!result.ok && result.refusal.kind === 'too-large');
      assert.match(result.refusal.message, /60 qubits need 16 EiB.*1 GiB/);
      assert.match(result.refusal.help, /26 qubits/);
    }
    assert.ok(performance.now() - before < 1000);
  });

  it('runs 60 qubits of Clifford gates', async () => {
    const body = [gate('h', [0]), ...Array.from({ length: 59 }, (_, qubit) => cx(qubit, qubit + 1))];
    const wide = circuit(60, [bits('c', 60)], [...body, ...measureAll(60)]);
    const simulator = start();
    assert.match(
      granted(await simulator.forecast(wide, shots)).summary,
      /^60 qubits, Clifford → stabilizer tableau, 1.9 KiB, about \d/,
    );
    const { counts = {} } = granted(await simulator.sample(wide, [], shots));
    assert.deepEqual(Object.keys(counts), ['0'.repeat(60), '1'.repeat(60)]);
  });

  it('pays nothing for qubits that nothing happens to', async () => {
    const wide = circuit(
      60,
      [bits('c', 2)],
      [gate('ry', [50], [Math.PI / 3]), measure(50, 0, 0), measure(3, 0, 1)],
    );
    const simulator = start();
    assert.match(
      granted(await simulator.forecast(wide, shots)).summary,
      /^2 of 60 qubits, 0 % Clifford → dense state, 64 bytes, about \d/,
    );
    const exactly = { ...shots, shots: undefined };
    const { probabilities } = granted(await simulator.sample(wide, [], exactly));
    assert.ok(Math.abs((probabilities['01'] ?? 0) - 0.25) < 1e-12);
    const silent = circuit(60, [], [gate('x', [50]), gate('t', [50])]);
    const key = `${'0'.repeat(9)}1${'0'.repeat(50)}`;
    assert.deepEqual(granted(await simulator.sample(silent, [], exactly)).probabilities, { [key]: 1 });
    const word = `IIIIIIIIIZ${'I'.repeat(46)}ZIII`;
    const observed = observable({ [word]: 2, [`X${'I'.repeat(59)}`]: 1 });
    const { value } = granted(await simulator.estimate(silent, [], observed, exactly));
    assert.ok(Math.abs(value + 2) < 1e-12);
  });

  it('forecasts the method and the memory', async () => {
    const simulator = start();
    const { seconds, places, summary, ...said } = granted(await simulator.forecast(layered(22, 40), shots));
    assert.ok(seconds > 0.1 && seconds < 100);
    assert.deepEqual(said, { method: 'statevector', qubits: 22, memory: 2 ** 26 });
    assert.match(
      summary,
      /^22 qubits, 50 % Clifford → dense state, 64 MiB, about [\d.]+ s; .*because of `ry`$/,
    );
    assert.equal(places.at(-1)?.behind, summary.length);
  });

  it('ends what waits when it is disposed of', async () => {
    const simulator = start();
    const runs = [simulator.sample(heavy, [], shots), simulator.sample(bell, [], shots)];
    const ended = Promise.all(runs.map((run) => assert.rejects(run, Cancelled)));
    await simulator.dispose();
    await ended;
    await assert.rejects(simulator.sample(bell, [], shots), Cancelled);
  });
});
