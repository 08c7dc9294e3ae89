import type { Model, tree } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { GradientResult, MinimumResult, Result, StateResult } from '../protocol/index.ts';
import { TaskFailure } from './failure.ts';
import { outputField } from './outside/output.ts';
import { recordField } from './record-fields.ts';
import { type RunValue, float, integer } from './run-value.ts';
import { columnValues } from './tables/column-values.ts';
import { tableIn } from './tables/table-in.ts';
import type { TableWorld } from './tables/world.ts';

/** Where a field is read. */
export interface FieldPlace {
  readonly model: Model;
  readonly tables?: TableWorld | undefined;
  /** What the checker knows of the field. */
  readonly type: ReturnType<Model['typeOf']>;
}

/** The field of a task's result, as `library/calls.ts` lists them; of a list, the list of that field. @throws {TaskFailure} when there is none. */
export function fieldOf(object: RunValue, member: tree.Name, place: FieldPlace): RunValue {
  if (object.kind === 'list')
    return {
      kind: 'list',
      values: object.values.map((element) => fieldOf(element, member, elementPlace(place))),
    };
  const value = object.kind === 'result' ? resultField(object.result, object.shots, member.text) : undefined;
  if (value !== undefined) return value;
  const table = tableIn(object);
  const { model, tables, type } = place;
  if (table !== undefined)
    return columnValues(table, member.text, type, { model, span: member.span }, tables);
  const reason = `this value has no field ${member.text}`;
  throw new TaskFailure([{ model, diagnostic: diagnose('QF5101', member.span, [reason]) }]);
}

function elementPlace(place: FieldPlace): FieldPlace {
  return place.type.kind === 'list' ? { ...place, type: place.type.element } : place;
}

function resultField(result: Result, shots: number, field: string): RunValue | undefined {
  switch (result.kind) {
    case 'samples':
      if (field === 'counts' && result.counts !== undefined) return { kind: 'table', entries: result.counts };
      if (field === 'probabilities') return { kind: 'table', entries: result.probabilities };
      return field === 'shots' ? integer(shots) : undefined;
    case 'estimate':
      if (field === 'value') return float(result.value);
      if (field === 'stderr') return float(result.stderr);
      return field === 'variance' && result.variance !== undefined ? float(result.variance) : undefined;
    case 'value':
      return recordField(result.value, field) ?? outputField(result, field);
    case 'gradient':
      return gradientField(result, field);
    case 'minimum':
      return minimumField(result, field);
    case 'state':
      if (field === 'qubits') return integer(result.qubits);
      return field === 'probabilities' ? stateProbabilities(result) : undefined;
    case 'table':
      return undefined;
  }
}

function gradientField({ value, stderr, derivatives }: GradientResult, field: string): RunValue | undefined {
  switch (field) {
    case 'value':
      return float(value);
    case 'stderr':
      return float(stderr);
    case 'gradient':
      return { kind: 'list', values: derivatives.map((derivative) => float(derivative.value)) };
    case 'errors':
      return { kind: 'list', values: derivatives.map((derivative) => float(derivative.stderr)) };
    default:
      return undefined;
  }
}

function minimumField(result: MinimumResult, field: string): RunValue | undefined {
  switch (field) {
    case 'value':
    case 'stderr':
      return float(result[field]);
    case 'evaluations':
    case 'iterations':
      return integer(result[field]);
    case 'parameters':
      return { kind: 'list', values: result.parameters.map(float) };
    case 'history':
      return { kind: 'list', values: result.history.map(({ value }) => float(value)) };
    default:
      return undefined;
  }
}

function stateProbabilities(state: StateResult): RunValue | undefined {
  if (state.amplitudes === undefined) return undefined;
  return { kind: 'list', values: state.amplitudes.map(([re, im]) => float(re * re + im * im)) };
}
