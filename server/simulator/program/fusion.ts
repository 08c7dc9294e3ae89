import { type Complex, cx } from '../../base/index.ts';
import { type Monomial, exchange, flipOf, keepsOrder } from './monomial.ts';
import {
  type Matrix2x2,
  type Operation,
  mixedQubits,
  monomialForm,
  product2x2,
  usedQubits,
} from './operation.ts';
import { Pair } from './pair.ts';
import { type Phases, PhaseProduct, isOne } from './phase-product.ts';
import { Relabelling, qubitsIn } from './relabelling.ts';
import { type TwoQubitGate, splitDiagonal, twoQubitGate } from './two-qubit-gate.ts';
import { turnOf } from './turn.ts';

/** What a planner makes of operations: fewer of them, each with more to do. */
export type FusedOperation = Operation | Pair | Phases;

/** The fused form of operations in sequence. */
export function fused(operations: readonly Operation[]): readonly FusedOperation[] {
  const fusion = new Fusion();
  for (const operation of operations) fusion.push(operation);
  return fusion.finish();
}

/**
 * Merges operations. One-qubit gates wait until something on their qubit does not commute with them. A two-qubit gate
 * opens a pair, which takes what waits on its qubits with it and goes on taking all that happens to them until another
 * gate comes between. Diagonal gates that are no part of a pair are collected and applied all at once. Exchanges of
 * qubits only change labels.
 */
class Fusion {
  readonly #done: FusedOperation[] = [];
  readonly #waiting = new Map<number, Matrix2x2>();
  readonly #open = new Map<number, Pair>();
  /** The pair that was the last to do more on a qubit than multiply amplitudes. */
  readonly #last = new Map<number, Pair>();
  readonly #phases = new PhaseProduct();
  readonly #labels = new Relabelling();
  #global: Complex = cx.one;

  push(named: Operation): void {
    if (named.kind === 'swap' && named.mask === 0) return this.#labels.exchange(named.p, named.q);
    const operation = this.#labels.apply(named);
    if (operation.kind === 'one' && operation.mask === 0)
      return this.#wait(operation.target, operation.matrix);
    if (operation.kind === 'phase' && operation.mask === 0) return this.#turn(operation);
    const gate = twoQubitGate(operation);
    if (gate === undefined) this.#emit(operation);
    else if (gate.monomial && keepsOrder(gate.monomial) && !this.#joins(gate))
      this.#collect(gate, gate.monomial);
    else this.#couple(gate);
  }

  finish(): readonly FusedOperation[] {
    for (const [p, q] of this.#labels.exchangesBack()) this.#couple({ p, q, monomial: exchange });
    this.#clear([...this.#open.keys()]);
    this.#release([...this.#waiting.keys()]);
    for (const [qubit, matrix] of this.#waiting) this.#releaseDiagonal(qubit, matrix);
    this.#flushPhases();
    for (const operation of this.#done) if (operation.kind === 'pair') this.#turn(operation.normalise());
    if (this.#global.re !== 1 || this.#global.im !== 0)
      this.#done.push({ kind: 'phase', mask: 0, values: 0, ...this.#global });
    return this.#done;
  }

  #wait(target: number, matrix: Matrix2x2): void {
    const earlier = this.#waiting.get(target);
    const wasTurned = this.#isTurned(target);
    this.#waiting.set(target, earlier === undefined ? matrix : product2x2(matrix, earlier));
    if (!wasTurned && this.#isTurned(target)) this.#sendAhead(target);
  }

  /** Takes the phase on the right out of a waiting gate, so that it meets the phases collected before. */
  #sendAhead(target: number): void {
    const matrix = this.#waiting.get(target) ?? new Float64Array();
    const { right } = turnOf(matrix);
    if (isOne(right)) return;
    const back = Float64Array.of(1, 0, 0, 0, 0, 0, right.re, -right.im);
    this.#waiting.set(target, product2x2(matrix, back));
    const open = this.#open.get(target);
    if (open === undefined) this.#before(target, right);
    else open.phase(open.placeOf(target), right);
  }

  #turn({ re, im }: Complex): void {
    this.#global = cx.multiply(this.#global, { re, im });
  }

  /** Whether a diagonal gate is cheaper as a part of a pair than among the collected ones. */
  #joins({ p, q }: TwoQubitGate): boolean {
    const pair = this.#open.get(p);
    if (pair !== undefined && pair === this.#open.get(q)) return true;
    return this.#isTurned(p) && this.#isTurned(q);
  }

  #isTurned(qubit: number): boolean {
    const matrix = this.#waiting.get(qubit);
    return matrix !== undefined && monomialForm(matrix) === undefined;
  }

  #collect({ p, q }: TwoQubitGate, { factors }: Monomial): void {
    this.#clear([p, q]);
    this.#release([p, q]);
    this.#turn(this.#phases.addTwo(p, q, factors));
  }

  #couple({ p, q, monomial, matrix }: TwoQubitGate): void {
    const pair = this.#pairOn(p, q);
    for (const qubit of [p, q]) {
      const waiting = this.#waiting.get(qubit);
      this.#waiting.delete(qubit);
      if (waiting !== undefined) pair.one(pair.placeOf(qubit), waiting);
    }
    if (matrix === undefined) pair.then(monomial);
    else pair.thenMatrix(matrix);
  }

  /** The open pair on two qubits, or a new one that starts with what waits on them. */
  #pairOn(p: number, q: number): Pair {
    const open = this.#open.get(p);
    if (open !== undefined && open === this.#open.get(q)) return open;
    this.#clear([p, q]);
    const pair = new Pair(p, q);
    for (const qubit of [p, q]) {
      if (this.#isTurned(qubit)) this.#start(pair, qubit);
      this.#open.set(qubit, pair);
    }
    return pair;
  }

  #start(pair: Pair, qubit: number): void {
    const turn = turnOf(this.#waiting.get(qubit) ?? new Float64Array());
    this.#waiting.delete(qubit);
    this.#before(qubit, turn.right);
    pair.start(pair.placeOf(qubit), turn);
  }

  /** A phase on a qubit whose operations have all been emitted; only diagonal ones came after its last pair. */
  #before(qubit: number, phase: Complex): void {
    const last = this.#last.get(qubit);
    if (last === undefined) this.#phases.addOne(qubit, phase);
    else last.phase(last.placeOf(qubit), phase);
  }

  /** Closes the open pairs on these qubits. */
  #clear(qubits: readonly number[]): void {
    for (const qubit of qubits) {
      const pair = this.#open.get(qubit);
      if (pair !== undefined) this.#close(pair);
    }
  }

  #close(pair: Pair): void {
    this.#open.delete(pair.p);
    this.#open.delete(pair.q);
    const { p, q, monomial } = pair;
    const isMonomial = pair.matrix === undefined && pair.turns.every((t) => t === 0);
    if (isMonomial && keepsOrder(monomial)) return this.#turn(this.#phases.addTwo(p, q, monomial.factors));
    if (this.#splits(pair)) return this.#split(pair);
    const flip = isMonomial ? flipOf(monomial) : undefined;
    if (flip !== undefined) return this.#flip(pair, flip.place, flip.value);
    this.#makeWay(pair.qubits);
    this.#done.push(pair);
    this.#last.set(p, pair).set(q, pair);
  }

  /** Whether a pair is one turn before diagonal gates, which are better collected. */
  #splits({ matrix, monomial, turns }: Pair): boolean {
    return matrix === undefined && keepsOrder(monomial) && turns.filter((t) => t !== 0).length === 1;
  }

  #split({ p, q, turns, scale, monomial }: Pair): void {
    const [target, t] = turns[0] === 0 ? [q, turns[1]] : [p, turns[0]];
    const matrix = Float64Array.of(scale, 0, -scale * t, 0, scale * t, 0, scale, 0);
    this.#makeWay(1 << target);
    this.#last.delete(target);
    this.#done.push({ kind: 'one', target, matrix, mask: 0, values: 0 });
    this.#turn(this.#phases.addTwo(p, q, monomial.factors));
  }

  #flip({ p, q }: Pair, place: number, value: number): void {
    const [target, control] = place === 0 ? [p, q] : [q, p];
    const bit = 1 << target;
    this.#makeWay(bit);
    this.#last.delete(target);
    this.#done.push({ kind: 'flip', target, mask: 1 << control, values: value << control });
  }

  /** Emits an operation that nothing is merged with. */
  #emit(operation: Operation): void {
    const mixed = mixedQubits(operation);
    const used = qubitsIn(usedQubits(operation));
    this.#clear(used);
    this.#release(used.filter((qubit) => this.#isTurned(qubit)));
    for (const part of splitDiagonal(operation)) this.#emitPart(part, mixed);
  }

  #emitPart(operation: Operation, mixed: number): void {
    // A waiting diagonal gate or flip may stay on a control only where it is diagonal.
    for (const qubit of qubitsIn(usedQubits(operation))) {
      const matrix = this.#waiting.get(qubit);
      if (matrix === undefined) continue;
      const flips = monomialForm(matrix)?.flips ?? true;
      if (flips) this.#releaseFlip(qubit, matrix);
      else if ((mixed & (1 << qubit)) !== 0) this.#releaseDiagonal(qubit, matrix);
    }
    this.#makeWay(mixed);
    this.#done.push(operation);
    for (const qubit of qubitsIn(mixed)) this.#last.delete(qubit);
  }

  /** Emits the waiting gates of some qubits that are neither diagonal nor flips, two by two. */
  #release(qubits: readonly number[]): void {
    for (const qubit of qubits) {
      const matrix = this.#waiting.get(qubit);
      if (matrix !== undefined && monomialForm(matrix)?.flips === true) this.#releaseFlip(qubit, matrix);
    }
    const turned = qubits.filter((qubit) => this.#isTurned(qubit));
    for (let at = 0; at + 1 < turned.length; at += 2) {
      const [p = 0, q = 0] = turned.slice(at, at + 2).toSorted((a, b) => a - b);
      this.#close(this.#pairOn(p, q));
    }
    if (turned.length % 2 === 1) this.#releaseAlone(turned.at(-1) ?? 0);
  }

  #releaseAlone(target: number): void {
    const matrix = this.#waiting.get(target);
    if (matrix === undefined) return;
    this.#waiting.delete(target);
    this.#clear([target]);
    this.#makeWay(1 << target);
    this.#last.delete(target);
    this.#done.push({ kind: 'one', target, matrix, mask: 0, values: 0 });
  }

  #releaseFlip(target: number, matrix: Matrix2x2): void {
    this.#waiting.delete(target);
    this.#clear([target]);
    this.#makeWay(1 << target);
    this.#last.delete(target);
    this.#done.push({ kind: 'flip', target, mask: 0, values: 0 });
    // The flip comes first: |0⟩ has become |1⟩ when it meets its phase.
    const [zero, one] = monomialForm(matrix)?.left ?? [cx.one, cx.one];
    this.#addDiagonal(target, one, zero);
  }

  #releaseDiagonal(target: number, matrix: Matrix2x2): void {
    this.#waiting.delete(target);
    const [zero, one] = monomialForm(matrix)?.left ?? [cx.one, cx.one];
    this.#addDiagonal(target, zero, one);
  }

  #addDiagonal(target: number, zero: Complex, one: Complex): void {
    this.#turn(zero);
    this.#before(target, cx.multiply(one, cx.conjugate(zero)));
  }

  /** Collected phases come before anything that mixes one of their qubits. */
  #makeWay(mixed: number): void {
    if ((this.#phases.qubits & mixed) !== 0) this.#flushPhases();
  }

  #flushPhases(): void {
    const phases = this.#phases.take();
    if (phases !== undefined) this.#done.push(phases);
  }
}
