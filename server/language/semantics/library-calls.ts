import { type Span, parseColumns } from '../../base/index.ts';
import {
  type Call,
  type CallParameter,
  choiceText,
  findCall,
  parseCron,
  timeZoneFault,
} from '../../library/index.ts';
import type { Argument, CallExpression, Expression } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { checkApplied } from './arity.ts';
import { libraryCall } from './call-groups.ts';
import { constantOf, expectType, record } from './expect.ts';
import type { Type } from './model.ts';
import { checkNoiseArgument } from './noise-arguments.ts';
import { divideReally } from './real-division.ts';
import { checkHeaders, reportWritten } from './secrets.ts';
import { closest } from './spelling.ts';
import { int, isClassical, isReal, typeOfCall, typeText, unknown } from './types.ts';
import { isForQuery } from './tables.ts';
import { withoutElement } from './without-element.ts';

/** Checks the arguments of a built-in call against the table; the given ones by the names of their parameters. */
export function checkArguments(
  a: Analysis,
  node: CallExpression,
  call: Call,
): ReadonlyMap<string, Expression> {
  const given = new Map<string, Expression>();
  const byPlace = call.parameters.filter(({ positional }) => positional);
  for (const [place, argument] of node.arguments.entries()) {
    if (isFreeValue(call, argument)) {
      checkFreeValue(a, call, argument);
      continue;
    }
    const parameter = parameterFor(a, call, argument, byPlace[place]);
    if (parameter === undefined) a.check(argument.value);
    else checkArgument(a, call, argument, parameter, given);
  }
  // A value that has yet to get its name may be what is missed.
  const isUnnamed = (argument: Argument, place: number) =>
    argument.name === undefined && byPlace[place] === undefined;
  for (const { name, required } of node.arguments.some(isUnnamed) ? [] : call.parameters) {
    if (required && !given.has(name)) a.report('QF5004', node.callee.span, [call.name, name]);
  }
  checkFile(a, node, given);
  return given;
}

/** Says where the file that a call reads as text is missing. */
function checkFile(a: Analysis, node: CallExpression, given: ReadonlyMap<string, Expression>): void {
  const file = given.get('file');
  const isTable = findCall(node.callee.name, 'source') !== undefined;
  if (!isTable && a.file.looks?.of.get(node)?.isMissing === true && file?.kind === 'string')
    a.report('QF6001', file.span, [file.value]);
}

function parameterFor(
  a: Analysis,
  call: Call,
  argument: Argument,
  byPlace: CallParameter | undefined,
): CallParameter | undefined {
  if (argument.name !== undefined) return namedParameter(a, call, argument.name.text, argument.name.span);
  if (byPlace !== undefined) return byPlace;
  const options = call.parameters.filter(({ positional }) => !positional).map(({ name }) => name);
  if (argument.value.kind !== 'missing') {
    a.report('QF5007', argument.span, [
      call.name,
      options.length === 0 ? 'it has no options' : options.join(', '),
    ]);
  }
  return undefined;
}

/** Whether an argument is one of the values that a call hands on under the names that the program gives them. */
function isFreeValue({ takesValues, parameters }: Call, { name }: Argument): boolean {
  return takesValues === true && name !== undefined && !parameters.some((one) => one.name === name.text);
}

function checkFreeValue(a: Analysis, { name }: Call, { value }: Argument): void {
  const type = a.check(value);
  const isTaken = name === 'sql' ? isForQuery(type) : isPlain(type) || type.kind === 'secret';
  if (type.kind !== 'unknown' && !isTaken) a.report('QF5030', value.span, [typeText(type)]);
}

/** Whether the values of a type are numbers, texts, or lists and tables of them. */
export function isPlain(type: Type): boolean {
  if (type.kind === 'list') return type.element.kind === 'unknown' || isPlain(type.element);
  return isClassical(type) || type.kind === 'string' || type.kind === 'table' || type.kind === 'frame';
}

function namedParameter(a: Analysis, call: Call, name: string, span: Span): CallParameter | undefined {
  const parameter = call.parameters.find((candidate) => candidate.name === name);
  if (parameter !== undefined || name === '') return parameter;
  const suggestion = closest(
    name,
    call.parameters.map((candidate) => candidate.name),
  );
  const known = call.parameters.map((candidate) => candidate.name).join(', ');
  const details = suggestion === undefined ? { help: `It takes ${known}.` } : didYouMean(suggestion, span);
  a.report('QF5003', span, [call.name, name], details);
  return undefined;
}

function checkArgument(
  a: Analysis,
  call: Call,
  argument: Argument,
  parameter: CallParameter,
  given: Map<string, Expression>,
): void {
  const { value } = argument;
  const wanted = typeOfCall(parameter.type);
  if (parameter.type === 'float') divideReally(a, value);
  const found =
    checkNoiseArgument(a, value, parameter) ??
    checkMade(a, value, parameter) ??
    checkHeaders(a, value, parameter) ??
    a.check(value, wanted);
  if (parameter.type === 'observables' && found.kind === 'observable')
    return void given.set(parameter.name, value);
  if (given.has(parameter.name)) {
    const fixes = [withoutElement(argument.span, a.file.text)];
    a.report('QF5005', argument.span, [call.name, parameter.name], { fixes });
  }
  given.set(parameter.name, value);
  if (found.kind === 'unknown') return;
  if (value.kind === 'identifier') {
    const symbol = a.symbols.get(value);
    const isChecked = found.kind === wanted.kind && parameter.isOpen !== true;
    if (symbol !== undefined && isChecked && !checkApplied(a, value, symbol)) return;
  }
  if (wanted.kind === 'secret' && value.kind === 'string')
    return reportWritten(a, `${call.name}.${parameter.name}`, parameter.name, value);
  if (wanted.kind === 'duration' && isReal(found)) return reportUnitless(a, value, found);
  if (!checkBounds(a, value, parameter) || !checkChoice(a, value, parameter)) return;
  if (!checkFormat(a, value, parameter)) return;
  if (parameter.type === 'qubits' && !checkQubitNumbers(a, value, parameter)) return;
  const isWhole = parameter.type === 'int' && found.kind === 'float' && isWholeConstant(a, value);
  if (isWhole) reportWholeFloat(a, value);
  else if (found.kind !== wanted.kind || !isReal(wanted)) expectType(a, value, found, wanted);
}

/** What is called where it is needed: whatever is no optimizer, or no file, is answered with the list of those there are. */
function checkMade(a: Analysis, value: Expression, { type }: CallParameter): Type | undefined {
  if ((type !== 'optimizer' && type !== 'source') || value.kind !== 'call') return undefined;
  const call = libraryCall(a, value, type);
  if (call === undefined) return unknown;
  checkArguments(a, value, call);
  return typeOfCall(call.result);
}

/** Numbers have bounds whatever their type: `shots: 1e12` is too many, before it is a float. */
function checkBounds(a: Analysis, value: Expression, parameter: CallParameter): boolean {
  const constant = constantOf(a, value);
  if (typeof constant !== 'number' && typeof constant !== 'bigint') return true;
  const { minimum, maximum } = parameter;
  const isLow = minimum !== undefined && constant < minimum;
  const isHigh = maximum !== undefined && constant > maximum;
  if (!isLow && !isHigh) return true;
  a.report('QF5006', value.span, [parameter.name, a.textOf(value.span), rangeText(minimum, maximum)]);
  return false;
}

/** A text of a closed set; one that is known only when the workflow runs is looked at there. */
function checkChoice(a: Analysis, value: Expression, { name, choices }: CallParameter): boolean {
  if (choices === undefined || value.kind !== 'string' || choices.includes(value.value)) return true;
  const suggestion = closest(value.value, choices);
  const details = suggestion === undefined ? {} : didYouMean(`"${suggestion}"`, value.span);
  a.report('QF5006', value.span, [name, a.textOf(value.span), choiceText(choices)], details);
  return false;
}

/** A text that other programs read too. */
function checkFormat(a: Analysis, value: Expression, { format }: CallParameter): boolean {
  if (format === undefined || value.kind !== 'string') return true;
  const { code, faultOf } = formats[format];
  const fault = faultOf(value.value);
  if (typeof fault !== 'string') return true;
  a.report(code, value.span, [a.textOf(value.span), fault]);
  return false;
}

/** What says why a text has not the form of another program's. */
const formats = {
  cron: { code: 'QF5040', faultOf: parseCron },
  zone: { code: 'QF5039', faultOf: timeZoneFault },
  columns: { code: 'QF6009', faultOf: parseColumns },
} as const;

/** A number where a time is needed. */
function reportUnitless(a: Analysis, value: Expression, found: Type): void {
  const text = a.textOf(value.span);
  const isPlain = value.kind === 'integer' || value.kind === 'float';
  a.report('QF2010', value.span, [typeText(found), 'a duration'], {
    help: `Write a unit, such as ${isPlain ? text : '120'}us.`,
    ...(isPlain && {
      fixes: [{ title: `Write ${text}us`, edits: [{ span: value.span, text: `${text}us` }] }],
    }),
  });
}

/** Qubits are counted from 0, and a list of them names at least one. */
function checkQubitNumbers(a: Analysis, value: Expression, { name }: CallParameter): boolean {
  const elements = value.kind === 'list' ? value.elements : [];
  const wrong = elements.find((element) => Number(constantOf(a, element) ?? 0) < 0);
  const isEmpty = value.kind === 'list' && elements.length === 0;
  if (wrong === undefined && !isEmpty) return true;
  const { span } = wrong ?? value;
  a.report('QF5006', span, [name, a.textOf(span), 'numbers of qubits, from 0 on']);
  return false;
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string {
  if (maximum === undefined) return `at least ${minimum}`;
  return minimum === undefined ? `at most ${maximum}` : `from ${minimum} to ${maximum}`;
}

function isWholeConstant(a: Analysis, value: Expression): boolean {
  const constant = constantOf(a, value);
  return typeof constant === 'number' && Number.isSafeInteger(constant);
}

/** `1e3` where a whole number is needed: the fix writes its digits. */
function reportWholeFloat(a: Analysis, value: Expression): void {
  const digits = Number(constantOf(a, value)).toString();
  a.report('QF2010', value.span, [typeText({ kind: 'float' }), 'a whole number'], {
    help: `Write ${digits}.`,
    fixes: [{ title: `Write ${digits}`, edits: [{ span: value.span, text: digits }] }],
  });
  record(a, value, int);
}
