/**
 * What is known of a compiled circuit: that it does what its source does, from every state of the source's qubits with
 * the device's other qubits in |0⟩, where each qubit ends at the reported place.
 */
export type Certificate = {
  /** Whether everything that was compared agrees. */
  readonly holds: boolean;
  /** Physical qubits that the comparison saw. */
  readonly qubits: number;
} & (
  | {
      /** All matrix elements; rows with different outcomes of final measurements may differ by phases. */
      readonly method: 'unitary';
      /** |tr(A†·B)|/2ⁿ: 1 for equal unitaries up to a global phase. */
      readonly fidelity: number;
    }
  /** The images of all Pauli operators: exact, up to a global phase. */
  | { readonly method: 'stabilizer' }
  | {
      /** Haar-random states. */
      readonly method: 'states';
      readonly states: number;
      /** The largest infidelity of a state. */
      readonly infidelity: number;
      /** With the probability `confidence`, at least, the average infidelity of the whole circuit is at most this. */
      readonly averageInfidelityBound: number;
      readonly confidence: number;
    }
  | {
      /**
       * Both circuits side by side, with what is between them multiplied out on few qubits at a time: a proof for all states, and
       * for all ways through branches and loops.
       */
      readonly method: 'blocks';
      /** Pieces on several qubits that were found equal, and the most qubits of one. */
      readonly blocks: number;
      readonly widest: number;
      /** A bound on the distance of both circuits in operator norm, up to a global phase, but for rounding. */
      readonly distanceBound: number;
    }
  | {
      /** Runs from random states that take the same outcomes on both sides: a test, not a proof. */
      readonly method: 'runs';
      readonly runs: number;
      /** The largest infidelity of a final state, and difference of an outcome's probability. */
      readonly deviation: number;
    }
  | {
      /**
       * Pauli operators followed backwards through both circuits: one that is `proven` has the same expectation behind both
       * of them in every state before them. For circuits of gates, X and Z of every qubit (Z of a measured one) are all there is.
       * Others are followed along ways with outcomes that coins decide.
       */
      readonly method: 'observables';
      /** How many were to be followed, and how many were; the others have too many terms. */
      readonly observables: number;
      readonly proven: number;
      readonly ways: number;
      /** The largest distance of an operator's two forms, in the normalized Hilbert–Schmidt norm. */
      readonly deviation: number;
    }
  | { readonly method: 'none'; readonly reason: string }
);

/** Numbers closer than this are equal: rounding of thousands of gates stays far below. */
export const tolerance = 1e-8;

/**
 * A bound from the largest infidelity Y of several random states. For Haar-random states E[Y²] ≤ 4·E[Y]², since all
 * moments of their probabilities are positive (p is Dirichlet distributed in the eigenbasis of A†·B), so that
 * P(Y > t·E[Y]) ≥ (1 − t)²/4 (Paley and Zygmund). No state shows a thousandth of the average with at most (3/4)ⁿ or so.
 */
export function statesBound(infidelity: number, states: number) {
  const share = 1e-3;
  const miss = 1 - (1 - share) ** 2 / 4;
  return { averageInfidelityBound: Math.min(1, infidelity / share), confidence: 1 - miss ** states };
}
