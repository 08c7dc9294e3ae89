import type { Circuit, Observable } from '../../circuit/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { type RunValue, asNumber } from '../run-value.ts';

/** A check that has no value for its arguments; `message` is the reason. */
export class CheckRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CheckRefusal';
  }
}

/** What a check is given, by the names of its parameters; circuits and observables are unrolled by the caller. */
export interface CheckArguments {
  value(name: string): RunValue | undefined;
  circuit(name: string): Circuit;
  observable(name: string): Observable;
}

/** The most qubits whose density matrix is written down. */
const mostReducedQubits = 6;

export function stateOf(given: CheckArguments, name: string): StateVector {
  const value = given.value(name);
  if (value?.kind === 'result' && value.state !== undefined) return value.state;
  throw new CheckRefusal('a state is needed here');
}

export function textOf(given: CheckArguments, name: string): string | undefined {
  const value = given.value(name);
  return value?.kind === 'text' ? value.text : undefined;
}

/** The qubits that a parameter lists; nothing where it is left out. */
export function qubitsOf(
  given: CheckArguments,
  state: StateVector,
  name = 'qubits',
): readonly number[] | undefined {
  const value = given.value(name);
  if (value === undefined) return undefined;
  const list = value.kind === 'list' ? value.values : [value];
  return distinct(
    list.map((entry) => asNumber(entry) ?? Number.NaN),
    state,
  );
}

/** Qubits of a state, none twice. @throws {CheckRefusal} for others */
export function distinct(qubits: readonly number[], { qubits: count }: StateVector): readonly number[] {
  const wrong = qubits.find((qubit) => !(qubit >= 0 && qubit < count));
  if (wrong !== undefined) throw new CheckRefusal(`there is no qubit ${wrong}; the state has ${count}`);
  if (new Set(qubits).size < qubits.length) throw new CheckRefusal('a qubit is named twice');
  if (qubits.length > mostReducedQubits)
    throw new CheckRefusal(`at most ${mostReducedQubits} qubits can be looked at together`);
  return qubits;
}
