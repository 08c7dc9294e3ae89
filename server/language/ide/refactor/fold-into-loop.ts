import type { Span } from '../../../base/index.ts';
import { type Model, type tree, walk } from '../../index.ts';
import { type Progression, type Repetition, longestRepetition, wholeRepetition } from './repetition.ts';
import { freeName, wordsOf } from './free-name.ts';
import { beginsLine, edited, indentAt, reindented } from './lines.ts';
import type { Refactoring } from './refactoring.ts';
import { ownerOf, selectedStatements, siblingsAround } from './selected-statements.ts';

/** Statements to either side of the cursor that are looked at. */
const reach = 200;

/**
 * Writes gate calls that repeat, their whole numbers growing or shrinking evenly, as a loop: those that are selected, or
 * the longest such run around the cursor.
 */
export function foldIntoLoop(model: Model, selection: Span): Refactoring | undefined {
  if (model.program.dialect === 'openqasm2') return undefined;
  const isCursor = model.text.slice(selection.start, selection.end).trim() === '';
  const calls = isCursor ? callsAround(model, selection.start) : selectedCalls(model, selection);
  if (calls === undefined || calls.length < 2) return undefined;
  const steps = calls.map((call) => stepOf(call, model));
  const at = calls.findIndex(({ span }) => span.end >= selection.start);
  const found = isCursor ? longestRepetition(steps, at) : wholeRepetition(steps);
  return found && asLoop(calls, found, model);
}

function selectedCalls(model: Model, selection: Span): readonly tree.GateCall[] | undefined {
  const statements = selectedStatements(model, selection)?.statements;
  const calls = statements?.filter((statement) => statement.kind === 'gate-call');
  return calls?.length === statements?.length ? calls : undefined;
}

/** The gate calls before and behind the one at an offset, up to other statements and comments. */
function callsAround(model: Model, offset: number): readonly tree.GateCall[] | undefined {
  const siblings = siblingsAround(model, { start: offset, end: offset }) ?? [];
  const at = siblings.findIndex(({ span }) => span.start <= offset && offset <= span.end);
  const isCall = (place: number) => siblings[place]?.kind === 'gate-call' && Math.abs(place - at) < reach;
  if (at < 0 || !isCall(at)) return undefined;
  let [first, last] = [at, at];
  while (isCall(first - 1) && !hasComment(siblings[first - 1], siblings[first], model)) first--;
  while (isCall(last + 1) && !hasComment(siblings[last], siblings[last + 1], model)) last++;
  return siblings.slice(first, last + 1).filter((statement) => statement.kind === 'gate-call');
}

function hasComment(
  one: tree.Statement | undefined,
  other: tree.Statement | undefined,
  { text }: Model,
): boolean {
  return one !== undefined && other !== undefined && text.slice(one.span.end, other.span.start).trim() !== '';
}

/** A call as what stays the same and the whole numbers that may change. */
function stepOf(call: tree.GateCall, { text }: Model): { shape: string; numbers: readonly bigint[] } {
  const literals = literalsOf(call);
  const shape = edited(
    text,
    literals.map(({ span }) => ({ span, text: '#' })),
    call.span.start,
    call.span.end,
  );
  return { shape: shape.replaceAll(/\s+/g, ' '), numbers: literals.map(({ value }) => value) };
}

function literalsOf(call: tree.GateCall): readonly tree.IntegerLiteral[] {
  const found: tree.IntegerLiteral[] = [];
  for (const expression of [...call.angles, ...call.operands])
    walk(expression, (node) => {
      if (node.kind === 'integer') found.push(node);
    });
  return found.sort((one, other) => one.span.start - other.span.start);
}

function asLoop(calls: readonly tree.GateCall[], repetition: Repetition, model: Model) {
  const { start, period, count, progressions } = repetition;
  const [first, last] = [calls[start], calls[start + period * count - 1]];
  if (first === undefined || last === undefined) return undefined;
  const round = calls.slice(start, start + period);
  const span = { start: first.span.start, end: last.span.end };
  if (model.program.comments.some((comment) => isInside(comment.span, span))) return undefined;
  const owner = ownerOf(model, span) ?? first;
  const words = wordsOf(model.text.slice(owner.span.start, owner.span.end));
  const name = freeName('i', (one) => words.has(one) || model.scope.symbols.has(one));
  const counter = counterOf(progressions);
  const edits = round.flatMap(literalsOf).flatMap(({ span: place }, index) => {
    const progression = progressions[index];
    if (progression === undefined || progression.step === 0n) return [];
    return [{ span: place, text: inTerms(progression, counter, name, isAlone(place, model.text)) }];
  });
  const body = edited(model.text, edits, first.span.start, round.at(-1)?.span.end);
  return refactoring({ span, body, head: `for int ${name} in [${rangeText(counter, count)}]` }, model);
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function refactoring(
  { span, body, head }: { readonly span: Span; readonly body: string; readonly head: string },
  { text }: Model,
): Refactoring {
  const indent = indentAt(text, span.start);
  const written = beginsLine(text, span.start)
    ? `${head} {\n${reindented(body, indent, `${indent}  `)}\n${indent}}`
    : `${head} { ${body} }`;
  return { kind: 'rewrite', title: 'Turn into a loop', edits: [{ span, text: written }] };
}

/** What the loop counts: the first number whose steps divide those of all the others, or else the rounds from 0. */
function counterOf(progressions: readonly Progression[]): Progression {
  const moving = progressions.filter(({ step }) => step !== 0n);
  const divides = (step: bigint) => moving.every((other) => other.step % step === 0n);
  return moving.find(({ step }) => divides(step)) ?? { first: 0n, step: 1n };
}

/** `0:3`, or `6:-2:0` where the step is not one; both ends are counted. */
function rangeText({ first, step }: Progression, count: number): string {
  const last = first + step * BigInt(count - 1);
  return step === 1n ? `${first}:${last}` : `${first}:${step}:${last}`;
}

/** A number of each round by the variable of the loop: `i`, `i + 1`, `2 * i - 1`. */
function inTerms({ first, step }: Progression, counter: Progression, name: string, alone: boolean): string {
  const factor = step / counter.step;
  const offset = first - factor * counter.first;
  const product = factor === 1n ? name : factor === -1n ? `-${name}` : `${factor} * ${name}`;
  const sum = offset === 0n ? product : offset > 0n ? `${product} + ${offset}` : `${product} - ${-offset}`;
  if (factor < 0n && offset !== 0n)
    return parenthesized(`${offset} - ${factor === -1n ? name : `${-factor} * ${name}`}`, alone);
  return sum === name ? name : parenthesized(sum, alone);
}

function parenthesized(text: string, isAlone: boolean): string {
  return isAlone ? text : `(${text})`;
}

/** Whether a number is a whole subscript or argument, so that a sum in its place needs no parentheses. */
function isAlone({ start, end }: Span, text: string): boolean {
  return /[[(,:]\s*$/.test(text.slice(0, start)) && /^\s*[\]),:]/.test(text.slice(end));
}
