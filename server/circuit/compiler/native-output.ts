import type { Span } from '../../base/index.ts';
import type { Angle, GateInstruction, Instruction } from '../circuit.ts';
import type { Entangler } from '../synthesis/two-qubit.ts';

/** What takes the gates of a target in the order of time, with the statements that they come from. */
export interface NativeOutput {
  turn(gate: string, angles: readonly Angle[], qubit: number, span: Span): void;
  /** @param angle of gates that have one, in radians */
  entangler(gate: Entangler, qubits: readonly [number, number], angle: Angle | undefined, span: Span): void;
  /** Everything that is no gate; what it holds is of native gates, too. */
  other(instruction: Instruction): void;
}

/** Shared by all gates without controls. */
const noControls: readonly never[] = [];
const noAngles: readonly never[] = [];

/** The gates as instructions of a circuit. */
export class InstructionList implements NativeOutput {
  readonly instructions: Instruction[] = [];

  turn(gate: string, angles: readonly Angle[], qubit: number, span: Span): void {
    this.instructions.push({ kind: 'gate', gate, angles, qubits: [qubit], controls: noControls, span });
  }

  entangler(gate: Entangler, qubits: readonly [number, number], angle: Angle | undefined, span: Span): void {
    this.instructions.push(entanglerInstruction(gate, qubits, angle, span));
  }

  other(instruction: Instruction): void {
    this.instructions.push(instruction);
  }
}

function entanglerInstruction(
  gate: Entangler,
  [first, second]: readonly [number, number],
  angle: Angle | undefined,
  span: Span,
): GateInstruction {
  const base = { kind: 'gate', controls: noControls, span } as const;
  switch (gate) {
    case 'cx':
    case 'cz':
      return {
        ...base,
        gate: gate === 'cx' ? 'x' : 'z',
        angles: noAngles,
        qubits: [second],
        controls: [{ qubit: first, state: 1 }],
      };
    case 'iswap':
    case 'siswap':
      return {
        ...base,
        gate: 'xy',
        angles: [gate === 'iswap' ? Math.PI : Math.PI / 2],
        qubits: [first, second],
      };
    case 'ecr':
      return { ...base, gate, angles: noAngles, qubits: [first, second] };
    default:
      return { ...base, gate, angles: [angle ?? 0], qubits: [first, second] };
  }
}
