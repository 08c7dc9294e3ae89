import type { Block, Circuit, Instruction } from './circuit.ts';
import type { Expression } from './expression.ts';
import { controlledName } from './gate-names.ts';
import { expressionVariables } from './variables-read.ts';

/** What a circuit costs, in numbers. Loops that only the run can count are counted once. */
export interface CircuitStatistics {
  readonly qubits: number;
  /** The longest chain of gates, measurements and resets that must follow each other. */
  readonly depth: number;
  /** All gates. */
  readonly gates: number;
  /** Gates by name; a controlled gate is counted under the name of its controlled form, such as `cx`. */
  readonly gateCounts: Readonly<Record<string, number>>;
  /** Gates on exactly two qubits, controls included. */
  readonly twoQubitGates: number;
  readonly measurements: number;
  /** Whether nothing happens to a qubit after its measurement and no outcome decides anything. */
  readonly isMeasurementTerminal: boolean;
}

export function circuitStatistics(circuit: Circuit): CircuitStatistics {
  const tally: Tally = { gates: 0, counts: new Map(), twoQubitGates: 0, measurements: 0 };
  count(circuit.body, tally);
  return {
    qubits: circuit.qubitCount,
    depth: depthOf(circuit),
    gates: tally.gates,
    gateCounts: Object.fromEntries([...tally.counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    twoQubitGates: tally.twoQubitGates,
    measurements: tally.measurements,
    isMeasurementTerminal: isMeasurementTerminal(circuit),
  };
}

const noBlocks: readonly Block[] = [];

/** The blocks directly inside an instruction. */
export function blocksIn(instruction: Instruction): readonly Block[] {
  switch (instruction.kind) {
    case 'if':
      return [instruction.then, instruction.otherwise];
    case 'while':
    case 'block':
      return [instruction.body];
    default:
      return noBlocks;
  }
}

/** The qubits that an instruction itself acts on, controls first; blocks inside it are not looked at. */
export function qubitsIn(instruction: Instruction): readonly number[] {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return instruction.controls.length === 0
        ? instruction.qubits
        : [...instruction.controls.map(({ qubit }) => qubit), ...instruction.qubits];
    case 'measure':
    case 'reset':
      return [instruction.qubit];
    case 'barrier':
    case 'delay':
      return instruction.qubits;
    default:
      return [];
  }
}

interface Tally {
  gates: number;
  readonly counts: Map<string, number>;
  twoQubitGates: number;
  measurements: number;
}

function count(block: Block, tally: Tally): void {
  for (const instruction of block) {
    for (const inner of blocksIn(instruction)) count(inner, tally);
    if (instruction.kind === 'measure') tally.measurements += 1;
    if (instruction.kind !== 'gate' && instruction.kind !== 'unitary') continue;
    const name = controlledName(instruction);
    tally.gates += 1;
    tally.counts.set(name, (tally.counts.get(name) ?? 0) + 1);
    if (instruction.controls.length + instruction.qubits.length === 2) tally.twoQubitGates += 1;
  }
}

// ----------------------------------------------------------------------------------------------------------- depth

/** When each qubit and each variable is free again. */
interface Clock {
  readonly qubits: number[];
  readonly variables: number[];
  readonly lengthOf: (instruction: Instruction) => number;
}

/** Barriers and delays hold gates apart without being gates themselves. */
function depthOf(circuit: Circuit): number {
  return longestChain(circuit, ({ kind }) => (kind === 'barrier' || kind === 'delay' ? 0 : 1));
}

/** The largest sum of lengths over instructions that must follow each other. */
export function longestChain(circuit: Circuit, lengthOf: (instruction: Instruction) => number): number {
  const clock: Clock = {
    qubits: Array.from({ length: circuit.qubitCount }, () => 0),
    variables: circuit.variables.map(() => 0),
    lengthOf,
  };
  advance(circuit.body, clock, 0);
  return clock.qubits.reduce((latest, time) => Math.max(latest, time), 0);
}

/** Runs through a block whose instructions start at `earliest` or later. */
function advance(block: Block, clock: Clock, earliest: number): void {
  for (const instruction of block) {
    switch (instruction.kind) {
      case 'if': {
        const start = Math.max(earliest, readyAt(instruction, clock));
        advanceBranches([instruction.then, instruction.otherwise], clock, start);
        break;
      }
      case 'while':
      case 'block':
        advance(instruction.body, clock, Math.max(earliest, readyAt(instruction, clock)));
        break;
      case 'assign':
        clock.variables[instruction.variable] = Math.max(earliest, readyAt(instruction, clock));
        break;
      default:
        step(instruction, clock, earliest);
    }
  }
}

/** Alternatives start together; what follows waits for the longer one. */
function advanceBranches(branches: readonly Block[], clock: Clock, start: number): void {
  const before = { qubits: [...clock.qubits], variables: [...clock.variables] };
  for (const branch of branches) {
    const own = {
      ...clock,
      qubits: [...before.qubits],
      variables: [...before.variables],
    };
    advance(branch, own, start);
    later(clock.qubits, own.qubits);
    later(clock.variables, own.variables);
  }
}

function later(times: number[], others: readonly number[]): void {
  for (const [place, time] of others.entries()) times[place] = Math.max(times[place] ?? 0, time);
}

function step(instruction: Instruction, clock: Clock, earliest: number): void {
  const qubits = qubitsIn(instruction);
  const start = qubits.reduce(
    (latest, qubit) => Math.max(latest, clock.qubits[qubit] ?? 0),
    Math.max(earliest, readyAt(instruction, clock)),
  );
  const end = start + clock.lengthOf(instruction);
  for (const qubit of qubits) clock.qubits[qubit] = end;
  if (instruction.kind === 'measure' && instruction.target !== undefined)
    clock.variables[instruction.target.variable] = end;
}

/** When everything that an instruction's expressions read is there. */
function readyAt(instruction: Instruction, clock: Clock): number {
  return variablesReadBy(instruction).reduce(
    (latest, variable) => Math.max(latest, clock.variables[variable] ?? 0),
    0,
  );
}

/** The variables that an instruction's own expressions read, with repetitions. */
export function variablesReadBy(instruction: Instruction): readonly number[] {
  const expressions = expressionsIn(instruction);
  return expressions.length === 0 ? none : expressions.flatMap(expressionVariables);
}

/** Shared by the many gates without expressions. */
const none: readonly never[] = [];

function expressionsIn(instruction: Instruction): readonly Expression[] {
  switch (instruction.kind) {
    case 'gate':
      if (instruction.angles.length === 0) return none;
      return instruction.angles.filter((angle) => typeof angle !== 'number');
    case 'if':
    case 'while':
      return [instruction.condition];
    case 'assign':
      return [...(instruction.index ?? []), instruction.value];
    case 'delay':
      return typeof instruction.duration === 'number' ? [] : [instruction.duration];
    case 'measure': {
      const index = instruction.target?.index;
      return index === undefined || typeof index === 'number' ? [] : [index];
    }
    default:
      return [];
  }
}

// ----------------------------------------------------------------------------------------------- terminal measurement

/** Whether the state before all measurements decides everything, so that it can be sampled at once. */
export function isMeasurementTerminal(circuit: Circuit): boolean {
  const measured = new Set<number>();
  return circuit.body.every((instruction) => isTerminalStep(instruction, measured));
}

function isTerminalStep(instruction: Instruction, measured: Set<number>): boolean {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return readsNothing(instruction) && qubitsIn(instruction).every((qubit) => !measured.has(qubit));
    case 'measure':
      if (measured.has(instruction.qubit) || !readsNothing(instruction)) return false;
      measured.add(instruction.qubit);
      return true;
    case 'barrier':
    case 'delay':
    case 'end':
      return true;
    case 'assign':
      return readsNothing(instruction);
    default:
      return false;
  }
}

function readsNothing(instruction: Instruction): boolean {
  return variablesReadBy(instruction).length === 0;
}
