/** A place in a run where one of some Pauli words acts by chance. */
export interface NoiseSite {
  /** Operand 0 first. */
  readonly qubits: readonly number[];
  /**
   * The probability of each word, as in a Pauli channel: the index is read in base 4, operand 0 the least significant
   * digit; 0, 1, 2, 3 stand for I, X, Y, Z.
   */
  readonly probabilities: readonly number[];
}

/** Whether a digit of a word's index has X, and whether it has Z; Y has both. */
export function hasX(digit: number): boolean {
  return digit === 1 || digit === 2;
}

export function hasZ(digit: number): boolean {
  return digit >= 2;
}

/** The digits of a word's index, one for each operand. */
export function digitsOf(word: number, operands: number): readonly number[] {
  return Array.from({ length: operands }, (_, operand) => (word >> (2 * operand)) & 3);
}
