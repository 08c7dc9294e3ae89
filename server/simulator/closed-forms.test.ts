import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Instruction } from '../circuit/index.ts';
import {
  assign,
  binary,
  bits,
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
  variable,
  when,
  bitAt,
} from './testing/circuits.ts';
import { assertClose, estimated, probabilities, stateOf } from './testing/run.ts';

/** Circuits whose results are known by formula. */

describe('closed forms', () => {
  it('a Bell pair is 00 or 11', async () => {
    const bell = circuit(2, [bits('c', 2)], [gate('h', [0]), cx(0, 1), ...measureAll(2)]);
    assertClose(await probabilities(bell), { '00': 0.5, '11': 0.5 });
  });

  for (const qubits of [3, 10, 20]) {
    it(`a GHZ state of ${qubits} qubits is all 0 or all 1`, async () => {
      const chain = Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1));
      const ghz = circuit(qubits, [bits('c', qubits)], [gate('h', [0]), ...chain, ...measureAll(qubits)]);
      assertClose(await probabilities(ghz), { ['0'.repeat(qubits)]: 0.5, ['1'.repeat(qubits)]: 0.5 });
    });
  }

  it('the Fourier transform of a basis state turns each amplitude by the same angle', async () => {
    const [qubits, input] = [6, 37];
    const body: Instruction[] = [];
    for (let qubit = 0; qubit < qubits; qubit++) if ((input >> qubit) & 1) body.push(gate('x', [qubit]));
    body.push(...fourier(qubits));
    const { amplitudes } = await stateOf(circuit(qubits, [], body));
    for (let index = 0; index < 2 ** qubits; index++) {
      const angle = (2 * Math.PI * input * index) / 2 ** qubits;
      const scale = 2 ** (-qubits / 2);
      assert.ok(Math.abs((amplitudes[2 * index] ?? NaN) - scale * Math.cos(angle)) < 1e-12);
      assert.ok(Math.abs((amplitudes[2 * index + 1] ?? NaN) - scale * Math.sin(angle)) < 1e-12);
    }
  });

  for (const rounds of [1, 2, 3, 4, 6]) {
    it(`${rounds} rounds of Grover's search find the marked state with probability sin²((2k+1)θ)`, async () => {
      const [qubits, marked] = [5, 19];
      const round = [...mark(qubits, marked), ...aboutMean(qubits)];
      const body = [...all('h', qubits), ...Array.from({ length: rounds }, () => round).flat()];
      const found = await probabilities(
        circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]),
      );
      const expected = Math.sin((2 * rounds + 1) * Math.asin(2 ** (-qubits / 2))) ** 2;
      assert.ok(Math.abs((found[marked.toString(2).padStart(qubits, '0')] ?? NaN) - expected) < 1e-12);
    });
  }

  it('teleportation carries a state over two bits', async () => {
    const corrections = [when(bitAt(0, 2, 1), [gate('x', [2])]), when(bitAt(0, 2, 0), [gate('z', [2])])];
    const body = [
      gate('u3', [0], [1.1, 0.4, -0.7]),
      ...[gate('h', [1]), cx(1, 2), cx(0, 1), gate('h', [0])],
      ...[measure(0, 0, 0), measure(1, 0, 1), ...corrections],
      gate('u3', [2], [-1.1, 0.7, -0.4]),
      measure(2, 1),
    ];
    const found = await probabilities(circuit(3, [bits('m', 2), bits('out', 1)], body));
    assertClose(found, { '0 00': 0.25, '0 01': 0.25, '0 10': 0.25, '0 11': 0.25 });
  });

  const turn = Math.PI / 2;
  for (const [theta, expected] of [
    [0.3, 0.9888341223],
    [1, 0.8850755765],
    [turn, 0.75],
    [2, 0.6459632909],
  ] as const) {
    it(`a Hadamard test of U(${theta}, 0, 0) sees the phase of OpenQASM 3`, async () => {
      const controlled = gate('U', [1], [theta, 0, 0], [{ qubit: 0, state: 1 }]);
      const test = circuit(2, [bits('c', 1)], [gate('h', [0]), controlled, gate('h', [0]), measure(0, 0)]);
      assert.ok(Math.abs(((await probabilities(test))['0'] ?? NaN) - expected) < 1e-10);
    });
  }

  it('a Hadamard test of rz differs from one of p', async () => {
    const test = (name: string) =>
      circuit(
        2,
        [bits('c', 1)],
        [
          gate('h', [0]),
          gate('x', [1]),
          gate(name, [1], [1], [{ qubit: 0, state: 1 }]),
          gate('h', [0]),
          measure(0, 0),
        ],
      );
    assert.ok(Math.abs(((await probabilities(test('rz')))['0'] ?? NaN) - 0.9387912809) < 1e-10);
    assert.ok(Math.abs(((await probabilities(test('p')))['0'] ?? NaN) - 0.7701511529) < 1e-10);
  });

  it('repeating until success takes a geometric number of attempts', async () => {
    const bit = { kind: 'bit', width: 1 } as const;
    const attempts = read(1, int);
    const body = [
      loop(binary('==', { kind: 'bool' }, read(0, bit), literal(bit, 0n)), [
        gate('ry', [0], [2 * Math.asin(Math.sqrt(0.75))]),
        measure(0, 0),
        when(read(0, bit), [gate('x', [0])]),
        assign(1, binary('+', int, attempts, literal(int, 1n))),
      ]),
    ];
    const found = await probabilities(
      circuit(1, [bits('c', 1), variable('n', { kind: 'uint', width: 4 }, true)], body),
    );
    for (const count of [1, 2, 3, 10]) {
      const key = `${count.toString(2).padStart(4, '0')} 1`;
      // After 16 attempts the counter of four bits starts anew.
      const expected = (0.75 * 0.25 ** (count - 1)) / (1 - 0.25 ** 16);
      assert.ok(Math.abs((found[key] ?? NaN) - expected) < 1e-10, key);
    }
  });

  it('the energy of a rotated Bell pair follows its angle', async () => {
    for (const theta of [0, 0.4, 1.3, 3]) {
      const pair = circuit(2, [], [gate('ry', [0], [theta]), cx(0, 1)]);
      const { value, stderr } = await estimated(
        pair,
        observable({ XX: 0.5, YY: 0.25, ZZ: 2, ZI: 1, II: -3 }),
      );
      const expected = 0.5 * Math.sin(theta) - 0.25 * Math.sin(theta) + 2 + Math.cos(theta) - 3;
      assert.ok(Math.abs(value - expected) < 1e-12);
      assert.equal(stderr, 0);
    }
  });
});

function all(name: string, qubits: number): Instruction[] {
  return Array.from({ length: qubits }, (_, qubit) => gate(name, [qubit]));
}

/** The Fourier transform on all qubits, with the final swaps. */
function fourier(qubits: number): Instruction[] {
  const body: Instruction[] = [];
  for (let target = qubits - 1; target >= 0; target--) {
    body.push(gate('h', [target]));
    for (let control = target - 1; control >= 0; control--)
      body.push(gate('p', [target], [Math.PI / 2 ** (target - control)], [{ qubit: control, state: 1 }]));
  }
  for (let qubit = 0; qubit < qubits >> 1; qubit++) body.push(gate('swap', [qubit, qubits - 1 - qubit]));
  return body;
}

/** Changes the sign of one basis state. */
function mark(qubits: number, index: number): Instruction[] {
  const controls = Array.from({ length: qubits - 1 }, (_, qubit) => ({
    qubit: qubit + 1,
    state: ((index >> (qubit + 1)) & 1) as 0 | 1,
  }));
  return (index & 1) === 1
    ? [gate('z', [0], [], controls)]
    : [gate('x', [0]), gate('z', [0], [], controls), gate('x', [0])];
}

function aboutMean(qubits: number): Instruction[] {
  return [...all('h', qubits), ...mark(qubits, 0), ...all('h', qubits)];
}
