import { type Complex, type Matrix, cx, matrices } from '../../base/index.ts';
import { type Monomial, diagonal, followed, keepsOrder, matrixOf, onPlace } from './monomial.ts';
import { type Matrix2x2, monomialForm } from './operation.ts';
import { isOne } from './phase-product.ts';
import type { Turn } from './turn.ts';

/**
 * What happens to two qubits p < q (index bit 0 and 1) with nothing in between: a turn [[1, −t], [t, 1]] on each and a
 * monomial, all times `scale`; or, once more has come together than that, a matrix.
 */
export class Pair {
  readonly kind = 'pair';
  readonly p: number;
  readonly q: number;
  readonly turns: [number, number] = [0, 0];
  scale = 1;
  monomial: Monomial = diagonal([cx.one, cx.one, cx.one, cx.one]);
  matrix: Matrix | undefined;

  constructor(p: number, q: number) {
    this.p = p;
    this.q = q;
  }

  get qubits(): number {
    return (1 << this.p) | (1 << this.q);
  }

  placeOf(qubit: number): 0 | 1 {
    return qubit === this.p ? 0 : 1;
  }

  /** The first gate on a qubit of a new pair; its phase on the right has gone elsewhere. */
  start(place: 0 | 1, { t, scale, left, flips }: Turn): void {
    this.turns[place] = t;
    this.scale *= scale;
    this.then(onPlace(place, left, flips));
  }

  one(place: 0 | 1, matrix: Matrix2x2): void {
    const form = monomialForm(matrix);
    if (form !== undefined) return this.then(onPlace(place, form.left, form.flips));
    const identity = matrices.identity(2);
    const gate = matrices.generate(2, (row, column) => entry(matrix, 2 * row + column));
    this.thenMatrix(place === 0 ? matrices.kronecker(identity, gate) : matrices.kronecker(gate, identity));
  }

  then(gate: Monomial): void {
    if (this.matrix === undefined) this.monomial = followed(this.monomial, gate);
    else this.matrix = rowsMoved(this.matrix, gate);
  }

  thenMatrix(gate: Matrix): void {
    this.matrix = this.#isNew ? gate : matrices.product(gate, this.matrix ?? this.#asMatrix());
    this.scale = 1;
  }

  /** A phase where the qubit at `place` is 1. */
  phase(place: 0 | 1, phase: Complex): void {
    this.then(onPlace(place, [cx.one, phase], false));
  }

  /** Takes a common phase out, so that the factor of index 0 is 1, and returns it. */
  normalise(): Complex {
    const [first = cx.one] = this.monomial.factors;
    if (this.matrix !== undefined || (first.re === 1 && first.im === 0)) return cx.one;
    const back = cx.conjugate(first);
    const factors = this.monomial.factors.map((factor, k) => (k === 0 ? cx.one : cx.multiply(factor, back)));
    this.monomial = { ...this.monomial, factors };
    return first;
  }

  get #isNew(): boolean {
    const { turns, monomial, matrix } = this;
    if (matrix !== undefined || turns[0] !== 0 || turns[1] !== 0) return false;
    return keepsOrder(monomial) && monomial.factors.every(isOne);
  }

  #asMatrix(): Matrix {
    const [tp, tq] = this.turns;
    const turns = matrices.kronecker(turnMatrix(tq), turnMatrix(tp));
    return matrices.scaled(matrices.product(matrixOf(this.monomial), turns), cx.complex(this.scale));
  }
}

/** The matrix after a monomial, which only moves its rows and multiplies them. */
function rowsMoved(matrix: Matrix, { to, factors }: Monomial): Matrix {
  const rows: (readonly Complex[])[] = [...matrix];
  for (const [k, row] of matrix.entries()) {
    const factor = factors[k] ?? cx.one;
    rows[to[k] ?? k] = isOne(factor) ? row : row.map((entry) => cx.multiply(factor, entry));
  }
  return rows;
}

function turnMatrix(t: number): Matrix {
  return [
    [cx.one, cx.complex(-t)],
    [cx.complex(t), cx.one],
  ];
}

function entry(matrix: Matrix2x2, at: number): Complex {
  return cx.complex(matrix[2 * at] ?? 0, matrix[2 * at + 1] ?? 0);
}
