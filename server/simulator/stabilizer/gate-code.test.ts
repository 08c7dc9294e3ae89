import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, Random, matrices } from '../../base/index.ts';
import type { GateInstruction, Instruction } from '../../circuit/index.ts';
import { type Gate, embed, gateMatrix, gates, primitiveGate } from '../../library/index.ts';
import { gate } from '../testing/circuits.ts';
import { GateCoder } from './gate-code.ts';
import { PauliColumns } from './pauli-columns.ts';
import { identityImages, imagesOf, pauliMatrix } from './pauli-images.ts';
import { opcode, synthesise } from './synthesis.ts';

const right = Math.PI / 2;

/** A gate of the table as one instruction: the controls' operands come first. */
function instructionOf(entry: Gate, angles: readonly number[]): GateInstruction | undefined {
  if (entry.kind === 'composed') return undefined;
  const count = entry.kind === 'controlled' ? entry.count : 0;
  const controls = Array.from({ length: count }, (_, qubit) => ({ qubit, state: 1 as const }));
  const qubits = entry.operands.slice(count).map((_, place) => count + place);
  const name = entry.kind === 'controlled' ? entry.gate : entry.name;
  return asGate(gate(name, qubits, angles, controls));
}

function asGate(instruction: Instruction): GateInstruction {
  return instruction.kind === 'gate' ? instruction : assert.fail();
}

/** Conjugates every generator through the columns and compares with U·P·U†. */
function assertConjugates(code: readonly number[], unitary: Matrix, what: string): void {
  const qubits = Math.log2(unitary.length);
  const columns = new PauliColumns(qubits, 1);
  const generators = identityImages(qubits);
  for (const [row, { x, z }] of generators.entries())
    for (let qubit = 0; qubit < qubits; qubit++) {
      columns.bits[columns.xAt[qubit]!]! |= ((x >> qubit) & 1) << row;
      columns.bits[columns.zAt[qubit]!]! |= ((z >> qubit) & 1) << row;
    }
  columns.run(Int32Array.from(code), 0, code.length);
  for (const [row, generator] of generators.entries()) {
    let [x, z] = [0, 0];
    for (let qubit = 0; qubit < qubits; qubit++) {
      x |= ((columns.bits[columns.xAt[qubit]!]! >> row) & 1) << qubit;
      z |= ((columns.bits[columns.zAt[qubit]!]! >> row) & 1) << qubit;
    }
    const isNegative = ((columns.signs[0]! >> row) & 1) === 1;
    const found = pauliMatrix({ x, z, isNegative }, unitary.length);
    const before = pauliMatrix(generator, unitary.length);
    const expected = matrices.product(matrices.product(unitary, before), matrices.adjoint(unitary));
    assert.ok(matrices.distance(found, expected) < 1e-12, `${what}, generator ${row}`);
  }
}

/** All combinations of so many multiples of π/2 from -π to 2π. */
function quarterTurns(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  const turns = [-2, -1, 0, 1, 2, 3, 4].map((multiple) => multiple * right);
  return quarterTurns(count - 1).flatMap((angles) => turns.map((angle) => [...angles, angle]));
}

const neverClifford = new Set([
  't',
  'tdg',
  'ch',
  'cs',
  'csdg',
  'ct',
  'ctdg',
  'csx',
  'csxdg',
  'cswap',
  'ccx',
  'ccz',
  'c3x',
  'c3sqrtx',
  'c4x',
]);

describe('Clifford gates', () => {
  for (const entry of gates.filter(({ kind, operands }) => kind !== 'composed' && operands.length > 0)) {
    it(`${entry.name} conjugates as its matrix does wherever it is one`, () => {
      const coder = new GateCoder();
      let known = 0;
      for (const angles of quarterTurns(entry.parameters.length)) {
        const code = coder.codeOf(instructionOf(entry, angles) ?? assert.fail(), angles);
        if (code === undefined) continue;
        known++;
        assertConjugates(code, gateMatrix(entry, angles), `${entry.name}(${angles.join(', ')})`);
      }
      assert.equal(known > 0, !neverClifford.has(entry.name));
      // A quarter turn of xy is the root of iSWAP, which is no Clifford gate.
      if (entry.parameters.length > 0 && entry.kind === 'primitive' && entry.name !== 'xy')
        assert.equal(known, quarterTurns(entry.parameters.length).length);
    });
  }

  it('are not taken for ones at other angles', () => {
    const coder = new GateCoder();
    for (const [name, qubits, angle] of [
      ['rz', [0], right + 1e-6],
      ['p', [0], right / 2],
      ['rxx', [0, 1], 0.1],
    ] as const)
      assert.equal(coder.codeOf(asGate(gate(name, qubits, [angle])), [angle]), undefined);
    for (const angle of [right, 0.2]) {
      const controlled = asGate(gate('p', [1], [angle], [{ qubit: 0, state: 1 }]));
      assert.equal(coder.codeOf(controlled, [angle]), undefined);
    }
  });

  it('may wait for 0, or be phases under one or two controls', () => {
    const coder = new GateCoder();
    const control = (qubit: number, state: 0 | 1) => ({ qubit, state });
    const open = asGate(gate('x', [1], [], [control(0, 0)]));
    const flip = embed(primitiveGate('x').matrix([]), [0], 2);
    const plain = gateMatrix(gates.find(({ name }) => name === 'cx') ?? assert.fail(), []);
    const unitary = matrices.product(matrices.product(flip, plain), flip);
    assertConjugates(coder.codeOf(open, []) ?? [], unitary, 'cx on 0');
    const phase = (angle: number, count: number) =>
      coder.codeOf(
        asGate(
          gate(
            'gphase',
            [],
            [angle],
            Array.from({ length: count }, (_, qubit) => control(qubit, 1)),
          ),
        ),
        [angle],
      );
    assertConjugates(phase(right, 1) ?? [], primitiveGate('s').matrix([]), 'controlled phase');
    assert.deepEqual(phase(Math.PI, 2), [opcode.cz, 0, 1]);
    assert.equal(phase(Math.PI, 3), undefined);
    assert.deepEqual(phase(0, 5), []);
  });

  it('are written with few elementary gates that give the same images', () => {
    const random = new Random(12);
    for (let round = 0; round < 200; round++) {
      const code: number[] = [];
      for (let step = 0; step < 20; step++) {
        const kind = Math.floor(9 * random.next());
        const a = Math.floor(3 * random.next());
        code.push(kind, a, (a + 1 + Math.floor(2 * random.next())) % 3);
      }
      const unitary = unitaryOf(code, 3);
      const written = synthesise(imagesOf(unitary) ?? assert.fail());
      assertConjugates(written.flat(), unitary, `round ${round}`);
      assert.ok(written.length <= 30);
    }
  });
});

const names = ['h', 's', 'sdg', 'x', 'y', 'z', 'cx', 'cz', 'swap'];

function unitaryOf(code: readonly number[], qubits: number): Matrix {
  let unitary = matrices.identity(2 ** qubits);
  for (let at = 0; at < code.length; at += 3) {
    const [kind = 0, a = 0, b = 0] = code.slice(at, at + 3);
    const entry = gates.find(({ name }) => name === names[kind]) ?? assert.fail();
    const matrix = gateMatrix(entry, []);
    unitary = matrices.product(embed(matrix, entry.operands.length === 1 ? [a] : [a, b], qubits), unitary);
  }
  return unitary;
}
