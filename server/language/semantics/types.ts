import { type ClassicalType, classicalTypeNames, columnsText, typeName, widthOf } from '../../base/index.ts';
import { type CallType, type ResultKind, elementType, isConvertible } from '../../library/index.ts';
import type { Symbol, Type } from './model.ts';

export const unknown: Type = { kind: 'unknown' };
export const voidType: Type = { kind: 'void' };
export const bool = { kind: 'bool' } as const;
export const int = { kind: 'int' } as const;
export const uint = { kind: 'uint' } as const;
export const float = { kind: 'float' } as const;
export const bit = { kind: 'bit' } as const;
export const duration = { kind: 'duration' } as const;
export const complexType = { kind: 'complex' } as const;
export const text: Type = { kind: 'string' };
export const singleQubit: Type = { kind: 'qubit' };
export const observableValue: Type = { kind: 'observable', parameters: [] };
export const noiseValue: Type = { kind: 'noise' };
export const circuitValue: Type = { kind: 'circuit', parameters: [] };

const classicalKinds: ReadonlySet<string> = new Set(classicalTypeNames);

export function isClassical(type: Type): type is ClassicalType {
  return classicalKinds.has(type.kind);
}

export function isInteger(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'uint';
}

/** Whether values of the type count or measure something: integers and floats. */
export function isReal(type: Type): boolean {
  return isInteger(type) || type.kind === 'float';
}

/** The type of a call's parameter or result. */
export function typeOfCall(type: CallType): Type {
  switch (type) {
    case 'circuit':
      return circuitValue;
    case 'observable':
      return observableValue;
    case 'noise':
    case 'molecule':
    case 'backend':
    case 'model':
    case 'optimizer':
    case 'secret':
    case 'duration':
    case 'source':
      return { kind: type };
    case 'table':
      return { kind: 'frame' };
    case 'samples':
    case 'estimate':
    case 'gradient':
    case 'minimum':
    case 'state':
    case 'output':
    case 'memory':
    case 'recollection':
    case 'inspection':
    case 'prediction':
    case 'evaluation':
      return { kind: 'record', name: type };
    case 'operators':
      return { kind: 'list', element: { kind: 'list', element: { kind: 'list', element: complexType } } };
    case 'matrix':
      return { kind: 'list', element: { kind: 'list', element: float } };
    case 'observables':
      return { kind: 'list', element: observableValue };
    case 'headers':
      return { kind: 'list', element: { kind: 'list', element: text } };
    case 'gates':
      return { kind: 'list', element: text };
    case 'qubits':
      return { kind: 'list', element: int };
    case 'list':
      return { kind: 'list', element: float };
    case 'string':
      return text;
    case 'int':
    case 'float':
    case 'bool':
      return { kind: type };
  }
}

/** Columns of a table that a message names. */
const shownColumns = 8;

/** The type in the words of a message: `qubit[2]`, `int[8]`, `a circuit`. */
export function typeText(type: Type): string {
  if (isClassical(type)) return typeName(type);
  switch (type.kind) {
    case 'qubit':
      return type.size === undefined ? 'qubit' : `qubit[${type.size === 'any' ? '' : type.size}]`;
    case 'list':
      return `a list of ${typeText(type.element)}`;
    case 'table':
      return `a table of ${typeText(type.value)}`;
    case 'frame':
      return type.columns === undefined ? 'a table' : `a table (${columnsText(type.columns, shownColumns)})`;
    case 'source':
      return 'the file of a table';
    case 'record':
      return recordTexts[type.name] ?? `a ${type.name}`;
    case 'observable':
      return 'an observable';
    case 'optimizer':
      return 'an optimizer';
    case 'callable':
      return 'a def';
    case 'noise':
      return 'noise';
    case 'void':
      return 'nothing';
    case 'string':
      return 'text';
    case 'unknown':
      return 'unknown';
    default:
      return `a ${type.kind}`;
  }
}

/** The results whose names need another article, or none. */
const recordTexts: Readonly<Partial<Record<ResultKind, string>>> = {
  samples: 'samples',
  estimate: 'an estimate',
  output: 'an output',
  inspection: 'an inspection',
  evaluation: 'an evaluation',
};

const kindTexts: Readonly<Record<Symbol['kind'], string>> = {
  constant: 'a constant',
  variable: 'a variable',
  input: 'an input',
  qubits: 'a qubit register',
  alias: 'an alias',
  gate: 'a gate',
  'angle-parameter': 'an angle of the gate',
  'qubit-parameter': 'a qubit of the gate',
  function: 'a function',
  parameter: 'a parameter',
  'loop-variable': 'a loop variable',
  circuit: 'a circuit',
  observable: 'an observable',
  noise: 'noise',
  backend: 'a backend',
  model: 'a model',
  memory: 'a memory',
  workflow: 'a workflow',
  task: 'a task',
  program: 'an imported program',
  'standard-gate': 'a gate',
  'standard-constant': 'a constant',
  'standard-call': 'a function',
};

/** What a name stands for, in the words of a message. */
export function symbolText(symbol: Symbol): string {
  if (symbol.kind === 'qubits' && symbol.type.kind === 'qubit' && symbol.type.size === undefined)
    return 'a qubit';
  if (symbol.kind === 'parameter' && symbol.type.kind === 'qubit') return 'a qubit';
  return kindTexts[symbol.kind];
}

/** Whether a value of type `from` can stand where `to` is needed without a cast: nothing may be lost. */
export function isAssignable(from: Type, to: Type): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown') return true;
  if (isClassical(from) && isClassical(to)) return isImplicit(from, to);
  if (to.kind === 'qubit') return from.kind === 'qubit' && isFitting(from.size, to.size);
  if (to.kind === 'callable') return from.kind === 'callable' || from.kind === 'function';
  if (to.kind === 'list') return isListFor(from, to.element);
  if (to.kind === 'record') return from.kind === 'record' && from.name === to.name;
  if (to.kind === 'array' && from.kind === 'list')
    return to.shape.length === 1 && isAssignable(from.element, to.element);
  return from.kind === to.kind;
}

/** Arrays are lists too, along their first dimension. */
function isListFor(from: Type, element: Type): boolean {
  if (from.kind === 'list') return isAssignable(from.element, element);
  return from.kind === 'array' && isAssignable(elementType(from), element);
}

/** Whether so many qubits can stand for so many others; of `any` the run's circuit decides. */
function isFitting(from: number | 'any' = 1, to: number | 'any' = 1): boolean {
  return from === 'any' || to === 'any' || from === to;
}

function isImplicit(from: ClassicalType, to: ClassicalType): boolean {
  if (from.kind === 'array' || to.kind === 'array') return isImplicitArray(from, to);
  if (!isConvertible(from, to)) return false;
  switch (to.kind) {
    case 'bool':
    case 'int':
    case 'uint':
      return from.kind !== 'float' && from.kind !== 'angle' && from.kind !== 'complex';
    case 'bit':
      return from.kind !== 'angle' && (from.kind === 'bool' || widthOf(from) === widthOf(to));
    case 'float':
      return from.kind !== 'angle';
    default:
      return true;
  }
}

function isImplicitArray(from: ClassicalType, to: ClassicalType): boolean {
  if (from.kind !== 'array' || to.kind !== 'array') return false;
  return from.shape.join() === to.shape.join() && isImplicit(from.element, to.element);
}

/** The smallest and the largest integer of a `bit`, `int` or `uint`. */
export function integerRange(type: ClassicalType): readonly [bigint, bigint] | undefined {
  if (type.kind !== 'int' && type.kind !== 'uint' && type.kind !== 'bit') return undefined;
  const width = BigInt(widthOf(type));
  return type.kind === 'int' ? [-(1n << (width - 1n)), (1n << (width - 1n)) - 1n] : [0n, (1n << width) - 1n];
}

/** `1 angle`, `2 angles` */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `1 is`, `2 are`: how many were given. */
export function givenCount(count: number): string {
  return count === 1 ? '1 is' : `${count === 0 ? 'none' : count} are`;
}
