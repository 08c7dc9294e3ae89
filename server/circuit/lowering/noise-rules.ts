import { defaultGateSeconds } from '../../library/index.ts';
import {
  type NoiseRule,
  type Selection,
  channelRule,
  channels,
  depolarizingRule,
  thermalRule,
} from '../noise/index.ts';
import type { NoiseArguments } from './noise-arguments.ts';

/** The rule that a call of the library's table makes. */
export function noiseRule(call: string, given: NoiseArguments): NoiseRule {
  const { on, qubits } = given;
  const selection = (everything: readonly string[]): Selection => ({
    on: on ?? everything,
    ...(qubits === undefined ? {} : { qubits }),
  });
  if (call === 'depolarizing') return depolarizingRule(given.number('p'), selection(['all']));
  if (call === 'thermal') return thermal(given, selection(['all', 'measure', 'reset', 'delay']));
  return channelRule(channelOf(call, given), selection(['all']));
}

function channelOf(call: string, given: NoiseArguments) {
  switch (call) {
    case 'bit_flip':
      return channels.bitFlip(given.number('p'));
    case 'phase_flip':
      return channels.phaseFlip(given.number('p'));
    case 'pauli':
      return pauli(given.words);
    case 'amplitude_damping':
      return channels.amplitudeDamping(given.number('gamma'));
    case 'phase_damping':
      return channels.phaseDamping(given.number('lambda'));
    case 'coherent':
      return channels.coherentError(given.number('angle'), given.axis);
    case 'kraus':
      return channels.krausChannel(given.operators);
    default:
      throw new Error(`noise call ${call} has no channel`);
  }
}

function pauli(words: ReadonlyMap<string, number>) {
  const [first = 'X'] = words.keys();
  const text = [...words].map(([word, probability]) => `${word}: ${probability}`).join(', ');
  return channels.pauliMixture(`pauli(${text})`, first.length === 2 ? 2 : 1, words);
}

function thermal(given: NoiseArguments, selection: Selection): NoiseRule {
  const [t1, t2, excited] = [given.number('t1'), given.number('t2'), given.number('excited')];
  const durations = {
    oneQubit: given.number('one_qubit', defaultGateSeconds.one_qubit),
    twoQubit: given.number('two_qubit', defaultGateSeconds.two_qubit),
    measure: given.number('measure', defaultGateSeconds.measure),
    reset: given.number('reset', defaultGateSeconds.reset),
  };
  return thermalRule({ t1, t2, excited }, durations, selection);
}
