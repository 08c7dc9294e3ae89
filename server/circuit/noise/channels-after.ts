import type { Instruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { controlledName } from '../gate-names.ts';
import { qubitsIn } from '../statistics.ts';
import type { Channel } from './channel.ts';
import type { NoiseModel, NoiseRule, NoisyEvent } from './noise-model.ts';
import { thermalRelaxation } from './standard-channels.ts';

/** A channel and the circuit's qubits that it acts on, operand 0 first. */
export interface PlacedChannel {
  readonly channel: Channel;
  readonly qubits: readonly number[];
}

/**
 * The channels that act after an instruction, first one first; none after barriers and classical instructions.
 * The operands of a controlled gate are its controls, then its qubits, as in the program's text.
 *
 * @param secondsOf the value of a delay's duration that only the run knows.
 */
export function channelsAfter(
  model: NoiseModel,
  instruction: Instruction,
  secondsOf: (duration: Expression) => number,
): readonly PlacedChannel[] {
  const event = eventOf(instruction);
  if (event === undefined) return [];
  const found: PlacedChannel[] = [];
  for (const rule of model.rules) {
    if (!concerns(rule, instruction, event)) continue;
    const channel = waiting(rule, instruction, secondsOf) ?? rule.after[event];
    if (channel !== undefined) place(channel, qubitsIn(instruction), rule.qubits, found);
  }
  return found;
}

/** The kind of event that an instruction is for noise. */
export function eventOf(instruction: Instruction): NoisyEvent | undefined {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return gateEvents[Math.min(3, instruction.controls.length + instruction.qubits.length)];
    case 'delay':
      return instruction.ends === undefined ? 'delay' : gateEvents[Math.min(3, instruction.qubits.length)];
    case 'measure':
    case 'reset':
      return instruction.kind;
    default:
      return undefined;
  }
}

/** By the number of qubits; a global phase is no event. */
const gateEvents = [undefined, 'one_qubit', 'two_qubit', 'many_qubit'] as const;

/** By what rules may call an instruction; a gate that others make up goes by its name alone, for these were noisy already. */
function concerns({ on }: NoiseRule, instruction: Instruction, event: NoisyEvent): boolean {
  if (instruction.kind === 'delay') return on.includes(instruction.ends ?? event);
  if (on.includes(event)) return true;
  const isGate = instruction.kind === 'gate' || instruction.kind === 'unitary';
  return isGate && (on.includes('all') || on.includes(controlledName(instruction)));
}

function waiting(
  { idle }: NoiseRule,
  instruction: Instruction,
  secondsOf: (duration: Expression) => number,
): Channel | undefined {
  if (idle === undefined || instruction.kind !== 'delay' || instruction.ends !== undefined) return undefined;
  const { duration } = instruction;
  return thermalRelaxation(idle, typeof duration === 'number' ? duration : secondsOf(duration));
}

/** Adds the channel on all operands at once where the numbers fit, else on each by itself. */
function place(
  channel: Channel,
  operands: readonly number[],
  only: readonly number[] | undefined,
  found: PlacedChannel[],
): void {
  const noisy = only === undefined ? operands : operands.filter((qubit) => only.includes(qubit));
  if (channel.qubits === 1) for (const qubit of noisy) found.push({ channel, qubits: [qubit] });
  else if (channel.qubits === operands.length && noisy.length === operands.length)
    found.push({ channel, qubits: operands });
}
