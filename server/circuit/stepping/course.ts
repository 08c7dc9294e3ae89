import type { TypedValue, Value } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type {
  Angle,
  Bindings,
  BitReference,
  Block,
  Circuit,
  GateInstruction,
  Instruction,
  UnitaryInstruction,
} from '../circuit.ts';
import { evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import { stored, zeroOf } from '../values.ts';
import {
  type Amplitudes,
  flipped,
  groundState,
  probabilityOfOne,
  projected,
  transform,
  transformed,
} from './amplitudes.ts';

/** Where a run is in nested blocks: `outer` goes on behind this one. */
export interface Point {
  readonly block: Block;
  readonly next: number;
  /** What an `exit` with this label leaves. */
  readonly label?: number;
  readonly outer?: Point;
}

/** One qubit that was measured, or found in a state before it was reset. */
export interface Outcome {
  readonly kind: 'measure' | 'reset';
  readonly qubit: number;
  readonly outcome: 0 | 1;
  /** How likely the outcome was. */
  readonly probability: number;
  readonly instruction: Instruction;
  /** Its place among the outcomes of the run, from 0. */
  readonly place: number;
  /** The one before it. */
  readonly before?: Outcome;
}

/** A run of a circuit between two instructions. Plain data that is never changed, so that steps can be taken back. */
export interface Moment {
  readonly amplitudes: Amplitudes;
  readonly variables: readonly Value[];
  readonly latest?: Outcome;
  /** Absent once the circuit has ended. */
  readonly point?: Point;
}

/** A circuit with values for its parameters. */
export interface Bound {
  readonly circuit: Circuit;
  readonly bindings: Bindings;
}

/** The outcome of a measurement that gives 1 with this probability, as the one with this place in the run. */
export type Choose = (probabilityOfOne: number, place: number) => 0 | 1;

export function beginning({ circuit }: Bound): Moment {
  return settled({
    amplitudes: groundState(circuit.qubitCount),
    variables: circuit.variables.map(({ type, initial }) => initial ?? zeroOf(type)),
    point: { block: circuit.body, next: 0 },
  });
}

/** The instruction that comes next. */
export function upcoming({ point }: Pick<Moment, 'point'>): Instruction | undefined {
  return point?.block[point.next];
}

/** Leaves blocks that are done, so that the point stands before an instruction. */
function settled(moment: Moment): Moment {
  let { point } = moment;
  while (point !== undefined && point.next >= point.block.length) point = point.outer;
  return at(moment, point);
}

function at({ point: _old, ...moment }: Moment, point: Point | undefined): Moment {
  return point === undefined ? moment : { ...moment, point };
}

/** How a unitary acts on a state: into a new one, or in place where nobody else looks at the state. */
type Act = typeof transformed;

/** The act in place; the state before is gone. */
export const inPlace: Act = (state, matrix, qubits, controls) => {
  transform(state, matrix, qubits, controls);
  return state;
};

/**
 * The run one instruction later.
 *
 * @throws {ClassicalError} where an expression has no value, such as a division by zero.
 */
export function advanced(bound: Bound, moment: Moment, choose: Choose, act: Act = transformed): Moment {
  const { point } = moment;
  const instruction = upcoming(moment);
  if (point === undefined || instruction === undefined) return moment;
  const behind: Point = { ...point, next: point.next + 1 };
  switch (instruction.kind) {
    case 'if': {
      const block = isTrue(bound, moment, instruction.condition) ? instruction.then : instruction.otherwise;
      return settled(at(moment, { block, next: 0, outer: behind }));
    }
    case 'while': {
      const isRepeated = isTrue(bound, moment, instruction.condition);
      return settled(at(moment, isRepeated ? { block: instruction.body, next: 0, outer: point } : behind));
    }
    case 'block': {
      const { body, label } = instruction;
      return settled(at(moment, { block: body, next: 0, label, outer: behind }));
    }
    case 'exit':
      return settled(at(moment, outsideOf(point, instruction.label)));
    case 'end':
      return at(moment, undefined);
    default:
      return settled({ ...carriedOut(bound, moment, instruction, choose, act), point: behind });
  }
}

function outsideOf(point: Point, label: number): Point | undefined {
  let found: Point | undefined = point;
  while (found !== undefined && found.label !== label) found = found.outer;
  return found?.outer;
}

type Operation = Exclude<Instruction, { kind: 'if' | 'while' | 'block' | 'exit' | 'end' }>;

function carriedOut(bound: Bound, moment: Moment, operation: Operation, choose: Choose, act: Act): Moment {
  switch (operation.kind) {
    case 'gate':
    case 'unitary':
      return { ...moment, amplitudes: applied(bound, moment, operation, act) };
    case 'measure':
    case 'reset':
      return observed(bound, moment, operation, choose);
    case 'assign': {
      const { value, index = [], variable } = operation;
      const typed = { type: value.type, value: valueIn(bound, moment, value) };
      return assigned(
        bound,
        moment,
        variable,
        index.map((part) => valueIn(bound, moment, part)),
        typed,
      );
    }
    default:
      return moment;
  }
}

/** The value of an expression at this moment. */
export function valueIn({ bindings }: Bound, { variables }: Moment, expression: Expression): Value {
  return evaluate(expression, {
    parameter: (place) => bindings[place] ?? 0,
    variable: (place) => variables[place] ?? 0n,
  });
}

function isTrue(bound: Bound, moment: Moment, condition: Expression): boolean {
  return valueIn(bound, moment, condition) === true;
}

function applied(
  bound: Bound,
  moment: Moment,
  operation: GateInstruction | UnitaryInstruction,
  act: Act,
): Amplitudes {
  const number = (angle: Angle) =>
    typeof angle === 'number' ? angle : Number(valueIn(bound, moment, angle));
  const matrix =
    operation.kind === 'unitary'
      ? operation.matrix
      : primitiveGate(operation.gate).matrix(operation.angles.map(number));
  return act(moment.amplitudes, matrix, operation.qubits, operation.controls);
}

/** Outcomes that are this unlikely are rounding. */
const negligible = 1e-13;

function observed(
  bound: Bound,
  moment: Moment,
  operation: Extract<Operation, { kind: 'measure' | 'reset' }>,
  choose: Choose,
): Moment {
  const { kind, qubit } = operation;
  const one = probabilityOfOne(moment.amplitudes, qubit);
  const place = moment.latest === undefined ? 0 : moment.latest.place + 1;
  const outcome = one < negligible ? 0 : one > 1 - negligible ? 1 : choose(one, place);
  const probability = outcome === 1 ? one : 1 - one;
  const kept = projected(moment.amplitudes, qubit, outcome, probability);
  const amplitudes = kind === 'reset' && outcome === 1 ? flipped(kept, qubit) : kept;
  const before = moment.latest === undefined ? {} : { before: moment.latest };
  const latest: Outcome = { kind, qubit, outcome, probability, instruction: operation, place, ...before };
  const after = { ...moment, amplitudes, latest };
  return operation.kind === 'measure' && operation.target !== undefined
    ? recorded(bound, after, operation.target, outcome)
    : after;
}

function recorded(bound: Bound, moment: Moment, { variable, index }: BitReference, outcome: 0 | 1): Moment {
  const place = typeof index === 'number' ? BigInt(index) : valueIn(bound, moment, index);
  return assigned(bound, moment, variable, [place], { type: { kind: 'bit' }, value: BigInt(outcome) });
}

function assigned(
  { circuit }: Bound,
  moment: Moment,
  variable: number,
  places: readonly Value[],
  value: TypedValue,
): Moment {
  const type = circuit.variables[variable]?.type ?? value.type;
  const into = { type, value: moment.variables[variable] ?? zeroOf(type) };
  return { ...moment, variables: moment.variables.with(variable, stored(into, places, value)) };
}
