import type { Matrix } from '../../server/base/index.ts';
import { type Instruction, channelsAfter } from '../../server/circuit/index.ts';
import { operatorsOf } from '../../server/simulator/program/channel-matrix.ts';
import type { Subject } from './engine-subjects.ts';
import type { RandomProgram, Step } from './random-programs.ts';

/** Programs as `engines.py` reads them. */

type Plain = readonly (readonly (readonly [number, number])[])[];

export type PeerStep =
  | (Step & { readonly kind: 'gate' | 'measure' | 'reset'; readonly isLast?: boolean })
  | {
      readonly kind: 'gate';
      readonly matrix: Plain;
      readonly modifiers: readonly (readonly ['ctrl', number])[];
      readonly qubits: readonly number[];
    }
  | {
      readonly kind: 'channel';
      readonly operators: readonly Plain[];
      readonly qubits: readonly number[];
      readonly isBehindMeasurement: boolean;
    }
  | {
      readonly kind: 'if';
      readonly bits: readonly (readonly [number, number])[];
      readonly then: readonly PeerStep[];
      readonly otherwise: readonly PeerStep[];
    };

function plain(matrix: Matrix): Plain {
  return matrix.map((row) => row.map(({ re, im }) => [re, im] as const));
}

/** The steps with the channels that follow each of them; gates with noise are those that the circuit has after lowering. */
export function peerSteps({ circuit, program, noise }: Subject): readonly PeerStep[] {
  if (noise === undefined) return program.steps;
  const conditions = conditionsIn(program.steps);
  const stepsOf = (body: readonly Instruction[]): readonly PeerStep[] =>
    body.flatMap((instruction) => [
      ...peerStep(instruction),
      ...channelsAfter(noise, instruction, () => Number.NaN).map(({ channel, qubits }): PeerStep => ({
        ...{ kind: 'channel', qubits, isBehindMeasurement: instruction.kind === 'measure' },
        operators: operatorsOf(channel).map(plain),
      })),
    ]);
  const peerStep = (instruction: Instruction): readonly PeerStep[] => {
    switch (instruction.kind) {
      case 'gate':
      case 'unitary':
        return [peerGate(instruction)];
      case 'measure':
        return [{ kind: 'measure', qubit: instruction.qubit, bit: bitOf(instruction, program) }];
      case 'reset':
        return [instruction];
      case 'if': {
        const bits = conditions.shift() ?? [];
        return [
          { kind: 'if', bits, then: stepsOf(instruction.then), otherwise: stepsOf(instruction.otherwise) },
        ];
      }
      default:
        throw new Error(`a random program has no ${instruction.kind}`);
    }
  };
  return stepsOf(circuit.body);
}

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

function peerGate(instruction: Of<'gate'> | Of<'unitary'>): PeerStep {
  const modifiers = instruction.controls.map(({ state }) => ['ctrl', state] as const);
  const qubits = [...instruction.controls.map(({ qubit }) => qubit), ...instruction.qubits];
  return instruction.kind === 'unitary'
    ? { kind: 'gate', matrix: plain(instruction.matrix), modifiers, qubits }
    : { kind: 'gate', name: instruction.gate, angles: instruction.angles.map(Number), modifiers, qubits };
}

function bitOf({ target }: Of<'measure'>, { bits }: RandomProgram): number {
  if (typeof target?.index !== 'number') throw new Error('a random program measures into bits');
  return target.variable === 0 ? target.index : (bits[0] ?? 0) + target.index;
}

function conditionsIn(steps: readonly Step[]): (readonly (readonly [number, number])[])[] {
  return steps.flatMap((step) =>
    step.kind === 'if' ? [step.bits, ...conditionsIn(step.then), ...conditionsIn(step.otherwise)] : [],
  );
}

/**
 * The steps that an observable meets: without measurements behind which nothing reads their bit or does anything to their
 * qubit, and without the noise that follows these; that noise does something where the qubit is measured once more.
 */
export function estimatedSteps(steps: readonly PeerStep[]): readonly PeerStep[] {
  const [kept, asked, seen]: [PeerStep[], Set<string>, Set<number>] = [[], new Set(), new Set()];
  let behind: PeerStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.kind === 'channel' && step.isBehindMeasurement) {
      behind.push(step);
      continue;
    }
    const isAsked =
      step.kind !== 'measure' ||
      asked.has(`q${step.qubit}`) ||
      asked.has(`c${step.bit}`) ||
      (behind.length > 0 && seen.has(step.qubit));
    if (step.kind === 'measure') {
      seen.add(step.qubit);
      asked.delete(`c${step.bit}`);
    }
    if (isAsked)
      for (const one of [...behind, step]) {
        kept.push(one);
        for (const mark of marks(one)) asked.add(mark);
      }
    behind = [];
  }
  return kept.toReversed();
}

/** The steps that outcomes come of: a qubit to which nothing happens behind its last measurement holds the bit itself. */
export function exactSteps(steps: readonly PeerStep[]): readonly PeerStep[] {
  const [kept, used]: [PeerStep[], Set<string>] = [[], new Set()];
  let behind: PeerStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.kind === 'channel' && step.isBehindMeasurement) {
      behind.push(step);
      continue;
    }
    const isLast = step.kind === 'measure' && !used.has(`q${step.qubit}`);
    kept.push(...(isLast ? [] : behind), isLast ? { ...step, isLast } : step);
    for (const mark of marks(step)) used.add(mark);
    behind = [];
  }
  return kept.toReversed();
}

/** The qubits that a step acts on and the bits that it reads. */
function marks(step: PeerStep): readonly string[] {
  switch (step.kind) {
    case 'measure':
    case 'reset':
      return [`q${step.qubit}`];
    case 'if':
      return [...step.bits.map(([bit]) => `c${bit}`), ...[...step.then, ...step.otherwise].flatMap(marks)];
    default:
      return step.qubits.map((qubit) => `q${qubit}`);
  }
}
