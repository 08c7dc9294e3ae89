import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Circuit } from '../circuit/index.ts';
import { localSimulator } from './local-simulator.ts';
import type { Method } from './simulator.ts';
import {
  assign,
  binary,
  bitAt,
  bits,
  block,
  bool,
  circuit,
  cx,
  end,
  exit,
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
} from './testing/circuits.ts';
import { assertClose, estimated, exactly, granted, probabilities, sampled } from './testing/run.ts';
import { chiSquared, chiSquaredBound } from './testing/statistics.ts';

const simulator = localSimulator();
const bit1 = { kind: 'bit', width: 1 } as const;

async function methodOf(program: Circuit, shots?: number): Promise<Method> {
  const result = await simulator.sample(program, [], { ...exactly, shots });
  granted(result);
  return result.ok ? result.method : assert.fail();
}

/** Exact probabilities, and the same from shots within chance. */
async function check(program: Circuit, expected: Readonly<Record<string, number>>): Promise<void> {
  assertClose(await probabilities(program), expected);
  const { counts = {} } = await sampled(program, { shots: 20_000, seed: 5 });
  const { statistic, freedom } = chiSquared(counts, expected);
  assert.ok(freedom === 0 || statistic < chiSquaredBound(freedom), `χ² is ${statistic}`);
  assert.deepEqual(
    Object.keys(counts).filter((key) => expected[key] === undefined),
    [],
  );
}

describe('circuits that measure on the way', () => {
  it('reset takes a qubit back to 0', async () => {
    const program = circuit(2, [bits('c', 2)], [gate('h', [0]), cx(0, 1), reset(0), ...measureAll(2)]);
    await check(program, { '00': 0.5, '10': 0.5 });
  });

  it('a reset that nothing follows, or that comes first, needs no trajectories', async () => {
    const body = [reset(0), gate('h', [0]), measure(0, 0), reset(0)];
    assert.equal(await methodOf(circuit(1, [bits('c', 1)], body)), 'statevector');
  });

  it('a measured qubit is used again', async () => {
    const program = circuit(
      1,
      [bits('c', 2)],
      [gate('h', [0]), measure(0, 0, 0), gate('h', [0]), measure(0, 0, 1)],
    );
    await check(program, { '00': 0.25, '01': 0.25, '10': 0.25, '11': 0.25 });
    assert.equal(await methodOf(program), 'trajectories');
  });

  it('a measurement repeated at once gives the same bit', async () => {
    const program = circuit(1, [bits('c', 2)], [gate('h', [0]), measure(0, 0, 0), measure(0, 0, 1)]);
    await check(program, { '00': 0.5, '11': 0.5 });
    assert.equal(await methodOf(program), 'statevector');
  });

  it('angles may depend on bits', async () => {
    const angle = binary(
      '*',
      { kind: 'float' },
      read(1, { kind: 'float' }),
      literal({ kind: 'float' }, Math.PI),
    );
    const program = circuit(
      2,
      [bits('c', 2), variable('turns', { kind: 'float' }, false)],
      [
        gate('h', [0]),
        measure(0, 0, 0),
        assign(1, {
          kind: 'cast',
          type: { kind: 'float' },
          operand: { kind: 'cast', type: int, operand: bitAt(0, 2, 0) },
        }),
        gate('rx', [1], [angle]),
        measure(1, 0, 1),
      ],
    );
    await check(program, { '00': 0.5, '11': 0.5 });
  });

  it('bits are computed with after the measurement without trajectories', async () => {
    const parity = binary('^', bit1, bitAt(0, 2, 0), bitAt(0, 2, 1));
    const program = circuit(
      2,
      [bits('c', 2), bits('parity', 1), variable('both', bool, true)],
      [
        gate('h', [0]),
        gate('ry', [1], [2 * Math.asin(Math.sqrt(0.2))]),
        ...measureAll(2),
        assign(1, parity),
        when(binary('&&', bool, bitAt(0, 2, 0), bitAt(0, 2, 1)), [assign(2, literal(bool, true))]),
      ],
    );
    await check(program, { '0 0 00': 0.4, '0 1 01': 0.4, '0 1 10': 0.1, '1 0 11': 0.1 });
    assert.equal(await methodOf(program), 'statevector');
  });

  it('a measurement may hang on another one', async () => {
    const program = circuit(
      2,
      [bits('c', 2)],
      [gate('h', [0]), gate('x', [1]), measure(0, 0, 0), when(bitAt(0, 2, 0), [measure(1, 0, 1)])],
    );
    await check(program, { '00': 0.5, '11': 0.5 });
    assert.equal(await methodOf(program), 'statevector');
  });

  it('a block is left, and a circuit ended, where a bit says so', async () => {
    const program = circuit(
      2,
      [bits('c', 2)],
      [
        gate('h', [0]),
        block(1, [measure(0, 0, 0), when(bitAt(0, 2, 0), [exit(1)]), gate('x', [1])]),
        measure(1, 0, 1),
        when(bitAt(0, 2, 1), [end]),
        reset(0),
        measure(0, 0, 0),
      ],
    );
    await check(program, { '10': 0.5, '00': 0.5 });
  });

  it('a loop runs until a qubit is found in 1', async () => {
    const waiting = binary('==', bool, read(0, bit1), literal(bit1, 0n));
    const program = circuit(1, [bits('c', 1)], [loop(waiting, [reset(0), gate('h', [0]), measure(0, 0)])]);
    await check(program, { '1': 1 });
  });

  it('registers stand in one key, the last declared at the left', async () => {
    const variables = [bits('a', 2), variable('n', { kind: 'int', width: 3 }, true, -2n), bits('b', 1)];
    await check(circuit(2, variables, [gate('x', [0]), measure(0, 0, 0), measure(1, 2)]), { '0 110 01': 1 });
  });

  it('a circuit without bits shows its qubits, register by register', async () => {
    const span = { start: 0, end: 0 };
    const program = {
      ...circuit(3, [variable('half', { kind: 'float' }, true, 0.5)], [gate('x', [2]), gate('h', [0])]),
      registers: [
        { name: 'a', offset: 0, size: 2, span },
        { name: 'b', offset: 2, size: 1, span },
      ],
    };
    await check(program, { '1 00': 0.5, '1 01': 0.5 });
  });

  it('finds the energy of a state that was prepared by measuring', async () => {
    const program = circuit(
      2,
      [bits('c', 1)],
      [
        gate('ry', [0], [2 * Math.asin(Math.sqrt(0.3))]),
        measure(0, 0),
        when(read(0, bit1), [gate('h', [1])]),
      ],
    );
    const words = observable({ XI: 1, ZI: 1, IZ: 1 });
    const expected = 0.3 + 0.7 + 0.4;
    assert.ok(Math.abs((await estimated(program, words)).value - expected) < 1e-12);
    const { value, stderr } = await estimated(program, words, { shots: 30_000, seed: 3 });
    assert.ok(stderr > 0 && Math.abs(value - expected) < 5 * stderr);
  });

  it('starts paths again where no copy of the state fits', async () => {
    const layer = [
      gate('h', [0]),
      cx(0, 1),
      measure(0, 0, 0),
      cx(0, 2),
      gate('ry', [1], [0.7]),
      measure(1, 0, 1),
    ];
    const program = circuit(3, [bits('c', 3)], [...layer, ...layer, ...layer, ...measureAll(3)]);
    const tight = { memoryLimit: 16 * 8 };
    assertClose((await sampled(program, tight)).probabilities, await probabilities(program));
    const roomy = await sampled(program, { shots: 500 });
    assert.deepEqual(await sampled(program, { ...tight, shots: 500 }), roomy);
  });

  it('refuses exact probabilities of too many paths', async () => {
    const rounds = Array.from({ length: 14 }, (_, index) => [gate('h', [0]), measure(0, 0, index)]).flat();
    const program = circuit(1, [bits('c', 14)], rounds);
    const result = await simulator.sample(program, [], { ...exactly, method: 'statevector' });
    assert.ok(!result.ok && result.refusal.kind === 'not-exact');
    const listed = await sampled(program);
    assert.equal(Object.keys(listed.probabilities).length, 2 ** 14, 'the tableau lists more paths');
    const { counts = {} } = await sampled(program, { shots: 50 });
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      50,
    );
  });

  it('refuses the state where a measurement decides', async () => {
    const result = await simulator.state(circuit(1, [bits('c', 1)], [gate('h', [0]), reset(0)]), [], exactly);
    assert.ok(!result.ok && result.refusal.kind === 'not-exact');
  });

  for (const [name, body] of [
    ['a loop of nothing', []],
    ['a loop of gates', [gate('h', [0])]],
    ['a loop that measures', [gate('x', [0]), gate('x', [0]), measure(0, 0)]],
  ] as const) {
    it(`stops ${name} that never ends`, async () => {
      const program = circuit(1, [bits('c', 1)], [loop(literal(bool, true), body)]);
      const result = await simulator.sample(program, [], { ...exactly, shots: 10 });
      assert.ok(!result.ok && result.refusal.kind === 'endless');
    });
  }

  it('tells of a division by a measured zero', async () => {
    const quotient = binary('/', int, literal(int, 6n), { kind: 'cast', type: int, operand: read(0, bit1) });
    const program = circuit(
      1,
      [bits('c', 1), variable('n', int, true)],
      [measure(0, 0), assign(1, quotient)],
    );
    const result = await simulator.sample(program, [], exactly);
    assert.ok(
      !result.ok && result.refusal.kind === 'fault' && /division by zero/.test(result.refusal.message),
    );
  });
});
