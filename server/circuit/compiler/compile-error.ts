/** A circuit that does not fit a target. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly needed: number;
  readonly available: number;

  constructor(needed: number, available: number) {
    super(`The circuit uses ${needed} qubits, the target has ${available}.`);
    this.needed = needed;
    this.available = available;
  }
}
