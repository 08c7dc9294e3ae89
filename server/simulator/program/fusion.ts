import { type Matrix2x2, type Operation, formOf, mixedQubits, product2x2, usedQubits } from './operation.ts';

/**
 * Merges runs of one-qubit gates on their way to the state: a gate waits until something on its qubit does not commute
 * with it. Diagonal gates pass controls and phases; what a diagonal gate does to |0⟩ goes into one global phase.
 *
 * A planner that groups operations into cache blocks takes this place: it too reads operations and emits operations.
 */
export class Fusion {
  readonly #emit: (operation: Operation) => void;
  readonly #waiting = new Map<number, Matrix2x2>();
  #phaseRe = 1;
  #phaseIm = 0;

  constructor(emit: (operation: Operation) => void) {
    this.#emit = emit;
  }

  push(operation: Operation): void {
    if (operation.kind === 'one' && operation.mask === 0) this.#merge(operation.target, operation.matrix);
    else if (operation.kind === 'phase' && operation.mask === 0) this.#turn(operation.re, operation.im);
    else {
      this.#makeWay(usedQubits(operation), mixedQubits(operation));
      this.#emit(operation);
    }
  }

  /** Emits everything that waits. */
  flush(): void {
    for (const target of [...this.#waiting.keys()]) this.#release(target);
    const [re, im] = [this.#phaseRe, this.#phaseIm];
    if (re !== 1 || im !== 0) this.#emit({ kind: 'phase', mask: 0, values: 0, re, im });
    this.#phaseRe = 1;
    this.#phaseIm = 0;
  }

  #merge(target: number, matrix: Matrix2x2): void {
    const earlier = this.#waiting.get(target);
    this.#waiting.set(target, earlier === undefined ? matrix : product2x2(matrix, earlier));
  }

  #makeWay(used: number, mixed: number): void {
    for (const [target, matrix] of this.#waiting) {
      const bit = 1 << target;
      const commutes = (used & bit) === 0 || ((mixed & bit) === 0 && formOf(matrix) === 'diagonal');
      if (!commutes) this.#release(target);
    }
  }

  #release(target: number): void {
    const matrix = this.#waiting.get(target);
    if (matrix === undefined) return;
    this.#waiting.delete(target);
    const form = formOf(matrix);
    if (form === 'diagonal') this.#releaseDiagonal(target, matrix);
    else if (form === 'flip') this.#emit({ kind: 'flip', target, mask: 0, values: 0 });
    else this.#emit({ kind: 'one', target, matrix, mask: 0, values: 0 });
  }

  /** diag(a, b) is the global phase a and the phase b/a on |1⟩, which touches half of the state. */
  #releaseDiagonal(target: number, [ar = 1, ai = 0, , , , , br = 1, bi = 0]: Matrix2x2): void {
    this.#turn(ar, ai);
    const bit = 1 << target;
    const [re, im] = [ar * br + ai * bi, ar * bi - ai * br];
    if (re !== 1 || im !== 0) this.#emit({ kind: 'phase', mask: bit, values: bit, re, im });
  }

  #turn(re: number, im: number): void {
    const [oldRe, oldIm] = [this.#phaseRe, this.#phaseIm];
    this.#phaseRe = oldRe * re - oldIm * im;
    this.#phaseIm = oldRe * im + oldIm * re;
  }
}
