import { type Matrix, matrices } from '../../base/index.ts';
import { type Control, type Instruction, gateMatrix, unitaryPower } from '../../circuit/index.ts';
import { controlledMatrix } from '../../library/index.ts';
import { innerMatrix } from './operator.ts';

/** A unitary on one or two qubits, the first the less significant index bit. */
export interface SmallGate {
  readonly matrix: Matrix;
  readonly qubits: readonly number[];
  /** The same for equal matrices. */
  readonly key?: string;
}

/** A gate on many qubits that no rule here takes apart. */
export class Untranslatable extends Error {}

/** The most controls; each one more makes a gate three times as long. */
const mostControls = 8;

const [x, z, h, t, tdg] = ['x', 'z', 'h', 't', 'tdg'].map((name) => gateMatrix(name)) as [
  Matrix,
  Matrix,
  Matrix,
  Matrix,
  Matrix,
];
const flip = controlledMatrix(x, 1);

/**
 * A gate on three or more qubits as gates on one and two: six controlled flips for two controls, one more control by
 * square roots (Barenco et al., arXiv:quant-ph/9503016, lemmas 6.1 and 7.5).
 *
 * @throws {Untranslatable} for a unitary of three or more qubits of its own
 */
export function smallGates(step: Extract<Instruction, { kind: 'gate' | 'unitary' }>): readonly SmallGate[] {
  const { controls, qubits } = step;
  const matrix = innerMatrix(step);
  const outer = controls.filter(({ state }) => state === 0).map(({ qubit }) => onOne(x, qubit));
  return [...outer, ...underControls(matrix, controls, qubits), ...outer];
}

function underControls(
  matrix: Matrix,
  controls: readonly Control[],
  qubits: readonly number[],
): readonly SmallGate[] {
  const on = controls.map(({ qubit }) => qubit);
  const last = on.at(-1);
  if (on.length > mostControls) throw new Untranslatable(`a gate under ${on.length} controls`);
  if (qubits.length === 1 && qubits[0] !== undefined) return controlled(matrix, on, qubits[0]);
  if (qubits.length === 0 && last !== undefined)
    return controlled(controlledMatrix(matrix, 1), on.slice(0, -1), last);
  const [a, b] = qubits;
  const isSwap = qubits.length === 2 && matrices.distance(matrix, gateMatrix('swap')) < 1e-9;
  if (!isSwap || a === undefined || b === undefined)
    throw new Untranslatable(`a gate on ${on.length + qubits.length} qubits`);
  return [cnot(b, a), ...controlled(x, [...on, a], b), cnot(b, a)];
}

function controlled(matrix: Matrix, controls: readonly number[], target: number): readonly SmallGate[] {
  const [first, second] = controls;
  const last = controls.at(-1);
  if (first === undefined || last === undefined) return [onOne(matrix, target)];
  if (second === undefined) return [{ matrix: controlledMatrix(matrix, 1), qubits: [first, target] }];
  if (controls.length === 2 && isSame(matrix, z)) return doublyControlledZ(first, second, target);
  if (controls.length === 2 && isSame(matrix, x))
    return [onOne(h, target), ...doublyControlledZ(first, second, target), onOne(h, target)];
  const root = unitaryPower(matrix, 0.5);
  const others = controls.slice(0, -1);
  return [
    ...controlled(root, [last], target),
    ...controlled(x, others, last),
    ...controlled(matrices.adjoint(root), [last], target),
    ...controlled(x, others, last),
    ...controlled(root, others, target),
  ];
}

function isSame(a: Matrix, b: Matrix): boolean {
  return matrices.distance(a, b) < 1e-9;
}

/** Nielsen and Chuang, "Quantum Computation and Quantum Information", figure 4.9, without its two Hadamards. */
function doublyControlledZ(a: number, b: number, c: number): readonly SmallGate[] {
  return [
    cnot(b, c),
    onOne(tdg, c),
    cnot(a, c),
    onOne(t, c),
    cnot(b, c),
    onOne(tdg, c),
    cnot(a, c),
    onOne(t, b),
    onOne(t, c),
    cnot(a, b),
    onOne(t, a),
    onOne(tdg, b),
    cnot(a, b),
  ];
}

function cnot(control: number, target: number): SmallGate {
  return { matrix: flip, qubits: [control, target], key: 'cx  ' };
}

function onOne(matrix: Matrix, qubit: number): SmallGate {
  return { matrix, qubits: [qubit] };
}
