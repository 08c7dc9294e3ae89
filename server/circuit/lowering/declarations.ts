import { type ClassicalType, type Span, sameType } from '../../base/index.ts';
import type { Symbol, tree } from '../../language/index.ts';
import { evaluateAs, initialValues, knownInteger, resolveType } from './evaluate.ts';
import { isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import { type Binding, type Cell, type Frame, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { measureToDeclared } from './measure.ts';
import { declareGlobal } from './names.ts';
import { qubitsOf } from './operands.ts';
import { aliasCell, newCell, overwrite, write } from './storage.ts';

export function lowerDeclaration(lowering: Lowering, frame: Frame, node: tree.ClassicalDeclaration): void {
  const symbol = frame.model.symbolOf(node.name);
  if (symbol?.kind === 'input' || (symbol?.kind === 'constant' && isGlobal(frame, symbol))) {
    if (!lowering.globals.has(symbol)) declareGlobal(lowering, frame, symbol, initialValues);
    return;
  }
  const type = resolveType(lowering, frame, node.type);
  if (node.modifier === 'const') return declareConstant(lowering, frame, node, type);
  const cell = declareVariable(lowering, frame, node, type);
  const { initializer } = node;
  if (initializer === undefined) return;
  if (initializer.kind === 'measure-expression' && type.kind === 'bit')
    return measureToDeclared(lowering, frame, initializer.source, cell, node.span);
  const value = evaluateAs(lowering, frame, initializer, type);
  write(lowering, frame, cell, value, placeOf(frame, node.span));
}

/** Whether a constant stands at the top of the file, where functions and gates see it too. */
function isGlobal({ model }: Frame, symbol: Symbol): boolean {
  return model.scope.symbols.get(symbol.name) === symbol;
}

function declareConstant(
  lowering: Lowering,
  frame: Frame,
  node: tree.ClassicalDeclaration,
  type: ClassicalType,
): void {
  const { initializer, name } = node;
  if (initializer === undefined) return fail(frame, 'QF2021', name.span, [name.text]);
  const value = evaluateAs(lowering, frame, initializer, type);
  if (!isKnown(value)) fail(frame, 'QF3104', initializer.span, [`The constant ${name.text}`]);
  bind(frame, name, aliasCell(lowering, name.text, placeOf(frame, name.span), value));
}

/** A variable that is declared again in the next round of a loop takes over the storage of the last one. */
function declareVariable(
  lowering: Lowering,
  frame: Frame,
  node: tree.ClassicalDeclaration,
  type: ClassicalType,
): Cell {
  const { name } = node;
  const isOutput = lowering.outputNodes.has(node);
  const span = placeOf(frame, name.span);
  const cell = newCell(lowering, { name: name.text, type, span, isOutput });
  const symbol = frame.model.symbolOf(name);
  const earlier = symbol && frame.bindings.get(symbol);
  if (earlier?.kind === 'cell' && earlier.variable !== undefined && sameType(earlier.type, type)) {
    cell.variable = earlier.variable;
    cell.isFresh = false;
  }
  if (isOutput) declareOutput(lowering, cell);
  bind(frame, name, cell);
  return cell;
}

/** Results are read in the order of their declarations, so their variables are made at once. */
function declareOutput(lowering: Lowering, cell: Cell): void {
  const { content } = cell;
  overwrite(lowering, cell);
  cell.content = content;
  cell.isFresh = true;
  lowering.outputs.push(cell);
}

/** The most qubits that a circuit may declare: far beyond what anything runs, small enough to be drawn and counted. */
const mostQubits = 1_000_000;

export function lowerQubits(lowering: Lowering, frame: Frame, node: tree.QubitDeclaration): void {
  const { name, size } = node;
  const count = size === undefined ? 1 : knownInteger(lowering, frame, size, 'The size of a register');
  if (count < 1 || lowering.qubitCount + count > mostQubits)
    fail(frame, 'QF2015', size?.span ?? name.span, [String(count), `from 1 to ${mostQubits}`]);
  const qubits = addRegister(lowering, name.text, count, placeOf(frame, name.span));
  bind(frame, name, { kind: 'qubits', qubits, isSingle: size === undefined });
}

/** Adds a register to the circuit; the result is its qubits. */
export function addRegister(lowering: Lowering, name: string, size: number, span: Span): readonly number[] {
  const offset = lowering.qubitCount;
  lowering.registers.push({ name, offset, size, span });
  lowering.qubitCount += size;
  return Array.from({ length: size }, (_, place) => offset + place);
}

export function lowerAlias(lowering: Lowering, frame: Frame, node: tree.AliasDeclaration): void {
  bind(frame, node.name, qubitsOf(lowering, frame, node.value));
}

export function bind(frame: Frame, name: tree.Name, binding: Binding): void {
  const symbol = frame.model.symbolOf(name);
  if (symbol !== undefined) frame.bindings.set(symbol, binding);
}
