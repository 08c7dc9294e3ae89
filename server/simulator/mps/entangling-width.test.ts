import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Instruction } from '../../circuit/index.ts';
import { forecast } from '../forecast.ts';
import { localSimulator } from '../local-simulator.ts';
import { bits, circuit, cx, gate, measureAll, observable } from '../testing/circuits.ts';
import { randomUnitary } from '../testing/reference.ts';
import { estimated, exactly, granted } from '../testing/run.ts';
import { entangling } from './entangling-width.ts';

const simulator = localSimulator();
const span = { start: 0, end: 0 };

function measured(qubits: number, body: readonly Instruction[]) {
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}

function pairs(random: Random, at: readonly (readonly [number, number])[]): Instruction[] {
  return at.map((qubits): Instruction => {
    return { kind: 'unitary', label: 'u', matrix: randomUnitary(4, random), qubits, controls: [], span };
  });
}

function bricks(qubits: number, layers: number): Instruction[] {
  const random = new Random(3);
  return Array.from({ length: layers }, (_, layer) => {
    const starts = Array.from(
      { length: (qubits - (layer % 2)) >> 1 },
      (_unused, pair) => 2 * pair + (layer % 2),
    );
    return pairs(
      random,
      starts.map((start) => [start, start + 1] as const),
    );
  }).flat();
}

const all = (qubits: number) => Array.from({ length: qubits }, (_, qubit) => qubit);
const ghz = (qubits: number) => [gate('h', [0]), ...all(qubits - 1).map((qubit) => cx(qubit, qubit + 1))];

function qaoaRing(qubits: number): Instruction[] {
  return [
    ...all(qubits).map((qubit) => gate('h', [qubit])),
    ...all(qubits).map((qubit) => gate('rzz', [qubit, (qubit + 1) % qubits], [0.7])),
    ...all(qubits).map((qubit) => gate('rx', [qubit], [0.4])),
  ];
}

/** Layers of gates on random pairs of neighbours of a square lattice. */
function lattice(side: number, layers: number): Instruction[] {
  const random = new Random(5);
  const edges = all(side ** 2).flatMap((qubit): (readonly [number, number])[] => [
    ...(qubit % side < side - 1 ? [[qubit, qubit + 1] as const] : []),
    ...(qubit + side < side ** 2 ? [[qubit, qubit + side] as const] : []),
  ]);
  return Array.from({ length: layers }, () => pairs(random, edges)).flat();
}

function undone(instruction: Instruction): Instruction {
  if (instruction.kind !== 'gate') throw new Error('only gates are undone');
  return { ...instruction, angles: instruction.angles.map((angle) => -Number(angle)) };
}

describe('the entangling width of a circuit', () => {
  it('counts what gates on the way can entangle', () => {
    assert.equal(entangling(circuit(100, [], ghz(100))).width, 1);
    assert.equal(entangling(circuit(100, [], qaoaRing(100))).width, 2);
    assert.equal(entangling(circuit(64, [], bricks(64, 4))).width, 4);
    assert.equal(entangling(circuit(40, [], [gate('ry', [3], [1]), gate('x', [9])])).width, 0);
    assert.equal(entangling(circuit(6, [], bricks(6, 40))).width, 3);
    assert.equal(entangling(circuit(36, [], lattice(6, 8))).width, 18);
  });

  it('lets auto take a matrix product state for wide circuits that entangle little', async () => {
    const bricked = measured(64, bricks(64, 4));
    const drawn = await simulator.sample(bricked, [], { ...exactly, shots: 20 });
    granted(drawn);
    assert.ok(drawn.ok && drawn.method === 'mps' && (drawn.truncation ?? 0) < 1e-9);
    const ring = await simulator.sample(measured(100, qaoaRing(100)), [], { ...exactly, shots: 20 });
    assert.ok(ring.ok && ring.method === 'mps' && (ring.truncation ?? 0) < 1e-9);
    const plain = await simulator.sample(measured(100, ghz(100)), [], { ...exactly, shots: 20 });
    assert.ok(plain.ok && plain.method === 'stabilizer');
  });

  it('finds the energy of a ring by it as the closed form says', async () => {
    const ring = circuit(100, [], qaoaRing(100));
    const word = observable({ [`${'I'.repeat(98)}ZZ`]: 1 });
    const { value } = await estimated(ring, word, { method: 'mps' });
    // Wang, Hadfield, Jiang and Rieffel, Phys. Rev. A 97, 022304, 2018, for a ring: angles 2β and γ as turns.
    const [gamma, beta] = [0.7, 0.4];
    const expected = -Math.sin(2 * beta) * Math.sin(gamma) * Math.cos(gamma);
    assert.ok(Math.abs(Math.abs(value) - Math.abs(expected)) < 1e-9, `${value}, not ${expected}`);
  });

  it('lets auto try one where no other method can, as long as nothing is left out that counts', async () => {
    const [qubits, steps] = [40, 12];
    const layer = [
      ...all(qubits - 1).map((qubit) => gate('rzz', [qubit, qubit + 1], [0.05])),
      ...all(qubits).map((qubit) => gate('rx', [qubit], [0.1])),
    ];
    const there = Array.from({ length: steps }, () => layer).flat();
    const program = measured(qubits, [...there, ...there.toReversed().map(undone)]);
    const foretold = forecast(program, { ...exactly, shots: 20 });
    assert.match(granted(foretold).summary, /matrix product state, if 64 terms between neighbours suffice/);
    const found = await simulator.sample(program, [], { ...exactly, shots: 20 });
    assert.deepEqual(granted(found).counts, { ['0'.repeat(qubits)]: 20 });
    assert.ok(found.ok && found.method === 'mps');
  });

  it('refuses what nothing fits, and says why', async () => {
    const result = await simulator.sample(measured(36, lattice(6, 8)), [], { ...exactly, shots: 20 });
    assert.ok(!result.ok);
    assert.match(
      result.refusal.message,
      /a matrix product state may need bonds of 262,144 terms, and keeps 64, which it was tried with/,
    );
    assert.match(result.refusal.message, /36 qubits need/);
    const foretold = forecast(measured(36, lattice(6, 8)), { ...exactly, shots: 20, method: 'mps' });
    assert.ok(foretold.ok && foretold.method === 'mps');
  });
});
