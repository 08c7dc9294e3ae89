import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import {
  type Instruction,
  type NoiseModel,
  channelRule,
  channels,
  depolarizingRule,
} from '../../circuit/index.ts';
import { bitAt, bits, circuit, cx, gate, measure, observable, reset, when } from '../testing/circuits.ts';
import {
  afterNoisy,
  diagonalOf,
  ghz,
  layered,
  modelOf,
  randomChannel,
  rules,
  zeroDensity,
} from '../testing/noise.ts';
import { randomUnitary } from '../testing/reference.ts';
import { assertClose, estimated, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';

const method = 'density';
const span = { start: 0, end: 0 };

/** A gate on random qubits: a turn, a Clifford gate, or a random unitary on up to three. */
function randomGate(qubits: number, random: Random): Instruction {
  const order = Array.from({ length: qubits }, (_, qubit) => qubit)
    .map((qubit) => ({ qubit, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
  const [a = 0, b = 1] = order;
  const angle = () => 6 * random.next() - 3;
  const kinds: readonly (() => Instruction)[] = [
    () => gate('U', [a], [angle(), angle(), angle()]),
    () => gate('rz', [a], [angle()]),
    () => gate('x', [a]),
    () => cx(a, b),
    () => gate('p', [a], [angle()], [{ qubit: b, state: 0 }]),
    () => gate('rzz', [a, b], [angle()]),
    () => gate('swap', [a, b]),
    () => ({
      kind: 'unitary',
      label: 'u',
      matrix: randomUnitary(4, random),
      qubits: [a, b],
      controls: order.slice(2, 3).map((qubit) => ({ qubit, state: 1 })),
      span,
    }),
  ];
  return (kinds[Math.floor(kinds.length * random.next())] ?? assert.fail())();
}

function randomModel(random: Random): NoiseModel {
  const all = Object.values(rules);
  const pick = () => all[Math.floor(all.length * random.next())] ?? assert.fail();
  const own = random.next() < 0.3 ? [channelRule(randomChannel(random))] : [];
  return modelOf(pick(), pick(), ...own);
}

describe('the density matrix', () => {
  it('agrees with the plain reference on random noisy circuits', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed);
      const qubits = 2 + (seed % 3);
      const body = Array.from({ length: 20 }, () => randomGate(qubits, random));
      const noise = randomModel(random);
      const expected = body.reduce(
        (density, instruction) => afterNoisy(density, instruction, noise),
        zeroDensity(qubits),
      );
      const { probabilities } = await sampled(circuit(qubits, [], body), { noise, method });
      for (const [key, probability] of Object.entries(diagonalOf(expected)))
        assert.ok(Math.abs((probabilities[key] ?? 0) - probability) < 1e-12, `seed ${seed}`);
    }
  });

  it('gives GHZ states under depolarizing noise their closed form', async () => {
    // P(0…0) and the coherence 2|ρ(0…0, 1…1)| for a parameter λ of 0.01 on the gate's qubits together.
    const table = [
      [2, 0.4975, 0.9801],
      [3, 0.493775, 0.970299],
      [4, 0.4900748125, 0.96059601],
      [5, 0.4864023453, 0.9509900499],
    ] as const;
    const noise = modelOf(depolarizingRule(0.01));
    for (const [qubits, zeros, coherence] of table) {
      const { probabilities } = await sampled(ghz(qubits), { noise, method });
      assert.ok(Math.abs((probabilities['0'.repeat(qubits)] ?? 0) - zeros) < 1e-10);
      const flips = await estimated(ghz(qubits), observable({ ['X'.repeat(qubits)]: 1 }), { noise, method });
      assert.ok(Math.abs(flips.value - coherence) < 1e-9);
    }
  });

  it('gives GHZ states under one-qubit depolarizing noise theirs', async () => {
    // Each Pauli with 0.01/3, so that the parameter is 4/3 of that sum.
    const noise = modelOf(channelRule(channels.depolarizing(0.04 / 3, 1)));
    const { probabilities } = await sampled(ghz(3), { noise, method });
    assert.ok(Math.abs((probabilities['000'] ?? 0) - 0.4868216296) < 1e-9);
  });

  it('damps one qubit by the closed form', async () => {
    const gamma = 0.3;
    const noise = modelOf(channelRule(channels.amplitudeDamping(gamma)));
    const plus = circuit(1, [], [gate('h', [0])]);
    const { probabilities } = await sampled(plus, { noise, method });
    assertClose(probabilities, { 0: (1 + gamma) / 2, 1: (1 - gamma) / 2 });
    const x = await estimated(plus, observable({ X: 1 }), { noise, method });
    assert.ok(Math.abs(x.value - Math.sqrt(1 - gamma)) < 1e-12);
  });

  it('relaxes a qubit while it waits', async () => {
    // Populations decay with T1 towards 0.1 excited, coherences with T2.
    const relaxation = { t1: 50e-6, t2: 70e-6, excited: 0.1 };
    const noise = modelOf({ label: 'idle', on: ['delay'], after: {}, idle: relaxation });
    const delay: Instruction = { kind: 'delay', duration: 20e-6, qubits: [0], span };
    const up = await sampled(circuit(1, [], [gate('x', [0]), delay]), { noise, method });
    const one = 0.1 + 0.9 * Math.exp(-20 / 50);
    assertClose(up.probabilities, { 0: 1 - one, 1: one });
    const y = await estimated(circuit(1, [], [gate('sx', [0]), delay]), observable({ Y: 1 }), {
      noise,
      method,
    });
    assert.ok(Math.abs(y.value + Math.exp(-20 / 70)) < 1e-12);
  });

  it('misreads bits, those that decide what comes next included', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [], readout: [{ p01: 0.1, p10: 0.2 }] };
    const copied = circuit(
      2,
      [bits('c', 1), bits('d', 1)],
      [gate('x', [0]), measure(0, 0), when(bitAt(0, 1, 0), [gate('x', [1])]), measure(1, 1)],
    );
    const { probabilities } = await sampled(copied, { noise, method });
    // Keys show d and c: the second qubit is what c was read as.
    assertClose(probabilities, { '0 0': 0.2 * 0.9, '1 0': 0.2 * 0.1, '0 1': 0.8 * 0.2, '1 1': 0.8 * 0.8 });
    const z = await estimated(circuit(1, [], [gate('x', [0])]), observable({ Z: 2 }), { noise, method });
    assert.ok(Math.abs(z.value - 2 * (0.2 - 0.8)) < 1e-12);
  });

  it('misreads each measurement of a qubit by itself', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [], readout: [{ p01: 0.1, p10: 0.2 }] };
    const twice = circuit(
      1,
      [bits('c', 1), bits('d', 1)],
      [gate('ry', [0], [2 * Math.asin(Math.sqrt(0.3))]), measure(0, 0), measure(0, 1)],
    );
    const expected = {
      '0 0': 0.7 * 0.9 * 0.9 + 0.3 * 0.2 * 0.2,
      '0 1': 0.7 * 0.9 * 0.1 + 0.3 * 0.2 * 0.8,
      '1 0': 0.7 * 0.9 * 0.1 + 0.3 * 0.2 * 0.8,
      '1 1': 0.7 * 0.1 * 0.1 + 0.3 * 0.8 * 0.8,
    };
    assertClose((await sampled(twice, { noise, method })).probabilities, expected);
    for (const by of [method, 'trajectories', 'stabilizer'] as const) {
      const straight = { ...twice, body: [gate('x', [0]), ...twice.body.slice(1)] };
      const flipped = { '0 0': 0.04, '0 1': 0.16, '1 0': 0.16, '1 1': 0.64 };
      const { counts = {} } = await sampled(straight, { noise, method: by, shots: 100_000, seed: 5 });
      const { statistic, freedom } = chiSquared(counts, flipped);
      assert.ok(statistic < chiSquaredBound(freedom), `${by}: ${statistic}`);
    }
    // What is not read disturbs nothing: the observable meets the state before both measurements.
    const x = await estimated(twice, observable({ X: 1 }), { noise, method });
    assert.ok(Math.abs(x.value - (0.1 + 0.7 * 2 * Math.sqrt(0.3 * 0.7))) < 1e-12);
  });

  it('reads an untouched qubit wrong as well', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [], readout: [{ p01: 0.1, p10: 0.2 }] };
    const { probabilities } = await sampled(circuit(1, [bits('c', 1)], [measure(0, 0)]), { noise, method });
    assertClose(probabilities, { 0: 0.9, 1: 0.1 });
  });

  it('resets without opening paths', async () => {
    const noise = modelOf(channelRule(channels.bitFlip(0.1), { on: ['reset'] }));
    const rounds = Array.from({ length: 20 }, () => [gate('h', [0]), cx(0, 1), reset(0)]).flat();
    const { probabilities } = await sampled(circuit(2, [], rounds), { noise, method });
    assertClose(probabilities, { '00': 0.45, '01': 0.05, '10': 0.45, '11': 0.05 });
  });

  it('draws shots from its distribution', async () => {
    const noise: NoiseModel = {
      name: 'lab',
      rules: Object.values(rules).slice(0, 7),
      readout: [{ p01: 0.02, p10: 0.05 }],
    };
    const exact = await sampled(layered(4, 3), { noise, method });
    const { counts } = await sampled(layered(4, 3), { noise, method, shots: 100_000, seed: 5 });
    const { statistic, freedom } = chiSquared(counts ?? {}, exact.probabilities);
    assert.ok(statistic < chiSquaredBound(freedom), `${statistic} with ${freedom}`);
  });

  it('estimates from shots within its error', async () => {
    const noise: NoiseModel = { ...modelOf(depolarizingRule(0.05)), readout: [{ p01: 0.02, p10: 0.05 }] };
    const sum = observable({ XXI: 0.5, ZZZ: 1, IYZ: 0.7, III: 0.3 });
    const exact = await estimated(layered(3, 2), sum, { noise, method });
    const shots = await estimated(layered(3, 2), sum, { noise, method, shots: 50_000, seed: 6 });
    assert.ok(shots.stderr > 0 && Math.abs(shots.value - exact.value) < 5 * shots.stderr);
  });
});
