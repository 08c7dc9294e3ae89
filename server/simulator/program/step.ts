import type { Value } from '../../base/index.ts';
import type {
  BitReference,
  Channel,
  Expression,
  GateInstruction,
  ReadoutError,
  UnitaryInstruction,
  Variable,
} from '../../circuit/index.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import type { Operation } from './operation.ts';

/**
 * A block without quantum operations that ends where it says: it can be passed over while the values that it reads
 * are not known yet, because it only measures and computes.
 */
export interface ClassicalRegion {
  /** The step behind the block. */
  readonly end: number;
  readonly assigns: readonly number[];
  readonly measures: readonly number[];
}

/** What noise does to qubits of the circuit, operand 0 the least significant. */
export interface ChannelStep {
  readonly kind: 'channel';
  readonly channel: Channel;
  readonly qubits: readonly number[];
}

/** Rotations about Pauli words at known angles; they belong to pure states, and are right up to a global phase. */
export interface Rotations {
  readonly kind: 'rotations';
  readonly group: RotationGroup;
  /** φ of each rotation e^(−iφP/2), in radians. */
  readonly angles: Float64Array;
}

/** What happens to the qubits between two measurements. */
export type Evolution = Operation | ChannelStep | Rotations;

/** One step of a circuit after its blocks were laid out one behind the other. `reads` are the variables it depends on. */
export type Step =
  | {
      readonly kind: 'gate';
      readonly instruction: GateInstruction | UnitaryInstruction;
      /** Bits of the operands and controls. */
      readonly qubits: number;
      readonly reads: readonly number[];
      /** Present where the angles are known before the first step. */
      readonly operation?: Operation;
    }
  | {
      readonly kind: 'rotations';
      readonly group: RotationGroup;
      /** Bits of the qubits on which a word has a letter. */
      readonly qubits: number;
      /** Absent until the parameters are known. */
      readonly angles?: Float64Array;
    }
  | {
      readonly kind: 'measure';
      readonly qubit: number;
      readonly target?: BitReference;
      readonly reads: readonly number[];
    }
  | { readonly kind: 'reset'; readonly qubit: number }
  | ChannelStep
  | {
      readonly kind: 'assign';
      readonly variable: number;
      readonly index: readonly Expression[];
      readonly value: Expression;
      readonly reads: readonly number[];
    }
  | { readonly kind: 'jump'; readonly to: number }
  /** Goes on with the next step where the condition holds, else at `otherwise`. */
  | {
      readonly kind: 'branch';
      readonly condition: Expression;
      readonly otherwise: number;
      readonly reads: readonly number[];
      readonly region?: ClassicalRegion;
    };

/** A circuit with bound parameters, ready to run. */
export interface Program {
  readonly qubits: number;
  readonly steps: readonly Step[];
  readonly variables: readonly Variable[];
  readonly parameters: readonly Value[];
  /** The variables' values before the first step. */
  readonly initial: readonly Value[];
  /** How the measurement of each qubit is misread; empty without noise. */
  readonly readout: readonly ReadoutError[];
}
