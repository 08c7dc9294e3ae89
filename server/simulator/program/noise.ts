import { cx } from '../../base/index.ts';
import {
  type Bindings,
  type Channel,
  type Expression,
  type Instruction,
  type NoiseModel,
  type PlacedChannel,
  type ReadoutError,
  channelsAfter,
  evaluate,
  expressionVariables,
  readoutError,
} from '../../circuit/index.ts';
import { Refused } from '../run/refused.ts';
import type { ChannelStep } from './step.ts';

/** What a noise model adds to a program: channels behind its instructions, and how its measurements are misread. */
export interface ProgramNoise {
  readonly after: (instruction: Instruction) => readonly ChannelStep[];
  /** By qubit. */
  readonly readout: readonly ReadoutError[];
}

/** @param qubits the number of qubits of the circuit. @param bindings the values of its parameters. */
export function programNoise(model: NoiseModel, qubits: number, bindings: Bindings): ProgramNoise {
  return {
    after: (instruction) => channelsAfter(model, instruction, secondsFrom(instruction, bindings)).map(stepOf),
    readout: Array.from({ length: qubits }, (_, qubit) => readoutError(model, qubit)),
  };
}

function stepOf({ channel, qubits }: PlacedChannel): ChannelStep {
  return { kind: 'channel', channel, qubits };
}

/** Replaces a qubit's state by |0⟩. */
export function resetStep(qubit: number): ChannelStep {
  return { kind: 'channel', channel: reset, qubits: [qubit] };
}

const reset: Channel = {
  kind: 'kraus',
  label: 'reset',
  qubits: 1,
  operators: [
    [
      [cx.one, cx.zero],
      [cx.zero, cx.zero],
    ],
    [
      [cx.zero, cx.one],
      [cx.zero, cx.zero],
    ],
  ],
};

/** @throws {Refused} where a measured value decides how long a qubit waits. */
function secondsFrom({ span }: Instruction, bindings: Bindings): (duration: Expression) => number {
  const environment = { parameter: (parameter: number) => bindings[parameter] ?? 0, variable: () => 0 };
  return (duration) => {
    if (expressionVariables(duration).length === 0) return Number(evaluate(duration, environment));
    const message =
      'The noise of a delay whose duration is computed while the circuit runs is not known before';
    throw new Refused({
      kind: 'fault',
      message: `${message}.`,
      help: 'Give the delay a duration that is a constant or a parameter, or leave the noise out.',
      places: [{ behind: message.length, span }],
    });
  };
}

/** Bits of the qubits whose measurement may be misread. */
export function misreadQubits(readout: readonly ReadoutError[]): number {
  return readout.reduce((bits, error, qubit) => (isFaultless(error) ? bits : bits | (1 << qubit)), 0);
}

export function isFaultless({ p01, p10 }: ReadoutError): boolean {
  return p01 === 0 && p10 === 0;
}
