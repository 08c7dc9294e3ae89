import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction } from '../../circuit/index.ts';
import type { Method, SimulationOptions } from '../simulator.ts';
import {
  bits,
  circuit,
  cx,
  gate,
  measureAll,
  observable,
  reset,
  when,
  bitAt,
  measure,
} from '../testing/circuits.ts';
import { modelOf, rules } from '../testing/noise.ts';
import { randomInstruction } from '../testing/random-circuits.ts';
import { exactly, granted } from '../testing/run.ts';
import { spawnNodeWorker } from './node-worker.ts';
import { createWorkerSimulator } from './worker-simulator.ts';

/** As few qubits as two threads share work on; a density matrix of half of them is as large. */
const qubits = 18;

const span = { start: 0, end: 0 };
const words = observable({ [`Z${'I'.repeat(qubits - 2)}X`]: 0.5, [`Y${'Z'.repeat(7)}`]: 0.3, XX: -0.7 });

function randomGates(width: number, count: number): readonly Instruction[] {
  const random = new Random(width);
  return Array.from({ length: count }, () => randomInstruction(width, random));
}

function measured(width: number, body: readonly Instruction[]): Circuit {
  return circuit(width, [bits('c', width)], [...body, ...measureAll(width)]);
}

/** Measures, resets and acts on what was measured between gates. */
function dynamic(): Circuit {
  const [first, second] = [randomGates(qubits, 20), randomGates(qubits, 21)];
  const way = [measure(3, 1, 0), when(bitAt(1, 2, 0), [gate('h', [4])]), reset(7), measure(17, 1, 1)];
  const body = [gate('h', [3]), cx(3, 17), ...first, ...way, ...second, ...measureAll(qubits)];
  return circuit(qubits, [bits('c', qubits), bits('d', 2)], body);
}

function withParameter(): Circuit {
  const angle = { kind: 'parameter', type: { kind: 'float' }, parameter: 0 } as const;
  const layer = Array.from({ length: qubits }, (_, qubit) => [
    gate('ry', [qubit], [angle]),
    cx(qubit, (qubit + 1) % qubits),
  ]).flat();
  const body = [...layer, ...layer, ...layer];
  return { ...circuit(qubits, [], body), parameters: [{ name: 't', type: angle.type, span }] };
}

describe('the same seed on any number of threads', () => {
  const simulator = createWorkerSimulator(() =>
    spawnNodeWorker(new URL('../worker.node.ts', import.meta.url)),
  );

  after(() => simulator.dispose());

  /** Runs on one, two and three threads; their results have to be the same to the last bit. */
  async function assertSame<T>(
    run: (options: SimulationOptions) => Promise<T>,
    options: Partial<SimulationOptions>,
  ) {
    const [alone, ...others] = await Promise.all(
      [1, 2, 3].map((threads) => run({ ...exactly, seed: 5, isCached: false, ...options, threads })),
    );
    for (const other of others) assert.deepEqual(other, alone);
  }

  const gates = randomGates(qubits, 40);
  const noise = modelOf(...Object.values(rules).slice(0, 2));

  for (const [what, subject, options] of [
    ['shots', measured(qubits, gates), { shots: 500 }],
    ['shots in single precision', measured(qubits, gates), { shots: 500, precision: 'single' }],
    ['shots of trajectories', dynamic(), { shots: 20 }],
    ['shots of noisy trajectories', measured(qubits, gates), { shots: 5, noise, method: 'trajectories' }],
    ['shots of a density matrix', measured(9, randomGates(9, 20)), { shots: 500, noise, method: 'density' }],
    ['shots of a sparse state that grows dense', measured(qubits, gates), { shots: 500, method: 'sparse' }],
    ['shots of a matrix product state', measured(9, randomGates(9, 20)), { shots: 500, method: 'mps' }],
  ] satisfies [string, Circuit, Partial<SimulationOptions> & { readonly method?: Method }][])
    it(`gives the same ${what}`, () =>
      assertSame(async (own) => granted(await simulator.sample(subject, [], own)), options));

  it('gives the same state', () =>
    assertSame(async (own) => granted(await simulator.state(circuit(qubits, [], gates), [], own)), {}));

  for (const shots of [undefined, 200])
    it(`gives the same expectation value ${shots === undefined ? 'exactly' : 'from shots'}`, () =>
      assertSame(
        async (own) => granted(await simulator.estimate(circuit(qubits, [], gates), [], words, own)),
        { shots },
      ));

  it('gives the same gradient', () =>
    assertSame(async (own) => granted(await simulator.gradient(withParameter(), [0.4], words, own)), {}));
});
