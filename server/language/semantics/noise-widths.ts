import { type Call, pauliWords } from '../../library/index.ts';
import type { CallExpression, Expression, Identifier } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { selectedNames } from './noise-arguments.ts';
import { writtenText } from './pauli-words.ts';
import { counted } from './types.ts';

type Given = ReadonlyMap<string, Expression>;

/** Says where a channel acts on more qubits than a gate that it is meant to follow has. */
export function checkChannelWidth(a: Analysis, node: CallExpression, call: Call, given: Given): void {
  if (call.name === 'pauli' && !checkWords(a, node, given)) return;
  const gates = given.get('gates');
  if (channelWidth(call, given) !== 2 || gates === undefined) return;
  for (const gate of selectedNames(gates)) {
    const { name, span } = gate;
    const found = widthOf(a, gate);
    if (found === undefined || found === 2) continue;
    a.report('QF5018', span, [call.name, '2 qubits', name, counted(found, 'qubit')]);
  }
}

/** The words of `pauli` have all the same length. */
function checkWords(a: Analysis, node: CallExpression, given: Given): boolean {
  const [first, ...others] = pauliWords.filter((word) => given.has(word));
  const other = others.find(({ length }) => length !== first?.length);
  const place = other === undefined ? undefined : given.get(other);
  if (first === undefined)
    a.report('QF5004', node.callee.span, ['pauli', 'X, Y, Z or a word of two letters']);
  if (first === undefined || other === undefined || place === undefined) return first !== undefined;
  const [one, two] = [counted(first.length, 'qubit'), counted(other.length, 'qubit')];
  a.report('QF5018', place.span, [first, one, other, two]);
  return false;
}

/** The number of qubits of a channel whose arguments tell it; the others act on each qubit or fit every gate. */
export function channelWidth({ name }: Call, given: Given): number | undefined {
  if (name === 'pauli') return pauliWords.find((word) => given.has(word))?.length;
  if (name === 'coherent') {
    const axis = given.get('axis');
    return axis && writtenText(axis)?.length;
  }
  const operators = given.get('operators');
  const [first] = operators?.kind === 'list' ? operators.elements : [];
  return first?.kind === 'list' ? Math.log2(first.elements.length) : undefined;
}

const groupWidths: ReadonlyMap<string, number> = new Map([
  ...['one_qubit', 'measure', 'reset', 'delay'].map((name): [string, number] => [name, 1]),
  ['two_qubit', 2],
]);

/** The number of qubits of a gate or a group of gates; `all` has any. */
function widthOf(a: Analysis, gate: Identifier): number | undefined {
  const symbol = a.symbols.get(gate);
  if (symbol?.type.kind === 'gate') return symbol.type.qubits;
  return groupWidths.get(gate.name);
}
