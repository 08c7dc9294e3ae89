import { type Complex, type Matrix, cx } from '../../base/index.ts';
import type { BlockQubits } from './block-qubits.ts';
import type { FusedOperation } from './fusion.ts';
import type { Matrix2x2, Operation } from './operation.ts';
import type { Pair } from './pair.ts';

/** What a stage does to the amplitudes of its qubits; `p` and `q` are places among these. */
export type StageStep =
  /** Turns on p and q, then index k goes to `to[k]`, which is linear in the bits of k; the first factor is 1. */
  | {
      readonly kind: 'pair';
      readonly p: number;
      readonly q: number;
      readonly turns: readonly [number, number];
      readonly to: readonly number[];
      readonly factors: readonly Complex[];
      readonly hasFactors: boolean;
    }
  | { readonly kind: 'matrix'; readonly p: number; readonly q: number; readonly matrix: Matrix }
  | { readonly kind: 'one'; readonly p: number; readonly matrix: Matrix2x2 }
  /** A flip of p where q is 1. */
  | { readonly kind: 'flip'; readonly p: number; readonly q: number };

/**
 * Operations on few qubits, so few that all amplitudes in which these differ fit into registers. Flips are put off to
 * the end, where they only decide what is written where, and a common phase is taken out: then the steps' kinds hang on
 * the gates alone and not on their angles.
 */
export interface Stage {
  readonly kind: 'stage';
  /** Places in the block, in the order in which steps meet them. */
  readonly places: readonly number[];
  readonly steps: readonly StageStep[];
  /** Places of the stage that are flipped at the end, as bits. */
  readonly flips: number;
  readonly phase: Complex;
}

type Flip = Extract<Operation, { kind: 'flip' }>;
type One = Extract<Operation, { kind: 'one' }>;

/** What can be a part of a stage. */
export type StageOperation = Pair | Flip | One;

export function isStageOperation(
  operation: FusedOperation | { readonly kind: 'index-map' },
  { inside }: BlockQubits,
): operation is StageOperation {
  if (operation.kind === 'pair') return true;
  if (operation.kind === 'one') return operation.mask === 0;
  return operation.kind === 'flip' && isControlledOnce(operation) && (operation.mask & ~inside) === 0;
}

function isControlledOnce({ mask }: Flip): boolean {
  return (mask & (mask - 1)) === 0;
}

/** Bits of the qubits of an operation, all of which a stage with it must have. */
export function stageQubits(operation: StageOperation): number {
  return operation.kind === 'pair' ? operation.qubits : operation.mask | (1 << operation.target);
}

export function stageOf(operations: readonly StageOperation[], block: BlockQubits): Stage {
  const builder = new StageBuilder(block);
  for (const operation of operations) builder.push(operation);
  return builder.finish();
}

/** An index of two bits taken from places p and q. */
function gathered(bits: number, p: number, q: number): number {
  return ((bits >> p) & 1) | (((bits >> q) & 1) << 1);
}

class StageBuilder {
  readonly #block: BlockQubits;
  readonly #places: number[] = [];
  readonly #steps: StageStep[] = [];
  /** Bits of the places whose amplitudes lie where those of the other value belong. */
  #flips = 0;
  #phase: Complex = cx.one;

  constructor(block: BlockQubits) {
    this.#block = block;
  }

  push(operation: StageOperation): void {
    if (operation.kind === 'flip') return this.#flip(operation);
    if (operation.kind === 'one') return this.#one(operation);
    const [p, q] = [this.#place(operation.p), this.#place(operation.q)];
    if (operation.matrix === undefined) this.#pair(operation, p, q);
    else this.#steps.push({ kind: 'matrix', p, q, matrix: moved(operation.matrix, this.#at(p, q)) });
  }

  finish(): Stage {
    const [places, steps, flips, phase] = [this.#places, this.#steps, this.#flips, this.#phase];
    return { kind: 'stage', places, steps, flips, phase };
  }

  #place(qubit: number): number {
    const place = this.#block.place(qubit);
    const found = this.#places.indexOf(place);
    return found === -1 ? this.#places.push(place) - 1 : found;
  }

  #at(p: number, q: number): number {
    return gathered(this.#flips, p, q);
  }

  #pair({ turns: [tp, tq], monomial }: Pair, p: number, q: number): void {
    const flips = this.#at(p, q);
    const [first = 0] = monomial.to;
    const to = monomial.to.map((row) => row ^ first);
    const found = monomial.factors.map((_, k) => monomial.factors[k ^ flips] ?? cx.one);
    const [common = cx.one] = found;
    const back = cx.conjugate(common);
    const factors = found.map((factor, k) => (k === 0 ? cx.one : cx.multiply(factor, back)));
    const turns = [flips & 1 ? -tp : tp, flips & 2 ? -tq : tq] as const;
    const hasFactors = monomial.factors.some(({ re, im }) => re !== 1 || im !== 0);
    this.#phase = cx.multiply(this.#phase, common);
    this.#steps.push({ kind: 'pair', p, q, turns, to, factors, hasFactors });
    this.#setFlips(p, q, (to[flips] ?? 0) ^ first);
  }

  #setFlips(p: number, q: number, flips: number): void {
    const rest = this.#flips & ~((1 << p) | (1 << q));
    this.#flips = rest | ((flips & 1) << p) | ((flips >> 1) << q);
  }

  #one({ target, matrix }: One): void {
    const p = this.#place(target);
    const isFlipped = ((this.#flips >> p) & 1) === 1;
    const order = isFlipped ? [6, 7, 4, 5, 2, 3, 0, 1] : [0, 1, 2, 3, 4, 5, 6, 7];
    this.#steps.push({ kind: 'one', p, matrix: Float64Array.from(order, (at) => matrix[at] ?? 0) });
  }

  #flip({ target, mask, values }: Flip): void {
    const p = this.#place(target);
    if (mask === 0) {
      this.#flips ^= 1 << p;
      return;
    }
    const q = this.#place(31 - Math.clz32(mask));
    const control = (this.#flips >> q) & 1;
    if (control === (values === 0 ? 0 : 1)) this.#flips ^= 1 << p;
    this.#steps.push({ kind: 'flip', p, q });
  }
}

/** A matrix whose rows and columns k stand for k ^ flips. */
function moved(matrix: Matrix, flips: number): Matrix {
  if (flips === 0) return matrix;
  return matrix.map((_, row) => matrix.map((__, column) => matrix[row ^ flips]?.[column ^ flips] ?? cx.zero));
}
