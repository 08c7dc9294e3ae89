import { findGate } from '../../../library/index.ts';
import type { Expectation, ExpressionUse } from './expectation.ts';
import { type OpenBracket, endsOperand, statementTokens } from './open-brackets.ts';
import type { CursorToken } from './tokens-before.ts';
import { gateModifiers, typeWords } from './words.ts';

const nothing: Expectation = { kind: 'nothing' };
const assignmentOperators: ReadonlySet<string> = new Set([
  ...['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '~=', '<<=', '>>=', '**='],
]);

/** What may stand at the end of an unfinished statement. */
export function statementExpectation(block: OpenBracket, isNewLine: boolean): Expectation {
  const tokens = statementTokens(block.tokens);
  const last = tokens.at(-1);
  const isStart = last === undefined || (isNewLine && endsOperand(last));
  if (isStart) return { kind: 'statement', previous: tokens[0]?.text ?? block.previousStatement };
  if (last.text === '.') return fieldOf(tokens);
  return afterKeyword(tokens, last, block);
}

/** After `pairs.`; an index between the name and the dot is stepped over. */
export function fieldOf(tokens: readonly CursorToken[]): Expectation {
  const names = tokens.slice(0, -1).filter(({ kind }) => kind !== 'group');
  const object = names.at(-1);
  if (object?.kind !== 'word') return nothing;
  const owner = names.at(-2)?.text === '.' ? names.at(-3) : undefined;
  const field = { kind: 'field', object: object.text } as const;
  return owner?.kind === 'word' ? { ...field, owner: owner.text } : field;
}

function afterKeyword(tokens: readonly CursorToken[], last: CursorToken, block: OpenBracket): Expectation {
  const keyword = tokens[0]?.text ?? '';
  const rule = rules[keyword];
  if (rule !== undefined) return rule(tokens, last, block);
  if (typeWords.has(keyword)) return afterAssignment(tokens, 'stored-value');
  if (gateModifiers.has(keyword)) return afterModifier(tokens, last);
  return afterName(tokens, last);
}

type Rule = (tokens: readonly CursorToken[], last: CursorToken, block: OpenBracket) => Expectation;

const rules: Readonly<Record<string, Rule | undefined>> = {
  '@': (tokens) => (tokens.length === 1 ? { kind: 'annotation' } : nothing),
  test: () => nothing,
  targets: (_, last) => operand(last, 'target'),
  assert: (tokens) => expressionAfter(tokens.slice(1), 'value'),
  OPENQASM: () => nothing,
  include: () => nothing,
  qubit: () => nothing,
  gate: () => nothing,
  box: () => nothing,
  circuit: () => nothing,
  workflow: () => nothing,
  import: (tokens, last) => afterImport(tokens, last),
  const: (tokens) => afterModifierOfValue(tokens, 'constant'),
  input: (tokens) => afterModifierOfValue(tokens, 'value'),
  output: (tokens) => afterModifierOfValue(tokens, 'value'),
  readonly: (tokens) => afterModifierOfValue(tokens, 'value'),
  let: (tokens, _, { region }) =>
    afterAssignment(tokens, region === 'workflow' ? 'value' : region === 'test' ? 'task' : 'qubits'),
  observable: (tokens) => afterAssignment(tokens, 'observable'),
  noise: (tokens) => afterAssignment(tokens, 'noise'),
  backend: (tokens) => afterAssignment(tokens, 'backend'),
  model: (tokens) => afterAssignment(tokens, 'model'),
  memory: (tokens) => afterAssignment(tokens, 'memory'),
  task: (tokens) => afterAssignment(tokens, 'task'),
  def: (tokens, last) => afterFunctionHead(tokens, last),
  measure: (tokens, last) => afterMeasure(tokens, last),
  reset: (_, last) => operand(last, 'qubits'),
  barrier: (_, last) => operand(last, 'qubits'),
  nop: (_, last) => operand(last, 'qubits'),
  delay: (tokens, last) => (tokens.length === 2 ? operands : operand(last, 'qubits')),
  if: (tokens, last) => statementAfterHead(tokens, last),
  while: (tokens, last) => statementAfterHead(tokens, last),
  else: () => ({ kind: 'keywords', words: ['if'] }),
  for: (tokens, last) => afterFor(tokens, last),
  return: (_, last) => operand(last, 'stored-value'),
  case: (_, last) => operand(last, 'value'),
};

const operands: Expectation = { kind: 'expression', use: 'qubits' };

/** An operand, unless one has just ended. */
function operand(last: CursorToken, use: ExpressionUse): Expectation {
  return endsOperand(last) && !isKeyword(last) ? nothing : { kind: 'expression', use };
}

const operandKeywords: ReadonlySet<string> = new Set([
  'reset',
  'barrier',
  'nop',
  'measure',
  'return',
  'case',
  'targets',
]);

function isKeyword(token: CursorToken): boolean {
  return token.kind === 'word' && operandKeywords.has(token.text);
}

function afterAssignment(tokens: readonly CursorToken[], use: ExpressionUse): Expectation {
  const place = tokens.findIndex(({ text }) => assignmentOperators.has(text));
  if (place === -1) return nothing;
  return expressionAfter(tokens.slice(place + 1), use);
}

/** What continues an expression whose tokens so far are given. */
export function expressionAfter(tokens: readonly CursorToken[], use: ExpressionUse): Expectation {
  const last = tokens.at(-1);
  if (last?.text === '.') return fieldOf(tokens);
  if (last?.text === 'measure') return operands;
  if (tokens.some(({ text }) => text === 'measure')) return operand(last as CursorToken, 'qubits');
  if (last === undefined) return { kind: 'expression', use };
  const later = use === 'stored-value' || use === 'task' ? 'value' : use;
  return endsOperand(last) ? nothing : { kind: 'expression', use: later };
}

function afterModifierOfValue(tokens: readonly CursorToken[], of: 'value' | 'constant'): Expectation {
  return tokens.length === 1 ? { kind: 'type', of } : afterAssignment(tokens, 'value');
}

function afterImport(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  if (last.kind === 'group') return { kind: 'keywords', words: ['from'] };
  return tokens.length === 2 && last.kind === 'string' ? { kind: 'keywords', words: ['as'] } : nothing;
}

function afterFunctionHead(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  if (last.text === '->') return { kind: 'type', of: 'value' };
  return tokens.length === 3 && last.kind === 'group' ? { kind: 'keywords', words: ['->'] } : nothing;
}

function afterMeasure(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  const arrow = tokens.findIndex(({ text }) => text === '->');
  if (arrow !== -1) return operand(last, 'bits');
  if (tokens.length === 1 || !endsOperand(last)) return operands;
  return { kind: 'keywords', words: ['->'] };
}

/** After `if (...)` a block or, in older programs, a single statement. */
function statementAfterHead(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  if (tokens.length === 2 && last.kind === 'group') return { kind: 'statement', previous: undefined };
  return tokens.length > 2 && tokens[1]?.kind === 'group' ? afterName(tokens.slice(2), last) : nothing;
}

function afterFor(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  if (tokens.length === 1) return { kind: 'type', of: 'value' };
  const place = tokens.findIndex(({ text }) => text === 'in');
  if (place !== -1) return expressionAfter(tokens.slice(place + 1), 'iterable');
  const words = tokens.filter(({ kind }) => kind === 'word').length;
  return words === 3 && last.kind === 'word' ? { kind: 'keywords', words: ['in'] } : nothing;
}

function afterModifier(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  const place = tokens.findLastIndex(({ text }) => text === '@');
  if (last.text === '@') return { kind: 'gate' };
  const rest = tokens.slice(place + 1);
  const isModifier = gateModifiers.has(rest[0]?.text ?? '') && rest.length <= 2;
  return isModifier ? { kind: 'keywords', words: ['@'] } : afterName(rest, last);
}

/** After a name that begins a statement: a gate's operands, or the value that a variable takes. */
function afterName(tokens: readonly CursorToken[], last: CursorToken): Expectation {
  if (tokens.some(({ text }) => assignmentOperators.has(text)))
    return afterAssignment(tokens, 'stored-value');
  const [name, group] = tokens;
  if (name?.kind !== 'word') return nothing;
  const isAfterHead = tokens.length === 1 || (tokens.length === 2 && group?.text === '(');
  if (isAfterHead) return takesAngles(name.text) && tokens.length === 1 ? nothing : operands;
  return operand(last, 'qubits');
}

/** Whether a gate of the table still lacks its parenthesis of angles. */
function takesAngles(name: string): boolean {
  return (findGate(name)?.parameters.length ?? 0) > 0;
}
