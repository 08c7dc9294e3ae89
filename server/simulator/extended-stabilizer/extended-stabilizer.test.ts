import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction, Observable } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import {
  bits,
  circuit,
  cx,
  gate,
  measure,
  measureAll,
  observable,
  reset,
  when,
  bitAt,
} from '../testing/circuits.ts';
import { randomCliffordGate } from '../testing/clifford-circuits.ts';
import { agreesWithTheDensityMatrix } from '../testing/noise-agreement.ts';
import { assertClose, estimated, exactly, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';

const simulator = localSimulator();
const extended = { method: 'extended_stabilizer' } as const;

function randomWords(qubits: number, random: Random): Observable {
  const word = () => Array.from({ length: qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join('');
  return observable(Object.fromEntries(Array.from({ length: 20 }, () => [word(), random.next()])));
}

/** A gate that is no Clifford gate, on one to three qubits. */
function otherGate(qubits: number, random: Random): Instruction {
  const pick = (count: number) => Math.floor(count * random.next());
  const order = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
    .sort((left, right) => left.key - right.key)
    .map(({ qubit }) => qubit);
  const [a = 0, b = a, c = b] = order;
  const angle = 7 * random.next();
  switch (pick(qubits < 3 ? (qubits < 2 ? 3 : 5) : 6)) {
    case 0:
      return gate('t', [a]);
    case 1:
      return gate('tdg', [a]);
    case 2:
      return gate(['rx', 'ry', 'rz'][pick(3)] ?? 'rx', [a], [angle]);
    case 3:
      return gate('rzz', [a, b], [angle]);
    case 4:
      return gate('p', [a], [angle], [{ qubit: b, state: random.next() < 0.5 ? 0 : 1 }]);
    default:
      return gate(
        'x',
        [a],
        [],
        [
          { qubit: b, state: 1 },
          { qubit: c, state: random.next() < 0.5 ? 0 : 1 },
        ],
      );
  }
}

/** Clifford gates with `others` other gates among them. */
function randomBody(qubits: number, others: number, random: Random): Instruction[] {
  return Array.from({ length: others + 1 }, (_, part) => [
    ...(part === 0 ? [] : [otherGate(qubits, random)]),
    ...Array.from({ length: 8 }, () => randomCliffordGate(qubits, random)),
  ]).flat();
}

async function assertAgree(program: Circuit, random: Random): Promise<void> {
  const dense = await sampled(program, { method: 'statevector' });
  assertClose((await sampled(program, extended)).probabilities, dense.probabilities, 1e-10);
  const observed = randomWords(program.qubitCount, random);
  const expected = await estimated(program, observed, { method: 'statevector' });
  const found = await estimated(program, observed, extended);
  assert.ok(Math.abs(found.value - expected.value) < 1e-10, `${found.value} instead of ${expected.value}`);
}

describe('the extended stabilizer engine', () => {
  it('agrees with the dense engine on random circuits with up to eight other gates', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed);
      const qubits = 1 + (seed % 10);
      const body = [...randomBody(qubits, seed % 9, random), ...measureAll(qubits)];
      const variables = seed % 3 === 0 ? [] : [bits('c', qubits)];
      const shown = seed % 3 === 0 ? body.slice(0, -qubits) : body;
      await assertAgree(circuit(qubits, variables, shown), random).catch((cause: unknown) => {
        throw new Error(`seed ${seed}: ${String(cause)}`, { cause });
      });
    }
  });

  it('agrees with it where measurements, resets and feed-forward lie between', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = new Random(1000 + seed);
      const qubits = 2 + (seed % 5);
      const pick = () => Math.floor(qubits * random.next());
      const parts = () => randomBody(qubits, 2, random);
      const body: Instruction[] = [
        ...parts(),
        measure(pick(), 0, 0),
        ...parts(),
        when(bitAt(0, 2, 0), parts()),
        measure(pick(), 0, 1),
        reset(pick()),
        ...parts(),
        ...measureAll(qubits, 1),
      ];
      const program = circuit(qubits, [bits('c', 2), bits('d', qubits)], body);
      await assertAgree(program, random).catch((cause: unknown) => {
        throw new Error(`seed ${seed}: ${String(cause)}`, { cause });
      });
    }
  });

  it('draws shots and estimates from the same distribution', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(2000 + seed);
      const qubits = 2 + (seed % 6);
      const program = circuit(
        qubits,
        [bits('c', qubits)],
        [...randomBody(qubits, 5, random), ...measureAll(qubits)],
      );
      const { probabilities } = await sampled(program, { method: 'statevector' });
      for (const shots of [40, 20_000]) {
        const { counts = {} } = await sampled(program, { ...extended, shots, seed });
        assert.equal(
          Object.values(counts).reduce((sum, count) => sum + count, 0),
          shots,
        );
        if (shots < 1000) continue;
        const { statistic, freedom } = chiSquared(counts, probabilities);
        assert.ok(
          freedom === 0 || statistic < chiSquaredBound(freedom),
          `χ² is ${statistic} at seed ${seed}`,
        );
      }
      const observed = randomWords(qubits, random);
      const exact = await estimated(program, observed);
      const drawn = await estimated(program, observed, { ...extended, shots: 4000, seed });
      assert.ok(Math.abs(drawn.value - exact.value) <= 5 * drawn.stderr + 1e-12, `seed ${seed}`);
    }
  });
});

/** (-1)^abc as seven t gates on parities. */
function ccz(a: number, b: number, c: number): readonly Instruction[] {
  return [
    ...[gate('t', [a]), gate('t', [b]), gate('t', [c])],
    ...[cx(a, b), gate('tdg', [b]), cx(b, c), gate('t', [c]), cx(a, b)],
    ...[cx(a, c), gate('tdg', [c]), cx(b, c), cx(a, c), gate('tdg', [c]), cx(a, c)],
  ];
}

/**
 * The hidden shift of a bent function (Rötteler, "Quantum algorithms for highly non-linear Boolean functions", 2010):
 * (-1)^(x·y + y₀y₁y₂) and its dual, which has x for the y of the cubic part.
 */
function hiddenShift(shift: readonly number[]): Circuit {
  const half = shift.length / 2;
  const each = (name: string) => shift.map((_, qubit) => gate(name, [qubit]));
  const shifted = () => each('x').filter((_, qubit) => shift[qubit] === 1);
  const pairs = Array.from({ length: half }, (_, x) => gate('z', [x], [], [{ qubit: half + x, state: 1 }]));
  const body = [
    ...each('h'),
    ...[...shifted(), ...pairs, ...ccz(half, half + 1, half + 2), ...shifted()],
    ...each('h'),
    ...[...pairs, ...ccz(0, 1, 2)],
    ...each('h'),
    ...measureAll(shift.length),
  ];
  return circuit(shift.length, [bits('c', shift.length)], body);
}

describe('the extended stabilizer engine with noise, beside the density matrix', () =>
  agreesWithTheDensityMatrix('extended_stabilizer', true));

describe('the extended stabilizer engine on 50 qubits', () => {
  it('finds a hidden shift with 14 t gates', async () => {
    const random = new Random(7);
    const shift = Array.from({ length: 50 }, () => (random.next() < 0.5 ? 0 : 1));
    const key = shift.toReversed().join('');
    const program = hiddenShift(shift);
    assertClose((await sampled(program)).probabilities, { [key]: 1 }, 1e-10);
    assert.deepEqual((await sampled(program, { shots: 1000 })).counts, { [key]: 1000 });
    const result = await simulator.forecast(program, exactly);
    assert.ok(result.ok && result.method === 'extended_stabilizer');
    assert.ok(result.value.memory < 2 ** 20, result.value.summary);
  });

  it('finds products of cosines behind a chain of cx', async () => {
    const turned = Array.from({ length: 10 }, (_, place) => 5 * place);
    const body = [
      ...turned.flatMap((qubit) => [gate('h', [qubit]), gate('t', [qubit]), gate('h', [qubit])]),
      ...Array.from({ length: 49 }, (_, qubit) => cx(qubit, qubit + 1)),
    ];
    for (const qubit of [0, 7, 23, 49]) {
      const word = `${'I'.repeat(49 - qubit)}Z${'I'.repeat(qubit)}`;
      const { value } = await estimated(circuit(50, [], body), observable({ [word]: 1 }));
      const before = turned.filter((place) => place <= qubit).length;
      assert.ok(Math.abs(value - Math.SQRT1_2 ** before) < 1e-12, `${qubit}: ${value}`);
    }
  });

  it('needs one qubit for any number of turns about the same word', async () => {
    const chain = Array.from({ length: 49 }, (_, qubit) => cx(qubit, qubit + 1));
    const turns = Array.from({ length: 50 }, (_, qubit) => gate('rz', [qubit], [0.1]));
    const program = circuit(50, [], [gate('h', [0]), ...chain, ...turns]);
    const { value } = await estimated(program, observable({ ['X'.repeat(50)]: 1 }));
    assert.ok(Math.abs(value - Math.cos(5)) < 1e-12, `${value}`);
  });

  it('refuses, before it runs and by name, the gate that makes the core too large', async () => {
    const span = { start: 40, end: 42 };
    const body = Array.from({ length: 40 }, (_, qubit) => [
      gate('h', [qubit]),
      qubit === 20 ? { ...gate('t', [qubit]), span } : gate('t', [qubit]),
      gate('h', [qubit]),
    ]).flat();
    const chain = Array.from({ length: 49 }, (_, qubit) => cx(qubit, qubit + 1));
    const options = { ...exactly, shots: 1, memoryLimit: 2 ** 25, ...extended };
    const result = await simulator.sample(circuit(50, [], [...body, ...chain]), [], options);
    assert.ok(!result.ok);
    assert.match(result.refusal.message, /extended_stabilizer method is not possible because of `t`\.$/);
    assert.deepEqual(
      result.refusal.places?.map((place) => place.span),
      [span],
    );
  });
});
