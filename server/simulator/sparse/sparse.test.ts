import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { type Control, type Instruction, channelRule, channels } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import { bits, circuit, cx, gate, measure, measureAll, observable, reset } from '../testing/circuits.ts';
import { agreesWithTheDensityMatrix } from '../testing/noise-agreement.ts';
import { agreesWithTheDenseState } from '../testing/pure-agreement.ts';
import { modelOf } from '../testing/noise.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';
import { assertClose, estimated, exactly, sampled } from '../testing/run.ts';
import { loadKernels } from '../native/library.ts';
import type { PureRuns } from '../pure/pure-runs.ts';
import { StateShelf } from '../state/shelf.ts';
import { sparseRuns } from './index.ts';

const sparse = { method: 'sparse' } as const;

function on(...qubits: readonly number[]): readonly Control[] {
  return qubits.map((qubit) => ({ qubit, state: 1 }));
}

/** b += a for registers of so many qubits from 0 and from `width` on, with one more qubit for carries at 2·width. */
function adder(width: number): Instruction[] {
  const [a, b, carry] = [(i: number) => i, (i: number) => width + i, 2 * width];
  const before = (i: number) => (i === 0 ? carry : a(i - 1));
  const majority = (i: number) => [
    cx(a(i), b(i)),
    cx(a(i), before(i)),
    gate('x', [a(i)], [], on(before(i), b(i))),
  ];
  const undone = (i: number) => [
    gate('x', [a(i)], [], on(before(i), b(i))),
    cx(a(i), before(i)),
    cx(before(i), b(i)),
  ];
  const places = Array.from({ length: width }, (_, i) => i);
  return [...places.flatMap(majority), ...places.toReversed().flatMap(undone)];
}

/** Sets the bits of a number in the qubits from `first` on. */
function loaded(value: bigint, first: number): Instruction[] {
  const text = [...value.toString(2)].toReversed();
  return text.flatMap((bit, place) => (bit === '1' ? [gate('x', [first + place])] : []));
}

describe('sparse states', () => {
  let runs: PureRuns;
  before(async () => (runs = sparseRuns(new StateShelf(await loadKernels(), { cores: 1 }))));

  agreesWithTheDenseState(sparse, (program) => {
    const job = { circuit: program, bindings: [], options: { ...exactly, ...sparse } };
    return runs.state(job, () => undefined).value.amplitudes;
  });

  describe('with noise, beside the density matrix', () => agreesWithTheDensityMatrix('sparse'));

  it('adds numbers of 60 bits on 121 qubits, in superposition', async () => {
    const [x, y] = [0x7b3a91c5d2e4f86n, 0x1f0e2d3c4b5a697n];
    const body = [...loaded(x, 0), ...loaded(y, 60), gate('h', [0]), gate('h', [59]), ...adder(60)];
    const measures = Array.from({ length: 60 }, (_, place) => measure(60 + place, 0, place));
    const { probabilities } = await sampled(circuit(121, [bits('sum', 60)], [...body, ...measures]), sparse);
    const expected: Record<string, number> = {};
    const rest = x & ~(1n | (1n << 59n));
    for (const low of [0n, 1n])
      for (const high of [0n, 1n << 59n]) {
        const sum = BigInt.asUintN(60, (rest | low | high) + y);
        expected[sum.toString(2).padStart(60, '0')] = 0.25;
      }
    assertClose(probabilities, expected);
  });

  it('finds a marked state among few on 40 qubits, and what cancels is gone', async () => {
    const flips = Array.from({ length: 37 }, (_, place) => cx(place % 3, place + 3));
    const mark = gate('z', [39], [], on(0, 1, 2));
    const spread = [0, 1, 2].map((qubit) => gate('h', [qubit]));
    const phase = [mark, ...flips.toReversed()];
    const program = circuit(
      40,
      [bits('c', 40)],
      [...spread, ...flips, ...phase, ...spread, ...measureAll(40)],
    );
    const { probabilities } = await sampled(program, sparse);
    const expected = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        index.toString(2).padStart(40, '0'),
        index === 0 ? 9 / 16 : 1 / 16,
      ]),
    );
    assertClose(probabilities, expected);
  });

  it('finds expectation values of words on 100 qubits', async () => {
    const chain = Array.from({ length: 99 }, (_, qubit) => cx(qubit, qubit + 1));
    const ghz = circuit(100, [], [gate('h', [0]), ...chain, gate('t', [50])]);
    const ends = `Y${'X'.repeat(99)}`;
    const words = observable({ ['X'.repeat(100)]: 2, [ends]: 1, ['Z'.repeat(100)]: 0.5, ['Z']: 3 });
    const { value } = await estimated(ghz, words, sparse);
    assert.ok(Math.abs(value - 3 * Math.SQRT1_2 - 0.5) < 1e-12);
  });

  it('goes on as a dense state where it grows too large, and says so', async () => {
    const wide = (shift: number) =>
      Array.from({ length: 18 }, (_, qubit) => gate('ry', [qubit], [shift + qubit]));
    const mixed = Array.from({ length: 17 }, (_, qubit) => cx(qubit, qubit + 1));
    const body = [...wide(0.3), ...mixed, measure(3, 1), ...wide(1), reset(5), ...mixed.slice(4)];
    const program = circuit(18, [bits('c', 2), bits('m', 1)], [...body, measure(0, 0, 0), measure(17, 0, 1)]);
    const result = await localSimulator().sample(program, [], { ...exactly, ...sparse });
    assert.ok(result.ok && result.method === 'sparse');
    assert.match(
      result.note ?? '',
      /^the sparse state grew to [\d,]+ amplitudes and went on as a dense state$/,
    );
    const { probabilities } = await sampled(program, { method: 'statevector' });
    assertClose(result.value.probabilities, probabilities, 1e-10);
    const words = observable({ ZZIIXX: 1, ['Y'.repeat(18)]: 2 });
    const [found, expected] = [sparse, { method: 'statevector' } as const].map((options) =>
      estimated(circuit(18, [], [...wide(0.3), ...mixed, ...wide(1)]), words, options),
    );
    assert.ok(Math.abs((await found)!.value - (await expected)!.value) < 1e-10);
    const shots = { ...sparse, shots: 4000, seed: 5 };
    const { counts = {} } = await sampled(program, shots);
    const { statistic, freedom } = chiSquared(counts, probabilities);
    assert.ok(statistic < chiSquaredBound(freedom), `χ² is ${statistic}`);
    const noise = modelOf(channelRule(channels.amplitudeDamping(0.01)));
    assert.ok((await localSimulator().sample(program, [], { ...exactly, ...shots, shots: 3, noise })).ok);
  });

  it('is chosen for arithmetic, and refuses what outgrows the memory', async () => {
    const simulator = localSimulator();
    const spread = [gate('ry', [3], [0.3]), gate('ry', [7], [1])];
    const sum = circuit(121, [bits('c', 121)], [...spread, ...adder(60), ...measureAll(121)]);
    const chosen = await simulator.sample(sum, [], { ...exactly, shots: 100 });
    assert.ok(chosen.ok && chosen.method === 'sparse');
    const wide = Array.from({ length: 40 }, (_, qubit) => gate('ry', [qubit], [0.3 + qubit]));
    const mixed = Array.from({ length: 39 }, (_, qubit) => cx(qubit, qubit + 1));
    const program = circuit(40, [bits('c', 40)], [...wide, ...mixed, ...wide, ...measureAll(40)]);
    const tight = { ...exactly, ...sparse, memoryLimit: 2 ** 22 };
    const refused = await simulator.sample(program, [], tight);
    assert.ok(!refused.ok && refused.refusal.kind === 'too-large');
    assert.match(refused.refusal.message, /sparse state has grown to/);
  });
});
