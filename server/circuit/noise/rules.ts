import type { Channel } from './channel.ts';
import { type NoiseRule, noisyEvents } from './noise-model.ts';
import { type Relaxation, depolarizing, thermalRelaxation } from './standard-channels.ts';

/** Where a rule acts: after what, and on which of the circuit's qubits. */
export interface Selection {
  readonly on: readonly string[];
  readonly qubits?: readonly number[];
}

/** The selection that stands where a program makes none. */
export const everyGate: Selection = { on: ['all'] };

/** Depolarizes a gate's qubits together; the qubits of a gate on three or more each by itself. */
export function depolarizingRule(probability: number, selection: Selection = everyGate): NoiseRule {
  const one = depolarizing(probability, 1);
  const after = {
    one_qubit: one,
    two_qubit: depolarizing(probability, 2),
    many_qubit: one,
    measure: one,
    reset: one,
    delay: one,
  };
  return { label: one.label, after, ...selection };
}

/** One channel after whatever is selected: on each qubit where it is a one-qubit channel, else after two-qubit gates. */
export function channelRule(channel: Channel, selection: Selection = everyGate): NoiseRule {
  const after =
    channel.qubits === 1
      ? Object.fromEntries(noisyEvents.map((event) => [event, channel]))
      : { two_qubit: channel };
  return { label: channel.label, after, ...selection };
}

/** How long instructions take, in seconds. */
export interface Durations {
  readonly oneQubit: number;
  readonly twoQubit: number;
  readonly measure: number;
  readonly reset: number;
}

/** Relaxation for as long as each instruction takes; a gate on three or more qubits takes as long as one on two. */
export function thermalRule(
  relaxation: Relaxation,
  durations: Durations,
  selection: Selection = { on: ['all', 'measure', 'reset', 'delay'] },
): NoiseRule {
  const seconds = {
    one_qubit: durations.oneQubit,
    two_qubit: durations.twoQubit,
    many_qubit: durations.twoQubit,
    measure: durations.measure,
    reset: durations.reset,
  };
  const lasting = Object.entries(seconds).filter(([, duration]) => duration > 0);
  const after = Object.fromEntries(
    lasting.map(([event, duration]) => [event, thermalRelaxation(relaxation, duration)]),
  );
  return { label: `thermal(${relaxation.t1} s, ${relaxation.t2} s)`, after, idle: relaxation, ...selection };
}
