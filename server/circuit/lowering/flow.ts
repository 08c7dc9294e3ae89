import { type Symbol, type tree, blocksOf, someStatement } from '../../language/index.ts';
import { calledFunction, isHandedOver } from './called-function.ts';
import { cellOf } from './evaluate.ts';
import type { Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { modelOf } from './names.ts';
import { rootOf, someExpression } from './tree-walk.ts';

/**
 * What a stretch of program does to its variables, found before it is lowered: which it assigns, which of them will be
 * known only to the run, and whether it jumps on conditions that only the run can decide. Where that is uncertain, the
 * answer is yes: it costs a variable in the circuit, never a wrong result.
 */
export interface Flow {
  readonly assigned: ReadonlySet<Symbol>;
  readonly late: ReadonlySet<Symbol>;
  /** Whether the run decides about a `break` or `continue` of the loop whose body this is. */
  readonly isJumpLate: boolean;
  readonly isReturnLate: boolean;
}

interface Search {
  readonly lowering: Lowering;
  readonly frame: Frame;
  readonly assigned: Set<Symbol>;
  readonly late: Set<Symbol>;
  isJumpLate: boolean;
  isReturnLate: boolean;
}

/** Looks through blocks until what is late no longer grows. */
export function flowOf(lowering: Lowering, frame: Frame, blocks: readonly tree.Block[]): Flow {
  const search: Search = {
    lowering,
    frame,
    assigned: new Set(),
    late: new Set(),
    isJumpLate: false,
    isReturnLate: false,
  };
  for (let size = -1; size !== search.late.size;) {
    size = search.late.size;
    for (const block of blocks) visitBlock(search, block, false, 0);
  }
  return search;
}

/** Whether an expression will be known only to the run, given what is late. */
export function isLateExpression(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  late: ReadonlySet<Symbol>,
): boolean {
  return someExpression(node, (part) => {
    if (part.kind === 'measure-expression') return true;
    if (part.kind === 'call') return isMeasuringCall(lowering, frame, part);
    return part.kind === 'identifier' && isLateName(lowering, frame, part, late);
  });
}

function isLateName(
  lowering: Lowering,
  frame: Frame,
  node: tree.Identifier,
  late: ReadonlySet<Symbol>,
): boolean {
  const symbol = frame.model.symbolOf(node);
  if (symbol === undefined) return false;
  if (late.has(symbol)) return true;
  const binding = frame.bindings.get(symbol);
  if (binding !== undefined) return binding.kind === 'cell' && binding.content.kind !== 'known';
  return symbol.kind === 'input' && cellOf(lowering, frame, node).content.kind !== 'known';
}

function isMeasuringCall(lowering: Lowering, frame: Frame, node: tree.CallExpression): boolean {
  const symbol = calledFunction(frame, node);
  if (symbol?.node.body === undefined) return isHandedOver(frame, node);
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  return measures(lowering, { ...frame, model }, symbol.node.body, 0);
}

/** Whether a function body measures, itself or through the functions that it calls. */
function measures(lowering: Lowering, frame: Frame, body: tree.Block, depth: number): boolean {
  if (depth > lowering.limits.calls) return true;
  return someStatement(body, (statement) => {
    if (statement.kind === 'measure') return true;
    return expressionsOf(statement).some((expression) =>
      someExpression(expression, (part) => {
        if (part.kind === 'measure-expression') return true;
        return part.kind === 'call' && callMeasures(lowering, frame, part, depth);
      }),
    );
  });
}

function callMeasures(lowering: Lowering, frame: Frame, node: tree.CallExpression, depth: number): boolean {
  const symbol = calledFunction(frame, node);
  if (symbol?.node.body === undefined) return isHandedOver(frame, node);
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  return measures(lowering, { ...frame, model }, symbol.node.body, depth + 1);
}

function expressionsOf(statement: tree.Statement): readonly tree.Expression[] {
  switch (statement.kind) {
    case 'classical-declaration':
      return statement.initializer === undefined ? [] : [statement.initializer];
    case 'assignment':
      return [statement.target, statement.value];
    case 'expression':
      return [statement.expression];
    case 'return':
      return statement.value === undefined ? [] : [statement.value];
    case 'if':
    case 'while':
      return [statement.condition];
    case 'for':
      return [statement.iterable];
    case 'switch':
      return [statement.value];
    default:
      return [];
  }
}

function isLate(search: Search, node: tree.Expression): boolean {
  return isLateExpression(search.lowering, search.frame, node, search.late);
}

function visitBlock(search: Search, block: tree.Block, isUnderLate: boolean, loops: number): void {
  for (const statement of block.statements) visit(search, statement, isUnderLate, loops);
}

function visit(search: Search, statement: tree.Statement, isUnderLate: boolean, loops: number): void {
  for (const expression of expressionsOf(statement)) noteReferences(search, expression, isUnderLate);
  switch (statement.kind) {
    case 'classical-declaration':
      if (statement.initializer !== undefined && isLate(search, statement.initializer))
        note(search.late, search.frame, statement.name);
      return;
    case 'assignment':
      return noteAssigned(
        search,
        statement.target,
        isUnderLate || expressionsOf(statement).some((part) => isLate(search, part)),
      );
    case 'measure':
      if (statement.target !== undefined) noteAssigned(search, statement.target, true);
      return;
    case 'break':
    case 'continue':
      search.isJumpLate ||= isUnderLate && loops === 0;
      return;
    case 'return':
      search.isReturnLate ||= isUnderLate;
      return;
    case 'for':
      if (isLate(search, statement.iterable)) note(search.late, search.frame, statement.variable);
      return visitLoop(search, statement, isUnderLate, loops);
    case 'while':
      return visitLoop(search, statement, isUnderLate, loops);
    default:
      return visitInner(search, statement, isUnderLate, loops);
  }
}

function visitInner(search: Search, statement: tree.Statement, isUnderLate: boolean, loops: number): void {
  const isConditional = statement.kind === 'if' || statement.kind === 'switch';
  const isLater =
    isUnderLate || (isConditional && expressionsOf(statement).some((part) => isLate(search, part)));
  for (const block of blocksOf(statement)) visitBlock(search, block, isLater, loops);
}

/** A loop whose number of rounds only the run knows makes everything in it late. */
function visitLoop(
  search: Search,
  statement: tree.ForStatement | tree.WhileStatement,
  isUnderLate: boolean,
  loops: number,
): void {
  const inner: Search = { ...search, isJumpLate: false };
  visitBlock(inner, statement.body, isUnderLate, 0);
  const isRoundLate = inner.isJumpLate || expressionsOf(statement).some((part) => isLate(search, part));
  if (isRoundLate && !isUnderLate) visitBlock(inner, statement.body, true, loops + 1);
  search.isReturnLate ||= inner.isReturnLate;
}

function noteAssigned(search: Search, target: tree.Expression, isLateValue: boolean): void {
  const root = rootOf(target);
  if (root === undefined) return;
  note(search.assigned, search.frame, root);
  if (isLateValue) note(search.late, search.frame, root);
}

/** Arrays that are handed to a function by reference may be assigned there. */
function noteReferences(search: Search, expression: tree.Expression, isUnderLate: boolean): void {
  someExpression(expression, (part) => {
    if (part.kind !== 'call') return false;
    const symbol = calledFunction(search.frame, part);
    if (symbol === undefined) return false;
    for (const [place, parameter] of symbol.node.parameters.entries()) {
      const argument = part.arguments[place]?.value;
      if (parameter.type.reference === 'mutable' && argument !== undefined)
        noteAssigned(search, argument, isUnderLate || isLate(search, part));
    }
    return false;
  });
}

function note(symbols: Set<Symbol>, frame: Frame, node: tree.Identifier | tree.Name): void {
  const symbol = frame.model.symbolOf(node);
  if (symbol !== undefined) symbols.add(symbol);
}
