import type { Circuit, Observable } from '../../circuit/index.ts';
import { circuitStatistics, observableWidth } from '../../circuit/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { type RunValue, asNumber, float, integer, plainValue } from '../run-value.ts';
import { concurrence } from './concurrence.ts';
import { amplitude, fidelity } from './overlap.ts';
import { expectation } from './pauli-expectation.ts';
import { entropy, purity, reducedState } from './reduced-state.ts';

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

type Check = (given: CheckArguments) => RunValue;

const checks: Readonly<Record<string, Check>> = {
  fidelity: (given) => {
    const [a, b] = [stateOf(given, 'a'), stateOf(given, 'b')];
    if (a.qubits !== b.qubits) throw new CheckRefusal(`the states have ${a.qubits} and ${b.qubits} qubits`);
    return float(fidelity(a, b));
  },
  probability: (given) => float(probability(stateOf(given, 'state'), textOf(given, 'outcome') ?? '')),
  expectation: (given) => {
    const [state, observable] = [stateOf(given, 'state'), given.observable('observable')];
    const width = observableWidth(observable);
    if (width > state.qubits)
      throw new CheckRefusal(`the observable needs ${width} qubits, and the state has ${state.qubits}`);
    return float(expectation(state, observable));
  },
  purity: (given) => {
    const state = stateOf(given, 'state');
    const qubits = qubitsOf(given, state);
    return float(qubits === undefined ? 1 : purity(reducedState(state, qubits)));
  },
  entropy: (given) => {
    const state = stateOf(given, 'state');
    return float(entropy(reducedState(state, qubitsOf(given, state) ?? [])));
  },
  concurrence: (given) => {
    const state = stateOf(given, 'state');
    const pair = ['a', 'b'].map((name) => Number(plainValue(given.value(name) ?? integer(0))));
    return float(concurrence(reducedState(state, distinct(pair, state))));
  },
  depth: (given) => integer(circuitStatistics(given.circuit('circuit')).depth),
  gate_count: (given) => {
    const { gates, gateCounts } = circuitStatistics(given.circuit('circuit'));
    const name = textOf(given, 'gate');
    return integer(name === undefined ? gates : (gateCounts[name] ?? 0));
  },
};

/** Computes a check of `library/check-calls.ts`. @throws {CheckRefusal} where it has no value for these arguments */
export function applyCheck(name: string, given: CheckArguments): RunValue {
  const check = checks[name];
  if (check === undefined) throw new CheckRefusal(`${name} was not run`);
  return check(given);
}

function stateOf(given: CheckArguments, name: string): StateVector {
  const value = given.value(name);
  if (value?.kind === 'result' && value.state !== undefined) return value.state;
  throw new CheckRefusal('a state is needed here');
}

function textOf(given: CheckArguments, name: string): string | undefined {
  const value = given.value(name);
  return value?.kind === 'text' ? value.text : undefined;
}

function probability(state: StateVector, outcome: string): number {
  if (outcome.length !== state.qubits || !/^[01]*$/.test(outcome))
    throw new CheckRefusal(`an outcome of this state is ${state.qubits} bits, not "${outcome}"`);
  const { re, im } = amplitude(state, Number.parseInt(outcome, 2));
  return re * re + im * im;
}

function qubitsOf(given: CheckArguments, state: StateVector): readonly number[] | undefined {
  const value = given.value('qubits');
  if (value === undefined) return undefined;
  const list = value.kind === 'list' ? value.values : [value];
  return distinct(
    list.map((entry) => asNumber(entry) ?? Number.NaN),
    state,
  );
}

function distinct(qubits: readonly number[], { qubits: count }: StateVector): readonly number[] {
  const wrong = qubits.find((qubit) => !(qubit >= 0 && qubit < count));
  if (wrong !== undefined) throw new CheckRefusal(`there is no qubit ${wrong}; the state has ${count}`);
  if (new Set(qubits).size < qubits.length) throw new CheckRefusal('a qubit is named twice');
  if (qubits.length > mostReducedQubits)
    throw new CheckRefusal(`at most ${mostReducedQubits} qubits can be looked at together`);
  return qubits;
}
