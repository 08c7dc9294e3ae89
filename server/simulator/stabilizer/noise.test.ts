import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import {
  type Circuit,
  type Instruction,
  type NoiseModel,
  type NoiseRule,
  type Observable,
  channelRule,
  channels,
  depolarizingRule,
} from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import {
  bitAt,
  bits,
  circuit,
  cx,
  gate,
  measure,
  measureAll,
  observable,
  reset,
  when,
} from '../testing/circuits.ts';
import { randomCliffordGate } from '../testing/clifford-circuits.ts';
import { estimated, exactly, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';

const simulator = localSimulator();
const tableau = { method: 'stabilizer' } as const;
const events = ['all', 'measure', 'reset'];

const pair = channels.pauliMixture(
  'pauli',
  2,
  new Map([
    ['XY', 0.06],
    ['ZI', 0.03],
    ['YX', 0.02],
  ]),
);

/** Mixtures of Pauli words of every kind, one of them given by Kraus operators. */
const rules: readonly NoiseRule[] = [
  depolarizingRule(0.06, { on: events }),
  channelRule(channels.bitFlip(0.04), { on: ['measure', 'reset', 'one_qubit'] }),
  channelRule(channels.phaseDamping(0.2)),
  channelRule(pair),
];

function modelOf(random: Random): NoiseModel {
  const chosen = rules.filter(() => random.next() < 0.5);
  const readout = random.next() < 0.5 ? [] : [{ p01: 0.03, p10: 0.08 }];
  return { name: 'test', rules: chosen, readout };
}

/** Clifford gates with measurements, resets and feed-forward between. */
function randomCircuit(qubits: number, hasFeedForward: boolean, random: Random): Circuit {
  const pick = () => Math.floor(qubits * random.next());
  const gates = () => Array.from({ length: 6 }, () => randomCliffordGate(qubits, random));
  const body: Instruction[] = [
    ...gates(),
    measure(pick(), 0, 0),
    ...gates(),
    ...(hasFeedForward ? [when(bitAt(0, 2, 0), gates())] : []),
    reset(pick()),
    measure(pick(), 0, 1),
    ...gates(),
    ...measureAll(qubits, 1),
  ];
  return circuit(qubits, [bits('c', 2), bits('d', qubits)], body);
}

function randomWords(qubits: number, random: Random): Observable {
  const word = () => Array.from({ length: qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join('');
  return observable(Object.fromEntries(Array.from({ length: 12 }, () => [word(), random.next()])));
}

describe('Clifford circuits with Pauli noise', () => {
  it('have the counts and estimates that the density matrix tells', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed);
      const noise = modelOf(random);
      const program = randomCircuit(2 + (seed % 3), seed % 4 === 0, random);
      const { probabilities } = await sampled(program, { method: 'density', noise });
      const { counts = {} } = await sampled(program, { ...tableau, noise, shots: 10_000, seed });
      const impossible = Object.keys(counts).filter((key) => probabilities[key] === undefined);
      assert.deepEqual(impossible, [], `seed ${seed}`);
      const { statistic, freedom } = chiSquared(counts, probabilities);
      assert.ok(freedom === 0 || statistic < chiSquaredBound(freedom), `χ² is ${statistic} at seed ${seed}`);
      const observed = randomWords(program.qubitCount, random);
      const expected = await estimated(program, observed, { method: 'density', noise });
      if (seed % 4 !== 0) {
        const { value } = await estimated(program, observed, { ...tableau, noise });
        assert.ok(Math.abs(value - expected.value) < 1e-10, `seed ${seed}: ${value}, not ${expected.value}`);
      }
      const drawn = await estimated(program, observed, { ...tableau, noise, shots: 4000, seed });
      assert.ok(Math.abs(drawn.value - expected.value) <= 5 * drawn.stderr + 1e-12, `seed ${seed}`);
    }
  });

  it('flip bits as often as the closed form says, far beyond the density matrix', async () => {
    const [qubits, shots, p] = [100, 20_000, 0.01];
    const noise: NoiseModel = {
      name: 'flips',
      rules: [channelRule(channels.bitFlip(p), { on: ['one_qubit'] })],
      readout: [{ p01: 0.02, p10: 0.05, qubits: [3] }],
    };
    const identities = Array.from({ length: qubits }, (_, qubit) => gate('id', [qubit]));
    const chain = Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1));
    const program = circuit(qubits, [bits('c', qubits)], [...identities, ...chain, ...measureAll(qubits)]);
    const { counts = {} } = await sampled(program, { ...tableau, noise, shots, seed: 3 });
    for (const qubit of [0, 3, 50, 99]) {
      const odd = (1 - (1 - 2 * p) ** (qubit + 1)) / 2;
      const expected = qubit === 3 ? 0.02 * (1 - odd) + 0.95 * odd : odd;
      let ones = 0;
      for (const [key, count] of Object.entries(counts)) if (key[qubits - 1 - qubit] === '1') ones += count;
      const spread = Math.sqrt((expected * (1 - expected)) / shots);
      assert.ok(Math.abs(ones / shots - expected) < 5 * spread, `${qubit}: ${ones / shots}, not ${expected}`);
      const word = `${'I'.repeat(qubits - 1 - qubit)}Z${'I'.repeat(qubit)}`;
      const { value } = await estimated(program, observable({ [word]: 1 }), { ...tableau, noise });
      assert.ok(Math.abs(value - (1 - 2 * expected)) < 1e-12, `${qubit}: ${value}`);
    }
  });

  it('have exact expectation values on a thousand qubits, as the closed form says', async () => {
    const [qubits, p] = [1000, 0.002];
    const noise: NoiseModel = { name: 'deep', rules: [depolarizingRule(p)], readout: [] };
    const chain = Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1));
    const program = circuit(qubits, [], [gate('h', [0]), ...chain]);
    // A depolarizing channel leaves 1 − p of each word that it touches.
    const left = (channels: number) => (1 - p) ** channels;
    const [all, last] = ['X'.repeat(qubits), `ZZ${'I'.repeat(qubits - 2)}`];
    const { value } = await estimated(program, observable({ [all]: 1, [last]: 2 }), { ...tableau, noise });
    // The last Z·Z comes from one Z on the last qubit before the last gate, X on all from X on the first qubit.
    const expected = left(qubits) + 2 * left(1);
    assert.ok(Math.abs(value - expected) < 1e-12, `${value}, not ${expected}`);
  });

  it('are refused with the channel that is no mixture of Pauli words, and its place', async () => {
    const noise: NoiseModel = {
      name: 'decay',
      rules: [channelRule(channels.amplitudeDamping(0.1), { on: ['cx'] })],
      readout: [],
    };
    const span = { start: 7, end: 12 };
    const body = [gate('h', [0]), { ...cx(0, 1), span }, ...measureAll(2)];
    const program = circuit(2, [bits('c', 2)], body);
    const result = await simulator.sample(program, [], { ...exactly, ...tableau, noise, shots: 10 });
    assert.ok(!result.ok);
    assert.match(result.refusal.message, /because of the noise `amplitude_damping\(0\.1\)`\.$/);
    assert.deepEqual(
      result.refusal.places?.map((place) => place.span),
      [span],
    );
  });

  it('give the same counts for the same seed', async () => {
    const noise = modelOf(new Random(5));
    const program = randomCircuit(5, true, new Random(6));
    const counts = async (seed: number) =>
      (await sampled(program, { ...tableau, noise, shots: 500, seed })).counts;
    assert.deepEqual(await counts(1), await counts(1));
    assert.notDeepEqual(await counts(1), await counts(2));
  });
});
