import type { Span } from '../../base/index.ts';
import {
  type Bindings,
  type Block,
  type Circuit,
  type Expression,
  type GateInstruction,
  type UnitaryInstruction,
  blocksIn,
  controlledName,
  evaluate,
  expressionParameters,
  expressionVariables,
} from '../../circuit/index.ts';
import { layOut } from '../program/layout.ts';
import type { Program } from '../program/step.ts';
import { type Code, GateCoder } from './gate-code.ts';

/** A circuit of Clifford gates with bound parameters. */
export interface CliffordProgram extends Program {
  /** The elementary gates of each step that is a gate. */
  readonly codes: readonly (Code | undefined)[];
}

/** The first gate that keeps a circuit from the stabilizer method. */
export interface GateObstacle {
  /** The gate as a program would write it. */
  readonly gate: string;
  readonly span: Span;
}

/** Lays out a circuit that has no {@link obstacleIn} it. */
export function cliffordProgram(circuit: Circuit, bindings: Bindings): CliffordProgram {
  const coder = new GateCoder();
  return codedProgram(circuit, bindings, (instruction, angles) => coder.codeOf(instruction, angles));
}

/**
 * Lays out a circuit with the code of each gate.
 *
 * @param codeOf nothing for gates that the circuit must not have.
 */
export function codedProgram(
  circuit: Circuit,
  bindings: Bindings,
  codeOf: (instruction: GateInstruction | UnitaryInstruction, angles: readonly number[]) => Code | undefined,
): CliffordProgram {
  const program = layOut(circuit, bindings, false);
  const codes = program.steps.map((step) => {
    if (step.kind !== 'gate') return undefined;
    const angles = anglesOf(step.instruction, bindings);
    const code = angles && codeOf(step.instruction, angles);
    if (code === undefined) throw new Error(`${controlledName(step.instruction)} has no code`);
    return code;
  });
  return { ...program, codes };
}

/**
 * The first gate in the circuit's text that is not a Clifford gate for certain.
 *
 * @param bindings nothing where the parameters are not known yet.
 */
export function obstacleIn(circuit: Circuit, bindings: Bindings | undefined): GateObstacle | undefined {
  const coder = new GateCoder();
  return obstacleInBlock(circuit.body, bindings, coder);
}

function obstacleInBlock(
  block: Block,
  bindings: Bindings | undefined,
  coder: GateCoder,
): GateObstacle | undefined {
  for (const instruction of block) {
    if (instruction.kind === 'gate' || instruction.kind === 'unitary') {
      const angles = anglesOf(instruction, bindings);
      if (angles === undefined || coder.shapeOf(instruction, angles) === undefined)
        return { gate: controlledName(instruction), span: instruction.span };
      continue;
    }
    for (const inner of blocksIn(instruction)) {
      const found = obstacleInBlock(inner, bindings, coder);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The angles of a gate, or nothing where some are not known: before the run, or before a measurement. */
export function anglesOf(
  instruction: GateInstruction | UnitaryInstruction,
  bindings: Bindings | undefined,
): readonly number[] | undefined {
  if (instruction.kind === 'unitary') return [];
  const { angles } = instruction;
  const known: number[] = [];
  for (const angle of angles) {
    const value = typeof angle === 'number' ? angle : angleOf(angle, bindings);
    if (value === undefined) return undefined;
    known.push(value);
  }
  return known;
}

/** An angle that hangs on no measurement, or nothing. */
function angleOf(angle: Expression, bindings: Bindings | undefined): number | undefined {
  if (expressionVariables(angle).length > 0) return undefined;
  if (bindings === undefined && expressionParameters(angle).length > 0) return undefined;
  const parameter = (place: number) => bindings?.[place] ?? 0;
  return Number(evaluate(angle, { parameter, variable: () => 0 }));
}
