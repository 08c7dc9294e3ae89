import { circuitStatistics, observableWidth } from '../../circuit/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { type RunValue, float, integer, plainValue } from '../run-value.ts';
import { type CheckArguments, CheckRefusal, distinct, qubitsOf, stateOf, textOf } from './arguments.ts';
import { concurrence } from './concurrence.ts';
import { distanceChecks } from './distances.ts';
import { entanglementChecks } from './entanglement.ts';
import { amplitude } from './overlap.ts';
import { expectation } from './pauli-expectation.ts';
import { entropy, purity, reducedState } from './reduced-state.ts';

type Check = (given: CheckArguments) => RunValue;

const checks: Readonly<Record<string, Check>> = {
  ...distanceChecks,
  ...entanglementChecks,
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

function probability(state: StateVector, outcome: string): number {
  if (outcome.length !== state.qubits || !/^[01]*$/.test(outcome))
    throw new CheckRefusal(`an outcome of this state is ${state.qubits} bits, not "${outcome}"`);
  const { re, im } = amplitude(state, Number.parseInt(outcome, 2));
  return re * re + im * im;
}
