import type {
  Assignment,
  Block,
  DelayStatement,
  Expression,
  ForStatement,
  IfStatement,
  MeasureStatement,
  ReturnStatement,
  Statement,
  SwitchStatement,
} from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import {
  checkMeasured,
  declareAlias,
  declareClassical,
  declareFunction,
  declareGate,
  declareQubits,
} from './declarations.ts';
import { constantOf, expectType } from './expect.ts';
import { checkDuration, checkGateCall } from './gate-calls.ts';
import { checkLoopHead } from './loops.ts';
import type { Symbol, Type } from './model.ts';
import { checkQubits } from './qubits.ts';
import { reportEmptyRange, reportEndless, reportRounds } from './rounds.ts';
import { divideAs } from './real-division.ts';
import { binaryType } from '../../library/index.ts';
import { isClassical, typeText, unknown } from './types.ts';

/** Beyond this, nobody wrote the block. */
const maximumDepth = 200;

/** Checks the statements of a block inside another one, in a scope of its own. */
function checkInner(
  a: Analysis,
  block: Block,
  change: { readonly loops?: number; readonly guards?: number } = {},
): void {
  const { loops, depth, guards } = a.surroundings;
  if (depth >= maximumDepth) return;
  const inside = {
    loops: loops + (change.loops ?? 0),
    depth: depth + 1,
    guards: guards + (change.guards ?? 0),
  };
  a.within(block.span, 'block', () => a.surrounded(inside, () => a.checkBlock(block)));
}

export function checkStatement(a: Analysis, node: Statement): void {
  if (a.surroundings.body === 'gate') checkUnitary(a, node);
  switch (node.kind) {
    case 'gate-call':
      return checkGateCall(a, node);
    case 'classical-declaration':
      return declareClassical(a, node);
    case 'qubit-declaration':
      return declareQubits(a, node);
    case 'alias':
      return declareAlias(a, node);
    case 'measure':
      return checkMeasure(a, node);
    case 'reset':
      checkQubits(a, node.operand);
      return;
    case 'barrier':
    case 'nop':
      for (const operand of node.operands) checkQubits(a, operand);
      return;
    case 'delay':
      return checkDelay(a, node);
    case 'box':
      if (node.duration !== undefined) checkDuration(a, node.duration);
      return checkInner(a, node.body);
    case 'scope':
      return checkInner(a, node.body);
    case 'assignment':
      return checkAssignment(a, node);
    case 'expression':
      a.check(node.expression);
      return;
    case 'if':
      return checkIf(a, node);
    case 'for':
      return checkFor(a, node);
    case 'while':
      checkCondition(a, node.condition);
      reportEndless(a, node);
      return checkInner(a, node.body, { loops: 1, guards: 1 });
    case 'switch':
      return checkSwitch(a, node);
    case 'break':
    case 'continue':
      if (a.surroundings.loops === 0) a.report('QF3008', node.span, [node.kind]);
      return;
    case 'return':
      return checkReturn(a, node);
    case 'gate':
      return declareGate(a, node);
    case 'function':
      return declareFunction(a, node);
    default:
      return checkPlace(a, node);
  }
}

const outermostKinds: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'circuit',
  'observable',
  'noise',
  'backend',
  'model',
  'memory',
  'workflow',
  'test',
  'targets',
  'import',
]);

/** Says of a declaration for the top of a file, or of a task, that it stands in a circuit. */
function checkPlace(a: Analysis, node: Statement): void {
  const { body, depth } = a.surroundings;
  const isOutermost = body === 'main' && depth === 0;
  if (body === 'gate') return;
  if (node.kind === 'task' || node.kind === 'assert')
    a.report('QF3018', node.span, [node.kind, 'in a workflow or a test']);
  else if (outermostKinds.has(node.kind) && !isOutermost)
    a.report('QF3018', node.span, [node.kind, 'at the top of the file, outside of every block']);
}

const unitaryKinds: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'gate-call',
  'barrier',
  'nop',
  'box',
  'scope',
  'for',
  'pragma',
  'unsupported',
  'error',
]);

const kindTexts: Partial<Record<Statement['kind'], string>> = {
  'classical-declaration': 'a declaration',
  'qubit-declaration': 'a declaration of qubits',
  alias: 'an alias',
  measure: 'a measurement',
  assignment: 'an assignment',
  expression: 'a classical expression',
};

function checkUnitary(a: Analysis, node: Statement): void {
  if (unitaryKinds.has(node.kind)) return;
  a.report('QF3006', node.span, [kindTexts[node.kind] ?? `a ${node.kind} statement`]);
}

// ------------------------------------------------------------------------------------------------------ measurements

function checkMeasure(a: Analysis, node: MeasureStatement): void {
  if (node.target === undefined) {
    checkQubits(a, node.source);
    return;
  }
  const target = checkTarget(a, node.target);
  checkMeasured(a, node.source, target);
}

function checkDelay(a: Analysis, node: DelayStatement): void {
  checkDuration(a, node.duration);
  for (const operand of node.operands) checkQubits(a, operand);
}

// ------------------------------------------------------------------------------------------------------- assignments

function checkAssignment(a: Analysis, node: Assignment): void {
  const target = checkTarget(a, node.target);
  if (node.value.kind === 'measure-expression' && node.operator === '=') {
    checkMeasured(a, node.value.source, target, node.value);
    return;
  }
  divideAs(a, node.value, target, 'literal');
  const value = a.check(node.value, target);
  if (value.kind === 'unknown' || target.kind === 'unknown') return;
  if (node.operator === '=') expectType(a, node.value, value, target);
  else checkCompound(a, node, target, value);
}

/** `x += y` must mean something and give a value that `x` can hold. */
function checkCompound(a: Analysis, node: Assignment, target: Type, value: Type): void {
  const operator = node.operator.slice(0, -1);
  const result =
    isClassical(target) && isClassical(value) ? compoundType(operator, target, value) : undefined;
  if (result === undefined) {
    a.report('QF2011', node.span, [node.operator, `${typeText(target)} and ${typeText(value)}`]);
    return;
  }
  const isDivision = operator === '/' || operator === '%';
  const divisor = constantOf(a, node.value);
  if (isDivision && (divisor === 0n || divisor === 0)) {
    a.report('QF2016', node.value.span, ['a division by zero has no result']);
    return;
  }
  const isFloatIntoInteger =
    result.kind !== target.kind && (result.kind === 'float' || result.kind === 'complex');
  if (isFloatIntoInteger) expectType(a, node.value, result, target);
}

/** `~=` takes the complement of the value. */
function compoundType(operator: string, target: Type, value: Type): Type | undefined {
  if (!isClassical(target) || !isClassical(value)) return undefined;
  return operator === '~' ? value : binaryType(operator, target, value);
}

/** The type of something that is assigned to, after saying why it cannot be. */
function checkTarget(a: Analysis, target: Expression): Type {
  const type = a.check(target);
  const root = rootOf(target);
  if (root === undefined) {
    if (target.kind !== 'missing') a.report('QF2017', target.span, ['This expression']);
    return unknown;
  }
  const symbol = a.symbols.get(root);
  if (symbol === undefined || isNoValue(symbol)) return type;
  const isVariable = symbol.kind === 'variable' || (symbol.kind === 'parameter' && isWritable(symbol));
  if (isVariable || (symbol.kind === 'alias' && !isQubits(type))) return type;
  const related =
    'nameSpan' in symbol && symbol.uri === a.file.uri
      ? { related: [{ span: symbol.nameSpan, message: `${symbol.name} is declared here.` }] }
      : {};
  a.report('QF2017', target.span, [describe(symbol)], related);
  return unknown;
}

/** Of these it was already said that they are no values. */
function isNoValue({ kind }: Symbol): boolean {
  return ['gate', 'standard-gate', 'function', 'standard-call', 'workflow'].includes(kind);
}

function isQubits(type: Type): boolean {
  return type.kind === 'qubit';
}

function isWritable(symbol: Extract<Symbol, { kind: 'parameter' }>): boolean {
  return !isQubits(symbol.type) && symbol.node.type.reference !== 'readonly';
}

function describe(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'constant':
    case 'standard-constant':
      return `The constant ${symbol.name}`;
    case 'input':
      return `The input ${symbol.name}`;
    case 'loop-variable':
      return `The loop variable ${symbol.name}`;
    default:
      return symbol.name;
  }
}

function rootOf(target: Expression): Extract<Expression, { kind: 'identifier' }> | undefined {
  if (target.kind === 'identifier') return target;
  return target.kind === 'index' || target.kind === 'parenthesized'
    ? rootOf(target.kind === 'index' ? target.object : target.inner)
    : undefined;
}

// ------------------------------------------------------------------------------------------------------ control flow

/** Says where a condition is neither true nor false. */
export function checkCondition(a: Analysis, condition: Expression): void {
  const type = a.check(condition);
  const isTruth = ['bool', 'bit', 'int', 'uint', 'unknown'].includes(type.kind);
  if (!isTruth) a.report('QF2012', condition.span, [typeText(type)]);
}

function checkIf(a: Analysis, node: IfStatement): void {
  checkCondition(a, node.condition);
  checkInner(a, node.then, { guards: 1 });
  if (node.otherwise !== undefined) checkInner(a, node.otherwise, { guards: 1 });
}

function checkFor(a: Analysis, node: ForStatement): void {
  const { loops, depth } = a.surroundings;
  const head = checkLoopHead(a, node);
  if (depth >= maximumDepth) return;
  a.within(node.span, 'block', () => {
    head();
    a.surrounded({ loops: loops + 1, depth: depth + 1 }, () => a.checkBlock(node.body));
  });
  reportEmptyRange(a, node.iterable);
  reportRounds(a, node);
}

function checkSwitch(a: Analysis, node: SwitchStatement): void {
  const type = a.check(node.value);
  if (isClassical(type) && !['int', 'uint', 'bit', 'bool'].includes(type.kind))
    a.report('QF2010', node.value.span, [typeText(type), 'a whole number']);
  for (const { labels, body } of node.cases) {
    for (const label of labels) checkLabel(a, label);
    checkInner(a, body, { guards: 1 });
  }
  if (node.otherwise !== undefined) checkInner(a, node.otherwise, { guards: 1 });
}

function checkLabel(a: Analysis, label: Expression): void {
  const type = a.check(label);
  if (type.kind === 'unknown' || constantOf(a, label) !== undefined) return;
  a.report('QF2013', label.span, [a.textOf(label.span)]);
}

function checkReturn(a: Analysis, node: ReturnStatement): void {
  const { body, result } = a.surroundings;
  const { value } = node;
  if (body !== 'function' || result === undefined) {
    if (value !== undefined) a.check(value);
    if (body !== 'gate') a.report('QF3009', node.span, []);
    return;
  }
  if (value?.kind === 'measure-expression') return checkMeasured(a, value.source, result, value);
  if (value !== undefined) divideAs(a, value, result, 'literal');
  const found = value === undefined ? { kind: 'void' as const } : a.check(value, result);
  const isKnown = found.kind !== 'unknown' && result.kind !== 'unknown';
  if (isKnown && value !== undefined) expectType(a, value, found, result);
  else if (isKnown && result.kind !== 'void')
    a.report('QF2010', node.span, [typeText(found), typeText(result)]);
}
