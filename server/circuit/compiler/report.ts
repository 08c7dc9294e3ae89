import type { Circuit, GateInstruction, Instruction } from '../circuit.ts';
import {
  type CircuitStatistics,
  blocksIn,
  circuitStatistics,
  longestChain,
  qubitsIn,
} from '../statistics.ts';
import type { CompileTarget } from './target.ts';

/** What a compilation did to a circuit. */
export interface CompileReport {
  readonly level: CompileLevel;
  readonly before: CircuitFigures;
  readonly after: CircuitFigures;
  /** Of the compiled circuit from its first gate to its last, everything as soon as it can be; loops counted once. */
  readonly seconds: number;
  /** Swaps that routing inserted, before they were merged with their neighbours. */
  readonly insertedSwaps: number;
}

/** 0: translation only. 1: and merging. 2: and resynthesis of pairs. 3: and a longer search. */
export type CompileLevel = 0 | 1 | 2 | 3;

export interface CircuitFigures extends Pick<
  CircuitStatistics,
  'qubits' | 'depth' | 'gates' | 'gateCounts' | 'twoQubitGates' | 'measurements'
> {
  /** The longest chain of gates on two or more qubits. */
  readonly twoQubitDepth: number;
}

export function figuresOf(circuit: Circuit): CircuitFigures {
  const { qubits, depth, gates, gateCounts, twoQubitGates, measurements } = circuitStatistics(circuit);
  const twoQubitDepth = longestChain(circuit, (instruction) => (isEntangling(instruction) ? 1 : 0));
  return { qubits, depth, gates, gateCounts, twoQubitGates, measurements, twoQubitDepth };
}

function isEntangling(instruction: Instruction): boolean {
  return (instruction.kind === 'gate' || instruction.kind === 'unitary') && qubitsIn(instruction).length > 1;
}

/** The duration of a circuit of native gates, scheduled as soon as possible. */
export function durationOf(circuit: Circuit, target: CompileTarget): number {
  return longestChain(circuit, (instruction) => secondsOf(instruction, target));
}

function secondsOf(instruction: Instruction, target: CompileTarget): number {
  switch (instruction.kind) {
    case 'gate':
      return gateSeconds(instruction, target);
    case 'measure':
    case 'reset':
      return target.readoutSeconds;
    case 'delay':
      return typeof instruction.duration === 'number' ? instruction.duration : 0;
    default:
      return 0;
  }
}

function gateSeconds(
  instruction: Extract<Instruction, { kind: 'gate' }>,
  { oneQubit, twoQubit }: CompileTarget,
): number {
  const count = qubitsIn(instruction).length;
  if (count === 0 || (instruction.gate === 'rz' && oneQubit.virtualZ)) return 0;
  if (count === 1) return oneQubit.seconds;
  const used = twoQubit.find(({ gate }) => entanglerName(gate) === instruction.gate);
  return used?.seconds ?? 0;
}

/** −ln of the probability that none of the two-qubit gates errs. */
export function lossOf({ body }: Pick<Circuit, 'body'>, target: CompileTarget): number {
  return body.reduce((sum, instruction) => {
    const inner = blocksIn(instruction).reduce((total, block) => total + lossOf({ body: block }, target), 0);
    const isPair = instruction.kind === 'gate' && isEntangling(instruction);
    return sum + inner + (isPair ? lossOfPair(instruction, target) : 0);
  }, 0);
}

function lossOfPair(instruction: GateInstruction, { pairErrors, twoQubit }: CompileTarget): number {
  const [a = 0, b = 0] = qubitsIn(instruction);
  const known = pairErrors?.[`${a}-${b}`] ?? pairErrors?.[`${b}-${a}`];
  const error = known ?? twoQubit.find(({ gate }) => entanglerName(gate) === instruction.gate)?.error ?? 0;
  return -Math.log1p(-Math.min(error, 1 - Number.EPSILON));
}

/** The table's gate that stands for an entangling gate, without its control. */
function entanglerName(gate: CompileTarget['twoQubit'][number]['gate']): string {
  const names: Readonly<Record<string, string>> = { cx: 'x', cz: 'z', iswap: 'xy', siswap: 'xy' };
  return names[gate] ?? gate;
}
