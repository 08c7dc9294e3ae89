import type { Diagnostic, Span } from '../../base/index.ts';
import {
  type AnnotationEntry,
  type Call,
  annotations,
  catalogue,
  findAnnotation,
} from '../../library/index.ts';
import type { Annotation, Argument, Block, Program, Statement } from '../syntax/tree.ts';
import { blocksOf } from '../syntax/walk.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { checkArguments } from './library-calls.ts';
import type { Symbol } from './model.ts';
import { closest } from './spelling.ts';

/**
 * Checks every annotation of a statement of qflow against the table: a task that asks to be tried again must not
 * silently run once. Those of OpenQASM are for other tools to read, as its specification says.
 */
export function checkStatementAnnotations(a: Analysis, statement: Statement): void {
  if (a.file.program.dialect === 'qflow') checkStatement(a, statement);
}

function checkStatement(a: Analysis, node: Statement): void {
  for (const annotation of node.annotations) checkPlace(a, annotation, node);
  if (!isStep(node)) checkMarks(a, node);
  for (const block of bodiesOf(node)) for (const inner of block.statements) checkStatement(a, inner);
}

/** Steps of workflows have their arguments checked where the names of the workflow are known. */
function isStep({ kind }: Statement): boolean {
  return kind === 'task' || kind === 'assert';
}

function checkPlace(a: Analysis, annotation: Annotation, node: Statement): void {
  const { name, span } = annotation;
  if (name.text === '') return;
  const place = { start: span.start, end: name.span.end };
  const found = findAnnotation(name.text);
  if (found === undefined) return reportUnknown(a, name.text, place, name.span);
  if (!isMarked(found, node.kind))
    a.report('QF5033', place, [name.text, kindsText(found), node.kind.replaceAll('-', ' ')]);
}

function isMarked({ marks }: AnnotationEntry, kind: Statement['kind']): boolean {
  return marks.some((marked) => marked === 'any' || marked === kind);
}

function kindsText({ marks }: AnnotationEntry): string {
  return marks.map((kind) => `a ${kind}`.replace('a assert', 'an assert')).join(' or ');
}

function reportUnknown(a: Analysis, name: string, place: Span, word: Span): void {
  const known = annotations.map((entry) => entry.name);
  const suggestion = closest(name, known);
  const help = { help: `Known are ${known.map((entry) => `@${entry}`).join(', ')}.` };
  a.report('QF5032', place, [name], suggestion === undefined ? help : didYouMean(suggestion, word));
}

/** Checks the arguments of the annotations of a statement in the present scope. */
export function checkMarks(a: Analysis, node: Statement): void {
  for (const annotation of node.annotations) {
    const found = findAnnotation(annotation.name.text);
    if (found === undefined) continue;
    if (found.names === 'tasks') checkTaskNames(a, annotation);
    else if (found.names === 'codes') checkCodes(a, annotation);
    else checkArguments(a, calledAs(annotation), callOf(found));
  }
}

/** An annotation as the call that it is written like. */
function calledAs({ name, arguments: given, span }: Annotation) {
  const callee = { kind: 'identifier' as const, name: name.text, span: name.span };
  return { kind: 'call' as const, callee, arguments: given, span };
}

function callOf({ name, parameters, description, example }: AnnotationEntry): Call {
  return { name: `@${name}`, group: 'function', parameters, result: 'bool', description, example };
}

/** The names in `@after(a, b)` are tasks. */
function checkTaskNames(a: Analysis, annotation: Annotation): void {
  for (const { value } of namesIn(a, annotation, 'the names of tasks')) {
    if (value.kind !== 'identifier') continue;
    const symbol = a.resolve(value, isTask);
    if (symbol !== undefined && !isTask(symbol)) a.reportKind(value, symbol, 'a task');
  }
}

/** The arguments that are names; the others are reported, and so are empty parentheses. */
function namesIn(a: Analysis, { name, arguments: given }: Annotation, wanted: string): readonly Argument[] {
  if (given.length === 0) a.report('QF5034', name.span, [name.text, wanted]);
  for (const { value, span } of given)
    if (value.kind !== 'identifier' && value.kind !== 'missing')
      a.report('QF5034', span, [name.text, wanted]);
  return given;
}

function isTask(symbol: Symbol): boolean {
  return symbol.kind === 'task';
}

// ------------------------------------------------------------------------------------------------ silenced diagnostics

function checkCodes(a: Analysis, annotation: Annotation): void {
  for (const { value } of namesIn(a, annotation, 'the codes of diagnostics')) {
    if (value.kind !== 'identifier') continue;
    const severity = severityOf(value.name);
    if (severity === undefined) a.report('QF5035', value.span, [value.name, 'there is no such code']);
    else if (severity === 'error') a.report('QF5035', value.span, [value.name, 'it is an error']);
  }
}

function severityOf(code: string): Diagnostic['severity'] | undefined {
  return Object.entries(catalogue).find(([known]) => known === code)?.[1].severity;
}

/** The diagnostics without those that an `@allow` around them silences. */
export function withoutAllowed(program: Program, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isAsked = program.dialect === 'qflow' && diagnostics.some(({ severity }) => severity !== 'error');
  const silenced = isAsked ? program.statements.flatMap((statement) => allowedBy(statement)) : [];
  if (silenced.length === 0) return [...diagnostics];
  return diagnostics.filter(
    ({ code, severity, span }) =>
      severity === 'error' ||
      !silenced.some((one) => one.code === code && one.span.start <= span.start && span.end <= one.span.end),
  );
}

/** What is silenced where; places move with the text. */
type Allowed = readonly { readonly code: string; readonly span: Span }[];

/** What is silenced in each statement of a top level, whose nodes stay while its text does. */
const allowed = new WeakMap<Statement, Allowed>();

function allowedBy(statement: Statement): Allowed {
  const found = allowed.get(statement) ?? allowedIn([statement]);
  allowed.set(statement, found);
  return found;
}

function allowedIn(statements: readonly Statement[]): Allowed {
  return statements.flatMap((statement) => {
    const codes = statement.annotations.flatMap(({ name, arguments: given }) =>
      name.text === 'allow' ? given.map(({ value }) => (value.kind === 'identifier' ? value.name : '')) : [],
    );
    const inside = bodiesOf(statement).flatMap((block) => allowedIn(block.statements));
    return [...codes.map((code) => ({ code, span: statement.span })), ...inside];
  });
}

function bodiesOf(node: Statement): readonly Block[] {
  switch (node.kind) {
    case 'circuit':
    case 'workflow':
    case 'test':
      return [node.body];
    case 'gate':
    case 'function':
      return node.body === undefined ? [] : [node.body];
    default:
      return blocksOf(node);
  }
}
