/** Integrals (pq|rs) in chemists' order, over all four orbitals from 0 to `size` − 1. */
export class TwoElectronIntegrals {
  readonly size: number;
  /** (pq|rs) at ((p·size + q)·size + r)·size + s. */
  readonly values: Float64Array;

  constructor(size: number, values: Float64Array = new Float64Array(size ** 4)) {
    this.size = size;
    this.values = values;
  }

  at(p: number, q: number, r: number, s: number): number {
    const { size } = this;
    return this.values[((p * size + q) * size + r) * size + s] ?? 0;
  }

  set(p: number, q: number, r: number, s: number, value: number): void {
    const { size } = this;
    this.values[((p * size + q) * size + r) * size + s] = value;
  }

  /** Sets the eight integrals that real orbitals make equal. */
  setAll(p: number, q: number, r: number, s: number, value: number): void {
    this.setFour(p, q, r, s, value);
    this.setFour(r, s, p, q, value);
  }

  /** Sets the integrals that differ by the order within each pair. */
  setFour(p: number, q: number, r: number, s: number, value: number): void {
    this.set(p, q, r, s, value);
    this.set(q, p, r, s, value);
    this.set(p, q, s, r, value);
    this.set(q, p, s, r, value);
  }
}
