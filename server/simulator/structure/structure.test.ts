import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction, Observable } from '../../circuit/index.ts';
import { DenseRuns } from '../dense/runs.ts';
import { forecast } from '../forecast.ts';
import type { Prospect } from '../method.ts';
import { loadKernels } from '../native/library.ts';
import type { Estimate, Samples, SimulationOptions } from '../simulator.ts';
import { StateShelf } from '../state/shelf.ts';
import { bits, circuit, cx, gate, measureAll } from '../testing/circuits.ts';
import { assertClose, estimated, exactly, granted, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';
import { randomObservable, randomStructuredCircuit } from '../testing/structured-circuits.ts';
import { withinCone } from './cone.ts';
import { joinedSamples } from './join-samples.ts';
import { keyOwners } from './key-owners.ts';
import { separated } from './parts.ts';
import { reduced } from './reduced.ts';
import { termClusters } from './term-clusters.ts';

const sampling = { kind: 'sample' } as const;
let dense: DenseRuns;

before(async () => {
  dense = new DenseRuns(new StateShelf(await loadKernels(), { cores: 1 }));
});

/** The circuit as it stands, without any rewrite. */
function wholeSamples(program: Circuit, options: SimulationOptions = exactly): Samples {
  return dense.sample({ circuit: program, bindings: [], options }, () => undefined).value;
}

function wholeEstimate(program: Circuit, observable: Observable): Estimate {
  const wanted = { kind: 'estimate', observable, hasVariance: true } as const;
  return dense.estimate({ circuit: program, bindings: [], options: exactly }, wanted, () => undefined).value;
}

/** With a gate on each qubit at the end, so that no measurement is the last thing there, which estimates leave out. */
function randomTurned(qubits: number, coupling: number, random: Random): Circuit {
  const program = randomStructuredCircuit(qubits, coupling, random);
  const turns = Array.from({ length: qubits }, (_, qubit) => gate('rx', [qubit], [6 * random.next()]));
  return { ...program, body: [...program.body, ...turns] };
}

function jobOf<W extends Prospect['wanted']>(program: Circuit, wanted: W) {
  return { circuit: program, bindings: [], options: exactly, wanted };
}

describe('causal cones', () => {
  it('leave the distribution of random circuits as it is', () => {
    let dropped = 0;
    for (let seed = 0; seed < 120; seed++) {
      const program = randomStructuredCircuit(2 + (seed % 5), 0.3, new Random(seed));
      const { prospect, widened } = reduced(jobOf(program, sampling));
      dropped += program.body.length - prospect.circuit.body.length;
      const found = widened(wholeSamples(prospect.circuit));
      assertClose(found.probabilities, wholeSamples(program).probabilities, 1e-11);
    }
    assert.ok(dropped > 500, `only ${dropped} instructions were left out`);
  });

  it('leave expectation values and variances of random circuits as they are', () => {
    let dropped = 0;
    for (let seed = 0; seed < 120; seed++) {
      const random = new Random(seed);
      const qubits = 3 + (seed % 4);
      const program = randomTurned(qubits, 0.3, random);
      const observable = randomObservable(qubits, 2, random);
      const wanted = { kind: 'estimate', observable, hasVariance: true } as const;
      const { prospect } = reduced(jobOf(program, wanted));
      dropped += program.body.length - prospect.circuit.body.length;
      const { value, variance = NaN } = dense.estimate(prospect, prospect.wanted, () => undefined).value;
      const expected = wholeEstimate(program, observable);
      assert.ok(Math.abs(value - expected.value) < 1e-11, `seed ${seed}`);
      assert.ok(Math.abs(variance - (expected.variance ?? NaN)) < 1e-11, `variance, seed ${seed}`);
    }
    assert.ok(dropped > 500, `only ${dropped} instructions were left out`);
  });

  it('keep what a measured bit decides, even where nothing else depends on it', () => {
    const z = { name: 'x', terms: [{ coefficient: 1, factors: [{ qubit: 0, pauli: 'X' }] }], span } as const;
    const body: Instruction[] = [
      gate('h', [0]),
      { kind: 'measure', qubit: 0, target: { variable: 0, index: 0 }, span },
      {
        kind: 'if',
        condition: { kind: 'variable', type: { kind: 'bit', width: 1 }, variable: 0 },
        then: [gate('x', [1])],
        otherwise: [],
        span,
      },
    ];
    const program = circuit(2, [bits('c', 1)], body);
    const { circuit: small } = withinCone(jobOf(program, { kind: 'estimate', observable: z }));
    assert.equal(small.body.length, 3);
    assert.ok(Math.abs(wholeEstimate(program, z).value) < 1e-12);
  });

  it('go through a reset, but not where the circuit may end before it', () => {
    const z = { name: 'z', terms: [{ coefficient: 1, factors: [{ qubit: 0, pauli: 'Z' }] }], span } as const;
    const wanted = { kind: 'estimate', observable: z } as const;
    const start = [
      gate('h', [0]),
      { kind: 'measure', qubit: 1, target: { variable: 0, index: 0 }, span },
    ] as const;
    const condition = { kind: 'variable', type: { kind: 'bit', width: 1 }, variable: 0 } as const;
    const stop: Instruction = { kind: 'if', condition, then: [{ kind: 'end', span }], otherwise: [], span };
    const resetting: Instruction = { kind: 'reset', qubit: 0, span };
    const straight = withinCone(jobOf(circuit(2, [bits('c', 1)], [...start, resetting]), wanted));
    assert.deepEqual(straight.circuit.body, [resetting]);
    const stopping = circuit(2, [bits('c', 1)], [...start, stop, resetting]);
    assert.equal(withinCone(jobOf(stopping, wanted)).circuit.body.length, 4);
  });
});

const span = { start: 0, end: 0 };

describe('separable parts', () => {
  it('give the distribution of random circuits that fall apart', () => {
    let apart = 0;
    for (let seed = 0; seed < 150; seed++) {
      const program = randomStructuredCircuit(4 + (seed % 4), seed % 3 === 0 ? 0.1 : 0, new Random(seed));
      const separation = separated(program);
      if (separation === undefined) continue;
      apart++;
      const parts = separation.circuits.map((part) => wholeSamples(part));
      const owners = keyOwners(program, separation);
      const found = joinedSamples(parts, owners, undefined, new Random(1));
      assertClose(found.probabilities, wholeSamples(program).probabilities, 1e-11);
    }
    assert.ok(apart > 60, `only ${apart} fell apart`);
  });

  it('match their shots at random', () => {
    for (const seed of [1, 2, 3]) {
      const turns = [0, 1, 2, 3].map((qubit) => gate('ry', [qubit], [0.7 + 0.4 * qubit]));
      const program = circuit(4, [bits('c', 4)], [...turns, cx(0, 2), cx(1, 3), ...measureAll(4)]);
      const separation = separated(program) ?? assert.fail();
      const options = { ...exactly, shots: 20_000 };
      const parts = separation.circuits.map((part, place) =>
        wholeSamples(part, { ...options, seed: 10 * seed + place }),
      );
      const owners = keyOwners(program, separation);
      const { counts = {} } = joinedSamples(parts, owners, options.shots, new Random(seed));
      const { statistic, freedom } = chiSquared(counts, wholeSamples(program).probabilities);
      assert.equal(freedom, 15);
      assert.ok(statistic < chiSquaredBound(freedom), `χ² ${statistic}`);
    }
  });

  it('run 60 qubits with T gates apart', async () => {
    const body = Array.from({ length: 60 }, (_, qubit) => [
      gate('h', [qubit]),
      gate('t', [qubit]),
      gate('h', [qubit]),
    ]);
    const program = circuit(60, [bits('c', 60)], [...body.flat(), ...measureAll(60)]);
    const { counts = {} } = await sampled(program, { shots: 2000 });
    const ones = Object.entries(counts).reduce(
      (sum, [key, count]) => sum + count * [...key].filter((bit) => bit === '1').length,
      0,
    );
    // Each bit is 1 with probability (1 − cos π/4) / 2; five standard deviations of 120,000 bits.
    const share = (1 - Math.SQRT1_2) / 2;
    assert.ok(Math.abs(ones / 120_000 - share) < 5 * Math.sqrt((share * (1 - share)) / 120_000));
    const { value } = await estimated(program, word('Z', [3, 17, 59]));
    assert.ok(Math.abs(value - Math.SQRT1_2 ** 3) < 1e-12);
  });

  it('are left alone where they are very many', async () => {
    const idle = circuit(20_000, [bits('c', 20_000)], [gate('x', [5]), ...measureAll(20_000)]);
    assert.equal(separated(idle), undefined);
    const { counts } = await sampled(idle, { shots: 7, memoryLimit: 2 ** 26 });
    assert.deepEqual(counts, { [`1${'0'.repeat(5)}`.padStart(20_000, '0')]: 7 });
  });

  it('multiply the values of words that span parts', async () => {
    // Two chains of 20 qubits: ⟨ZZ⟩ of their last qubits is the product of both, cos a · cos b.
    const chain = (start: number) => Array.from({ length: 19 }, (_, at) => cx(start + at, start + at + 1));
    const body = [gate('ry', [0], [0.4]), gate('ry', [20], [1.1]), ...chain(0), ...chain(20)];
    const { value } = await estimated(circuit(40, [], body), word('Z', [19, 39]));
    assert.ok(Math.abs(value - Math.cos(0.4) * Math.cos(1.1)) < 1e-12);
  });
});

describe('clusters of terms', () => {
  it('add up to the whole observable', () => {
    let several = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed);
      const turned = randomTurned(6, 0, random);
      const program = { ...turned, body: turned.body.filter(({ kind }) => kind !== 'if') };
      const observable = randomObservable(6, 8, random);
      const clusters = termClusters(jobOf(program, { kind: 'estimate', observable }));
      if (clusters.length > 1) several++;
      const sum = clusters.reduce((total, cluster) => {
        const { prospect } = reduced(jobOf(program, { kind: 'estimate', observable: cluster }));
        return total + dense.estimate(prospect, prospect.wanted, () => undefined).value.value;
      }, 0);
      assert.ok(Math.abs(sum - wholeEstimate(program, observable).value) < 1e-11, `seed ${seed}`);
    }
    assert.ok(several > 15, `only ${several} observables fell apart`);
  });

  it('find the energy of a ring of 100 qubits by its light cones', async () => {
    const small = await estimated(round(10), ring(10));
    const large = await estimated(round(100), ring(100));
    // Each term sees four qubits, whatever the size of the ring.
    assert.ok(Math.abs(large.value / 100 - small.value / 10) < 1e-12);
    const drawn = await estimated(round(100), ring(100), { shots: 100_000 });
    assert.ok(Math.abs(drawn.value - large.value) < 5 * drawn.stderr && drawn.stderr < 1);
  });

  it('are told by the forecast', () => {
    const wanted = { kind: 'estimate', observable: ring(100) } as const;
    assert.match(
      granted(forecast(round(100), { ...exactly, method: 'statevector' }, wanted)).summary,
      /^4 of 100 qubits, 100 parts, 44 % Clifford → dense state/,
    );
  });
});

/** One round of QAOA on a ring. */
function round(qubits: number): Circuit {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  return circuit(
    qubits,
    [],
    [
      ...all.map((qubit) => gate('h', [qubit])),
      ...all.map((qubit) => gate('rzz', [qubit, (qubit + 1) % qubits], [0.7])),
      ...all.map((qubit) => gate('rx', [qubit], [0.9])),
    ],
  );
}

function ring(qubits: number): Observable {
  const terms = Array.from({ length: qubits }, (_, qubit) => ({
    coefficient: 1,
    factors: [qubit, (qubit + 1) % qubits]
      .sort((a, b) => a - b)
      .map((at) => ({ qubit: at, pauli: 'Z' as const })),
  }));
  return { name: 'ring', terms, span };
}

function word(pauli: 'X' | 'Y' | 'Z', qubits: readonly number[]): Observable {
  return {
    name: 'word',
    terms: [{ coefficient: 1, factors: qubits.map((qubit) => ({ qubit, pauli })) }],
    span,
  };
}
