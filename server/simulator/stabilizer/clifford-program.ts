import type { Span } from '../../base/index.ts';
import {
  type Bindings,
  type Circuit,
  type Expression,
  type GateInstruction,
  type Instruction,
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
export interface Obstacle {
  /** The gate as a program would write it. */
  readonly gate: string;
  readonly span: Span;
}

/** Lays out a circuit that has no {@link obstacleIn} it. */
export function cliffordProgram(circuit: Circuit, bindings: Bindings): CliffordProgram {
  const program = layOut(circuit, bindings, false);
  const coder = new GateCoder();
  const codes = program.steps.map((step) => {
    if (step.kind !== 'gate') return undefined;
    const code = codeOf(step.instruction, bindings, coder);
    if (code === undefined) throw new Error(`${controlledName(step.instruction)} is not a Clifford gate`);
    return code;
  });
  return { ...program, codes };
}

/**
 * The first gate in the circuit's text that is not a Clifford gate for certain.
 *
 * @param bindings nothing where the parameters are not known yet.
 */
export function obstacleIn(circuit: Circuit, bindings: Bindings | undefined): Obstacle | undefined {
  const coder = new GateCoder();
  const pending: Instruction[] = circuit.body.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'gate' || next.kind === 'unitary') {
      if (codeOf(next, bindings, coder) === undefined) return { gate: controlledName(next), span: next.span };
    } else pending.push(...blocksIn(next).flat().toReversed());
  }
  return undefined;
}

function codeOf(
  instruction: GateInstruction | UnitaryInstruction,
  bindings: Bindings | undefined,
  coder: GateCoder,
): Code | undefined {
  if (instruction.kind === 'unitary') return coder.codeOf(instruction, []);
  const angles: number[] = [];
  for (const angle of instruction.angles) {
    const known = typeof angle === 'number' ? angle : angleOf(angle, bindings);
    if (known === undefined) return undefined;
    angles.push(known);
  }
  return coder.codeOf(instruction, angles);
}

/** An angle that hangs on no measurement, or nothing. */
function angleOf(angle: Expression, bindings: Bindings | undefined): number | undefined {
  if (expressionVariables(angle).length > 0) return undefined;
  if (bindings === undefined && expressionParameters(angle).length > 0) return undefined;
  const parameter = (place: number) => bindings?.[place] ?? 0;
  return Number(evaluate(angle, { parameter, variable: () => 0 }));
}
