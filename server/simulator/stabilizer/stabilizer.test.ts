import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction, Observable } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import type { Method } from '../simulator.ts';
import {
  assign,
  binary,
  bitAt,
  bits,
  bool,
  circuit,
  cx,
  gate,
  int,
  literal,
  loop,
  measure,
  measureAll,
  observable,
  read,
  reset,
  variable,
  when,
} from '../testing/circuits.ts';
import { randomCliffordCircuit, randomCliffordGate } from '../testing/clifford-circuits.ts';
import { assertClose, estimated, exactly, granted, sampled } from '../testing/run.ts';
import { chiSquared, chiSquaredBound } from '../testing/statistics.ts';

const simulator = localSimulator();

async function methodOf(program: Circuit, shots?: number): Promise<Method> {
  const result = await simulator.sample(program, [], { ...exactly, shots });
  granted(result);
  return result.ok ? result.method : assert.fail();
}

/** Random words on the qubits of a circuit. */
function words(qubits: number, random: Random): Observable {
  const letters = ['I', 'X', 'Y', 'Z'];
  const word = () => Array.from({ length: qubits }, () => letters[Math.floor(4 * random.next())]).join('');
  return observable(Object.fromEntries(Array.from({ length: 20 }, () => [word(), random.next()])));
}

/** Both engines' exact results of a circuit must agree. */
async function assertAgree(program: Circuit, random: Random): Promise<void> {
  const [dense, tableau] = await Promise.all([
    sampled(program, { method: 'statevector' }),
    sampled(program, { method: 'stabilizer' }),
  ]);
  assertClose(tableau.probabilities, dense.probabilities);
  const observed = words(program.qubitCount, random);
  const [expected, found] = await Promise.all([
    estimated(program, observed, { method: 'statevector' }),
    estimated(program, observed, { method: 'stabilizer' }),
  ]);
  assert.ok(Math.abs(expected.value - found.value) < 1e-12, `${found.value} instead of ${expected.value}`);
}

describe('the stabilizer engine against the dense one', () => {
  for (let batch = 0; batch < 6; batch++) {
    it(`random circuits with measurement, reset and feed-forward (${50 * batch + 1} to ${50 * (batch + 1)})`, async () => {
      for (let seed = 50 * batch; seed < 50 * (batch + 1); seed++) {
        const random = new Random(seed);
        const program = randomCliffordCircuit(1 + (seed % 8), random);
        try {
          await assertAgree(program, random);
        } catch (error) {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        }
      }
    });
  }

  it('all qubits of circuits without bits', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = new Random(seed);
      const body = Array.from({ length: 30 }, () => randomCliffordGate(5, random));
      await assertAgree(circuit(5, [], body), random);
    }
  });

  it('loops and computing with measured bits', async () => {
    const bit = { kind: 'bit', width: 1 } as const;
    const tries = read(2, int);
    const again = binary(
      '&&',
      bool,
      binary('==', bool, read(0, bit), literal(bit, 0n)),
      binary('<', bool, tries, literal(int, 6n)),
    );
    const program = circuit(
      4,
      [
        bits('c', 1),
        bits('d', 3),
        variable('n', { kind: 'uint', width: 4 }, true),
        variable('odd', bool, true),
      ],
      [
        gate('h', [2]),
        cx(2, 3),
        loop(again, [
          gate('h', [0]),
          measure(0, 0),
          assign(2, binary('+', int, tries, literal(int, 1n))),
          when(read(0, bit), [gate('s', [2]), gate('h', [3])]),
        ]),
        ...[measure(1, 1, 0), measure(2, 1, 1), measure(3, 1, 2)],
        assign(3, binary('!=', bool, bitAt(1, 3, 1), bitAt(1, 3, 2))),
        when(bitAt(1, 3, 1), [assign(2, literal(int, 15n))]),
      ],
    );
    await assertAgree(program, new Random(4));
    const { probabilities } = await sampled(program, { method: 'statevector' });
    const { counts = {} } = await sampled(program, { method: 'stabilizer', shots: 5000, seed: 2 });
    const { statistic, freedom } = chiSquared(counts, probabilities);
    assert.ok(freedom > 10 && statistic < chiSquaredBound(freedom));
  });

  it('loops that end only by chance', async () => {
    const bit = { kind: 'bit', width: 1 } as const;
    const waits = binary('==', bool, read(0, bit), literal(bit, 0n));
    const count = assign(1, binary('+', int, read(1, int), literal(int, 1n)));
    const body = [loop(waits, [gate('h', [0]), measure(0, 0), count]), gate('h', [1])];
    const program = circuit(2, [bits('c', 1), variable('n', { kind: 'uint', width: 8 }, true)], body);
    const { probabilities } = await sampled(program, { method: 'stabilizer' });
    for (const tries of [1, 2, 10, 40]) {
      const share = probabilities[`${tries.toString(2).padStart(8, '0')} 1`] ?? NaN;
      assert.ok(Math.abs(share - 0.5 ** tries) < 1e-15, `${tries}: ${share}`);
    }
    await assertAgree(program, new Random(2));
  });

  it('counts and estimates from shots', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = new Random(1000 + seed);
      const program = randomCliffordCircuit(1 + (seed % 6), random);
      const { probabilities } = await sampled(program, { method: 'statevector' });
      const { counts = {} } = await sampled(program, { method: 'stabilizer', shots: 4000, seed });
      assert.deepEqual(
        Object.keys(counts).filter((key) => probabilities[key] === undefined),
        [],
      );
      const { statistic, freedom } = chiSquared(counts, probabilities);
      assert.ok(freedom === 0 || statistic < chiSquaredBound(freedom), `χ² is ${statistic} at seed ${seed}`);
      const observed = words(program.qubitCount, random);
      const exact = await estimated(program, observed);
      const drawn = await estimated(program, observed, { method: 'stabilizer', shots: 4000, seed });
      assert.ok(Math.abs(drawn.value - exact.value) <= 5 * drawn.stderr + 1e-12, `seed ${seed}`);
    }
  });
});

describe('the stabilizer engine', () => {
  const ghz = (qubits: number) =>
    circuit(
      qubits,
      [bits('c', qubits)],
      [
        gate('h', [0]),
        ...Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1)),
        ...measureAll(qubits),
      ],
    );

  it('samples 2,000 qubits in a GHZ state', async () => {
    const { counts = {} } = await sampled(ghz(2000), { shots: 1000, seed: 3 });
    assert.deepEqual(Object.keys(counts), ['0'.repeat(2000), '1'.repeat(2000)]);
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count),
      1000,
    );
    assertClose((await sampled(ghz(2000))).probabilities, {
      ['0'.repeat(2000)]: 0.5,
      ['1'.repeat(2000)]: 0.5,
    });
  });

  it('is chosen for large Clifford circuits, beyond the dense state too', async () => {
    assert.equal(await methodOf(ghz(19)), 'statevector');
    assert.equal(await methodOf(ghz(22)), 'stabilizer');
    assert.equal(await methodOf(ghz(60), 10), 'stabilizer');
  });

  it('leaves long lists of outcomes to the dense state where that fits', async () => {
    const program = circuit(
      20,
      [bits('c', 18)],
      [
        ...Array.from({ length: 20 }, (_, qubit) => gate('h', [qubit])),
        cx(18, 0),
        cx(19, 1),
        ...measureAll(18),
      ],
    );
    assert.equal(await methodOf(program), 'statevector');
    assert.equal(await methodOf(program, 100), 'stabilizer');
  });

  it('refuses exact results with more outcomes than any method lists, for all methods at once', async () => {
    for (const qubits of [21, 60]) {
      const body = [
        ...Array.from({ length: qubits }, (_, qubit) => gate('h', [qubit])),
        ...measureAll(qubits),
      ];
      const result = await simulator.sample(circuit(qubits, [bits('c', qubits)], body), [], exactly);
      assert.ok(!result.ok && result.refusal.kind === 'not-exact' && result.refusal.isFinal);
      assert.match(result.refusal.message, /1,048,576/);
    }
  });

  it('names the gate that stands in its way, and where', async () => {
    const odd: Instruction = { ...gate('ry', [1], [0.3]), span: { start: 14, end: 20 } };
    const chain = Array.from({ length: 59 }, (_, qubit) => cx(qubit, qubit + 1));
    const body = [gate('h', [0]), ...chain, odd, ...measureAll(60)];
    const wide = circuit(60, [bits('c', 60)], body);
    const result = await simulator.sample(wide, [], { ...exactly, shots: 1, method: 'stabilizer' });
    assert.ok(!result.ok);
    assert.match(result.refusal.message, /the stabilizer method is not possible because of `ry`\.$/i);
    assert.deepEqual(
      result.refusal.places?.map(({ span }) => span),
      [{ start: 14, end: 20 }],
    );
  });

  it('gives the same counts for the same seed, others for another', async () => {
    const body = [...Array.from({ length: 40 }, (_, qubit) => gate('h', [qubit])), ...measureAll(40)];
    const program = circuit(40, [bits('c', 40)], body);
    const counts = async (seed: number) => (await sampled(program, { shots: 200, seed })).counts;
    assert.deepEqual(await counts(5), await counts(5));
    assert.notDeepEqual(await counts(5), await counts(6));
  });

  it('teleports through feed-forward far beyond the dense state', async () => {
    const length = 80;
    const body: Instruction[] = [gate('x', [0])];
    for (let qubit = 0; qubit + 2 < length; qubit += 2) {
      body.push(gate('h', [qubit + 1]), cx(qubit + 1, qubit + 2), cx(qubit, qubit + 1), gate('h', [qubit]));
      body.push(measure(qubit, 0, 0), measure(qubit + 1, 0, 1));
      body.push(
        when(bitAt(0, 2, 1), [gate('x', [qubit + 2])]),
        when(bitAt(0, 2, 0), [gate('z', [qubit + 2])]),
      );
    }
    body.push(measure(length - 2, 1));
    const program = circuit(length, [{ ...bits('m', 2), isOutput: false }, bits('out', 1)], body);
    assert.deepEqual((await sampled(program, { shots: 300 })).counts, { 1: 300 });
  });

  it('finds the same syndrome in every round of a repetition code', async () => {
    const [distance, rounds] = [41, 10];
    const syndromes = distance - 1;
    const body: Instruction[] = [gate('h', [0])];
    for (let qubit = 1; qubit < distance; qubit++) body.push(cx(0, qubit));
    body.push(gate('x', [7]));
    for (let round = 0; round < rounds; round++)
      for (let place = 0; place < syndromes; place++) {
        const ancilla = distance + place;
        body.push(reset(ancilla), cx(place, ancilla), cx(place + 1, ancilla));
        body.push(measure(ancilla, round, place));
      }
    const variables = Array.from({ length: rounds }, (_, round) => bits(`s${round}`, syndromes));
    const { counts = {} } = await sampled(circuit(distance + syndromes, variables, body), { shots: 50 });
    const syndrome = (2n ** 6n + 2n ** 7n).toString(2).padStart(syndromes, '0');
    assert.deepEqual(counts, { [Array.from({ length: rounds }, () => syndrome).join(' ')]: 50 });
  });

  it('repeats the open checks of a surface code', async () => {
    const { program, rounds } = surfaceCode(5, 3);
    const { counts = {} } = await sampled(program, { shots: 200, seed: 9 });
    // The first round finds X checks at random, all later rounds find the same, and Z checks find nothing.
    for (const key of Object.keys(counts)) assert.equal(new Set(key.split(' ')).size, 1, key);
    assert.ok(Object.keys(counts).length > 150);
    assert.equal(rounds, 3);
  });

  it('is cancelled from its progress', async () => {
    const cancellation = { isCancellationRequested: true, onCancel: () => () => undefined };
    await assert.rejects(simulator.sample(ghz(500), [], { ...exactly, shots: 10 }, { cancellation }));
  });
});

/** Rotated surface code: data qubits on a grid, an ancilla for each check, all measured in each round. */
function surfaceCode(
  distance: number,
  rounds: number,
): { readonly program: Circuit; readonly rounds: number } {
  const checks: { readonly isX: boolean; readonly data: readonly number[] }[] = [];
  for (let row = -1; row < distance; row++)
    for (let column = -1; column < distance; column++) {
      const isX = (row + column) % 2 !== 0;
      const isEdge = row === -1 || row === distance - 1;
      const isSide = column === -1 || column === distance - 1;
      if ((isEdge && (isSide || !isX)) || (isSide && isX)) continue;
      const corners = [0, 1].flatMap((down) => [0, 1].map((right) => [row + down, column + right] as const));
      const inside = corners.filter(([r, c]) => r >= 0 && c >= 0 && r < distance && c < distance);
      checks.push({ isX, data: inside.map(([r, c]) => r * distance + c) });
    }
  const body: Instruction[] = [];
  for (let round = 0; round < rounds; round++)
    for (const [place, { isX, data }] of checks.entries()) {
      const ancilla = distance * distance + place;
      body.push(reset(ancilla));
      if (isX) body.push(gate('h', [ancilla]));
      for (const qubit of data) body.push(isX ? cx(ancilla, qubit) : cx(qubit, ancilla));
      if (isX) body.push(gate('h', [ancilla]));
      body.push(measure(ancilla, round, place));
    }
  assert.equal(checks.length, distance * distance - 1);
  const variables = Array.from({ length: rounds }, (_, round) => bits(`s${round}`, checks.length));
  return { program: circuit(distance * distance + checks.length, variables, body), rounds };
}
