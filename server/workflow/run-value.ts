import type { ClassicalType, TypedValue, Value } from '../base/index.ts';
import type { Ansatz } from '../chemistry/index.ts';
import type { ModelCall, Observable } from '../circuit/index.ts';
import type { Model, Symbol, Type, tree } from '../language/index.ts';
import type { Result } from '../protocol/index.ts';
import type { OptimizerName, OptimizerOptions } from '../optimizer/index.ts';
import type { StateVector } from '../simulator/index.ts';

/** A circuit with its arguments, ready to be lowered. */
export interface CircuitUse {
  readonly kind: 'circuit';
  /** The file that declares it. */
  readonly model: Model;
  readonly name: string;
  readonly arguments: readonly Value[];
  /** Makes the circuit, where it is one of a call such as `uccsd`. */
  readonly made?: Ansatz;
}

export interface ObservableUse {
  readonly kind: 'observable';
  readonly model: Model;
  readonly name: string;
  readonly arguments: readonly Value[];
  /** The sum itself, where a call such as `hamiltonian` has made it. */
  readonly made?: Observable;
  /** The call that made it. */
  readonly call?: ModelCall;
}

/** A declared model that learns. */
export interface ModelUse {
  readonly kind: 'model';
  /** The file that declares it. */
  readonly model: Model;
  readonly name: string;
  readonly call: tree.CallExpression;
}

/** What an expression of a workflow stands for while it runs. */
export type RunValue =
  | { readonly kind: 'classical'; readonly value: TypedValue }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly entries: Readonly<Record<string, number>> }
  | { readonly kind: 'list'; readonly values: readonly RunValue[] }
  | {
      readonly kind: 'result';
      readonly result: Result;
      readonly shots: number;
      /** All amplitudes, where the result is a state. */
      readonly state?: StateVector;
    }
  | { readonly kind: 'backend'; readonly symbol: Extract<Symbol, { kind: 'backend' }> }
  | ModelUse
  | { readonly kind: 'optimizer'; readonly name: OptimizerName; readonly options: OptimizerOptions }
  | { readonly kind: 'noise'; readonly symbol: Extract<Symbol, { kind: 'noise' }> }
  | { readonly kind: 'molecule'; readonly call: ModelCall }
  /** A secret by its name; nothing but a call that reaches outside gets its value. */
  | { readonly kind: 'secret'; readonly name: string }
  | CircuitUse
  | ObservableUse;

export function float(value: number): RunValue {
  return { kind: 'classical', value: { type: { kind: 'float' }, value } };
}

export function integer(value: number): RunValue {
  return { kind: 'classical', value: { type: { kind: 'int' }, value: BigInt(value) } };
}

export function classical(type: ClassicalType, value: Value): RunValue {
  return { kind: 'classical', value: { type, value } };
}

/** A number, or a list of numbers, of a type that has such values. */
export function runValue(type: Type, value: Value): RunValue {
  if (type.kind !== 'list') return classical(type as ClassicalType, value);
  return { kind: 'list', values: (value as readonly Value[]).map((entry) => runValue(type.element, entry)) };
}

/** The plain value behind a number or a list of numbers, to hand to a circuit; undefined for anything else. */
export function plainValue(value: RunValue): Value | undefined {
  if (value.kind === 'classical') return value.value.value;
  if (value.kind !== 'list') return undefined;
  const values = value.values.map(plainValue);
  return values.every((entry) => entry !== undefined) ? values : undefined;
}

/** A number as JavaScript's own, where the value is one. */
export function asNumber(value: RunValue): number | undefined {
  const plain = plainValue(value);
  if (typeof plain === 'bigint') return Number(plain);
  return typeof plain === 'number' ? plain : undefined;
}
