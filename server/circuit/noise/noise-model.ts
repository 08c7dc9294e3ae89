import type { Channel } from './channel.ts';
import type { Relaxation } from './standard-channels.ts';

/** What noise may follow, by how many qubits a gate acts on, its controls included. */
export const noisyEvents = ['one_qubit', 'two_qubit', 'many_qubit', 'measure', 'reset', 'delay'] as const;

export type NoisyEvent = (typeof noisyEvents)[number];

/**
 * One summand of a noise model. It acts after an instruction that `on` selects: by the kind of event, by `all` for every
 * gate, or by the name of a gate as `controlledName` writes it.
 */
export interface NoiseRule {
  readonly label: string;
  readonly on: readonly string[];
  /** The channel after each kind of event; one on fewer qubits than the event has acts on each of them. */
  readonly after: Readonly<Partial<Record<NoisyEvent, Channel>>>;
  /** What a qubit does for as long as it waits, in place of a channel after the delay. */
  readonly idle?: Relaxation;
  /** The circuit's qubits that the rule concerns; all where it is left out. A two-qubit channel needs both. */
  readonly qubits?: readonly number[];
}

/** Flips of a measured bit: `p01` is the probability that a 0 is read as 1, `p10` that a 1 is read as 0. */
export interface ReadoutError {
  readonly p01: number;
  readonly p10: number;
}

export interface ReadoutRule extends ReadoutError {
  /** The circuit's qubits whose measurements it concerns; all where it is left out. */
  readonly qubits?: readonly number[];
}

/**
 * A noisy device as data: what acts after each instruction, in the order of the rules, and how measured bits are misread.
 * A misread bit is what the circuit sees, feed-forward included; the qubit stays in the state that was measured.
 * It survives structured cloning.
 */
export interface NoiseModel {
  readonly name: string;
  readonly rules: readonly NoiseRule[];
  /** Applied one after the other. */
  readonly readout: readonly ReadoutRule[];
}

/** How the measurement of a qubit is misread, all rules together. */
export function readoutError({ readout }: NoiseModel, qubit: number): ReadoutError {
  return readout
    .filter(({ qubits }) => qubits?.includes(qubit) ?? true)
    .reduce<ReadoutError>((first, second) => misreadTwice(first, second), { p01: 0, p10: 0 });
}

function misreadTwice(first: ReadoutError, second: ReadoutError): ReadoutError {
  return {
    p01: (1 - first.p01) * second.p01 + first.p01 * (1 - second.p10),
    p10: (1 - first.p10) * second.p10 + first.p10 * (1 - second.p01),
  };
}

/**
 * The model for a circuit whose qubits were numbered anew: `oldOf[new]` is the number that a qubit had. What concerned
 * only qubits that are gone is left out.
 */
export function renumberedNoise(model: NoiseModel, oldOf: readonly number[]): NoiseModel {
  const newOf = new Map(oldOf.map((old, place) => [old, place]));
  return {
    name: model.name,
    rules: model.rules.flatMap((rule) => renumbered(rule, newOf)),
    readout: model.readout.flatMap((rule) => renumbered(rule, newOf)),
  };
}

function renumbered<T extends { readonly qubits?: readonly number[] }>(
  rule: T,
  newOf: ReadonlyMap<number, number>,
): readonly T[] {
  if (rule.qubits === undefined) return [rule];
  const qubits = rule.qubits.flatMap((qubit) => newOf.get(qubit) ?? []);
  return qubits.length === 0 ? [] : [{ ...rule, qubits }];
}
