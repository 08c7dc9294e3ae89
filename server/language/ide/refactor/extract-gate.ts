import type { Span, TextEdit } from '../../../base/index.ts';
import { type Model, type Symbol, type tree, walk } from '../../index.ts';
import { areApart } from './apart-qubits.ts';
import { freeName, wordsOf } from './free-name.ts';
import { aboveComments, beginsLine, edited, indentAt, insertion, reindented } from './lines.ts';
import type { Refactoring } from './refactoring.ts';
import { type SelectedStatements, selectedStatements } from './selected-statements.ts';

/** What a new gate is given under a name of its own: the same text is the same thing. */
interface Given {
  readonly name: string;
  /** As it is written at the call. */
  readonly text: string;
}

/**
 * Makes a gate of the selected gate calls and calls it in their place. The qubits become its operands and every angle
 * that is not constant its parameters, whole expressions, so that they are evaluated where they were before.
 */
export function extractGate(model: Model, selection: Span): Refactoring | undefined {
  const selected = selectedStatements(model, selection);
  const calls = selected && gateCalls(selected.statements);
  if (selected === undefined || calls === undefined || !calls.every((call) => isMovable(call, model)))
    return undefined;
  if (!usesOnlyGatesAbove(calls, selected.owner, model) || !areApart(calls, model)) return undefined;
  const given = new GivenNames(model, selected.span);
  const edits = calls.flatMap((call) => [
    ...call.angles.filter((angle) => !isConstant(angle, model)).map((angle) => given.angle(angle)),
    ...call.operands.map((operand) => given.operand(operand)),
  ]);
  return given.operands.length === 0 ? undefined : asRefactoring(model, selected, given, edits);
}

function gateCalls(statements: readonly tree.Statement[]): readonly tree.GateCall[] | undefined {
  const calls = statements.filter((statement) => statement.kind === 'gate-call');
  return calls.length === statements.length ? calls : undefined;
}

/** Whether a call means the same inside a gate: on single qubits, with fixed modifiers and nothing written above it. */
function isMovable({ annotations, duration, modifiers, operands }: tree.GateCall, model: Model): boolean {
  const isSingle = (operand: tree.Expression) => {
    const type = model.typeOf(operand);
    return type.kind === 'qubit' && type.size === undefined && operand.kind !== 'hardware-qubit';
  };
  const isFixed = (modifier: tree.GateModifier) =>
    modifier.kind === 'inv' ||
    [modifier.kind === 'pow' ? modifier.exponent : modifier.count].every(
      (value) => value === undefined || isConstant(value, model),
    );
  return (
    annotations.length === 0 && duration === undefined && modifiers.every(isFixed) && operands.every(isSingle)
  );
}

function usesOnlyGatesAbove(
  calls: readonly tree.GateCall[],
  { span }: tree.Statement,
  model: Model,
): boolean {
  return calls.every(({ name }) => {
    const symbol = model.symbolOf(name);
    if (symbol?.kind === 'standard-gate') return true;
    return symbol?.kind === 'gate' && (symbol.uri !== model.uri || symbol.nameSpan.start < span.start);
  });
}

/** Whether an expression can be read in a gate as it stands: numbers, and constants of the file or the library. */
function isConstant(expression: tree.Expression, model: Model): boolean {
  let found = model.constantOf(expression) !== undefined;
  walk(expression, (node) => {
    if (node.kind === 'identifier') found &&= isGlobalConstant(model.symbolOf(node), model);
    if (node.kind === 'call' || node.kind === 'measure-expression') found = false;
  });
  return found;
}

function isGlobalConstant(symbol: Symbol | undefined, model: Model): boolean {
  if (symbol?.kind === 'standard-constant') return true;
  return symbol?.kind === 'constant' && model.scope.symbols.get(symbol.name) === symbol;
}

/** Gives names to what the calls are about, in the order in which it comes up. */
class GivenNames {
  readonly angles: Given[] = [];
  readonly operands: Given[] = [];
  readonly words: Set<string>;
  readonly #model: Model;

  constructor(model: Model, { start, end }: Span) {
    this.#model = model;
    this.words = wordsOf(model.text.slice(start, end));
  }

  angle(angle: tree.Expression): TextEdit {
    return this.#replaced(this.angles, angle, () => 'theta');
  }

  operand(operand: tree.Expression): TextEdit {
    return this.#replaced(this.operands, operand, (text) => text.replaceAll(/[^\p{L}\p{N}_]+/gu, ''));
  }

  #replaced(list: Given[], { kind, span }: tree.Expression, wanted: (text: string) => string): TextEdit {
    const text = this.#model.text.slice(span.start, span.end);
    const known = list.find((given) => given.text === text);
    const isTaken = (name: string) => this.words.has(name) || this.#model.scope.symbols.has(name);
    const name = known?.name ?? (kind === 'identifier' ? text : freeName(wanted(text), isTaken));
    this.words.add(name);
    if (known === undefined) list.push({ name, text });
    return { span, text: name };
  }
}

function asRefactoring(
  model: Model,
  { span, owner }: SelectedStatements,
  { angles, operands, words }: GivenNames,
  edits: readonly TextEdit[],
): Refactoring {
  const { text } = model;
  const name = freeName('block', (one) => wordsOf(text).has(one) || words.has(one));
  const head = (form: keyof Given) => {
    const list = (given: readonly Given[]) => given.map((one) => one[form]).join(', ');
    return `${name}${angles.length === 0 ? '' : `(${list(angles)})`} ${list(operands)}`;
  };
  const body = reindented(edited(text, edits, span.start, span.end), indentAt(text, span.start), '  ');
  const place = beginsLine(text, owner.span.start) ? aboveComments(text, owner.span.start) : owner.span.start;
  const declaration = `gate ${head('name')} {\n${withSemicolon(body)}\n}\n\n`;
  return {
    kind: 'extract',
    title: 'Extract gate',
    edits: [insertion(place, declaration), { span, text: `${head('text')};` }],
    newName: place + 'gate '.length,
  };
}

function withSemicolon(body: string): string {
  return body.trimEnd().endsWith(';') ? body : `${body};`;
}
