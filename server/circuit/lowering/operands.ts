import type { tree } from '../../language/index.ts';
import { select } from './elements.ts';
import { evaluate, qubitsNamed } from './evaluate.ts';
import { fail } from './failure.ts';
import type { Frame, Qubits } from './frame.ts';
import type { Lowering } from './lowering.ts';

/** The qubits that an operand names; a trace hears of each register, element and slice. */
export function qubitsOf(lowering: Lowering, frame: Frame, node: tree.Expression): Qubits {
  const found = resolved(lowering, frame, node);
  if (node.kind === 'identifier' || node.kind === 'index' || node.kind === 'hardware-qubit')
    lowering.trace?.operand(frame, node.span, found.qubits);
  return found;
}

/** The qubits of a register, an element, a slice, an alias, `a ++ b` or `$0`. */
function resolved(lowering: Lowering, frame: Frame, node: tree.Expression): Qubits {
  switch (node.kind) {
    case 'identifier':
      return qubitsNamed(lowering, frame, node) ?? fail(frame, 'QF3013', node.span, ['a classical value']);
    case 'hardware-qubit':
      // The register of hardware qubits is declared first, so their numbers are those of the circuit.
      return { kind: 'qubits', qubits: [node.index], isSingle: true };
    case 'parenthesized':
      return qubitsOf(lowering, frame, node.inner);
    case 'index':
      return indexed(lowering, frame, node);
    case 'binary':
      if (node.operator === '++') return joined(lowering, frame, node);
      return fail(frame, 'QF3013', node.span, ['a classical value']);
    default:
      return fail(frame, 'QF3013', node.span, ['a classical value']);
  }
}

function indexed(lowering: Lowering, frame: Frame, node: tree.IndexExpression): Qubits {
  const object = resolved(lowering, frame, node.object);
  const [index] = node.indices;
  if (index === undefined) return object;
  if (object.isSingle)
    return fail(frame, 'QF2019', node.span, ['A single qubit', 'because it has no elements']);
  const selection = select(lowering, frame, index, object.qubits.length, evaluate);
  if (selection.kind === 'late') return fail(frame, 'QF3104', index.span, ['The number of a qubit']);
  const places = selection.kind === 'one' ? [selection.index] : selection.indices;
  const qubits = places.map((place) => object.qubits[place] ?? 0);
  return { kind: 'qubits', qubits, isSingle: selection.kind === 'one' };
}

function joined(lowering: Lowering, frame: Frame, node: tree.BinaryExpression): Qubits {
  const parts = [qubitsOf(lowering, frame, node.left), qubitsOf(lowering, frame, node.right)];
  return { kind: 'qubits', qubits: parts.flatMap(({ qubits }) => qubits), isSingle: false };
}

/** How the operands of a gate are applied: once for single qubits, element by element for registers. */
export function broadcast(
  frame: Frame,
  span: tree.Name['span'],
  operands: readonly Qubits[],
): readonly (readonly number[])[] {
  if (operands.every(({ isSingle }) => isSingle)) return [operands.map(({ qubits }) => qubits[0] ?? 0)];
  const registers = operands.filter(({ isSingle }) => !isSingle);
  const size = registers[0]?.qubits.length ?? 1;
  const other = registers.find(({ qubits }) => qubits.length !== size);
  if (other !== undefined) fail(frame, 'QF3004', span, [String(size), String(other.qubits.length)]);
  return Array.from({ length: size }, (_, place) =>
    operands.map(({ qubits, isSingle }) => qubits[isSingle ? 0 : place] ?? 0),
  );
}
