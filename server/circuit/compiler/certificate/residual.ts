import { cx, matrices } from '../../../base/index.ts';
import { qubitsIn } from '../../statistics.ts';
import { renamed } from '../qubits.ts';
import { type Columns, type KnownGate, applyGate, knownMatrix } from './columns.ts';

/**
 * A factor of what is between two circuits: a matrix on some wires as one vector, whose index has the row in the low half of
 * its bits and the column in the high half, each with the first wire as the lowest bit.
 */
interface Factor {
  readonly wires: readonly number[];
  readonly vector: Columns;
}

/** Entries that differ by less are taken for equal; what that leaves out is added up. */
const near = 1e-9;

/** A factor of so many wires is tried behind an exchange of any two of them, a wider one of those that a gate is on. */
const fewWires = 4;

/**
 * What is still between the beginnings of two circuits: K with B = Π·K·A, where Π says at which qubit of B each wire of A is. K is
 * kept as a product of factors on different wires; one that falls apart is taken apart, so that K stays small while the
 * circuits go on side by side. Global phases are of no account.
 */
export class Residual {
  /** The qubit of B that holds each wire, and the wire at each qubit. */
  readonly places: number[];
  readonly #wireAt: number[];
  readonly #factors: Factor[];
  /** A bound on the distance in operator norm of K from what is kept: the sum of all that was left out. */
  error = 0;
  /** The most wires of one factor so far. */
  widest = 1;
  /** Factors of several wires that fell apart. */
  closed = 0;

  constructor(wires: number) {
    this.places = Array.from({ length: wires }, (_, wire) => wire);
    this.#wireAt = [...this.places];
    this.#factors = this.places.map((wire) => identityOn(wire));
  }

  wireAt(place: number): number {
    return this.#wireAt[place] ?? place;
  }

  /** Wires that a gate on these would have in one factor. */
  sizeWith(wires: readonly number[]): number {
    const factors = new Set(wires.map((wire) => this.#factors[wire]));
    return [...factors].reduce((sum, factor) => sum + (factor?.wires.length ?? 0), 0);
  }

  isOpen(wire: number): boolean {
    return (this.#factors[wire]?.wires.length ?? 1) > 1;
  }

  /** A gate of A comes in front of its inverse: K becomes K·g†. */
  undo(gate: KnownGate): void {
    const factor = this.#joined(qubitsIn(gate));
    const count = factor.wires.length;
    const matrix = matrices.adjoint(transposed(knownMatrix(gate)));
    const here = renamed(gate, (wire) => count + factor.wires.indexOf(wire)) as KnownGate;
    applyGate(factor.vector, { ...unitary(matrix), qubits: here.qubits, controls: here.controls });
    this.#split(factor, qubitsIn(gate));
  }

  /** A gate of B, on its qubits: K becomes h·K. */
  add(gate: KnownGate): void {
    const wires = qubitsIn(gate).map((place) => this.wireAt(place));
    const factor = this.#joined(wires);
    const here = renamed(gate, (place) => factor.wires.indexOf(this.wireAt(place))) as KnownGate;
    applyGate(factor.vector, here);
    this.#split(factor, wires);
  }

  #joined(wires: readonly number[]): Factor {
    const parts = [...new Set(wires.map((wire) => this.#factors[wire]!))];
    const factor = parts.reduce((all, part) => product(all, part));
    if (parts.length > 1) for (const wire of factor.wires) this.#factors[wire] = factor;
    this.widest = Math.max(this.widest, factor.wires.length);
    return factor;
  }

  /** Takes out each wire that is a factor of its own, behind an exchange of two wires where that parts them. */
  #split(factor: Factor, gate: readonly number[]): void {
    const parts = peeled(factor);
    this.#keep(factor, parts);
    if (gate.length < 2) return;
    const { wires } = parts.rest;
    for (const [a, b] of pairsOf(
      wires.length <= fewWires ? wires : wires.filter((wire) => gate.includes(wire)),
    )) {
      const exchanged = peeled(withRowsExchanged(parts.rest, a, b));
      if (exchanged.rest.wires.includes(a) && exchanged.rest.wires.includes(b)) continue;
      this.#exchange(a, b);
      this.#keep(parts.rest, exchanged);
      if (exchanged.rest.wires.length > 1) this.#split(exchanged.rest, gate);
      return;
    }
  }

  #keep(before: Factor, { rest, alone, left }: Peeled): void {
    this.error += left;
    for (const factor of [rest, ...alone]) for (const wire of factor.wires) this.#factors[wire] = factor;
    // What rounding left would grow from factor to factor.
    for (const wire of before.wires) if (this.isNothing(wire)) this.clear(wire);
    if (rest.wires.length === 1 && before.wires.length > 1) this.closed++;
  }

  #exchange(a: number, b: number): void {
    const [atA, atB] = [this.places[a]!, this.places[b]!];
    [this.places[a], this.places[b]] = [atB, atA];
    [this.#wireAt[atA], this.#wireAt[atB]] = [b, a];
  }

  /** Whether nothing is left on a wire but a phase. */
  isNothing(wire: number): boolean {
    const { vector, wires } = this.#factors[wire]!;
    if (wires.length > 1) return false;
    const { re, im } = vector;
    return this.#leaves(Math.hypot(re[0]! - re[3]!, im[0]! - im[3]!, re[1]!, im[1]!, re[2]!, im[2]!));
  }

  /** Whether a measurement sees nothing of what is left on a wire: its factor has entries on its diagonal only. */
  isDiagonal(wire: number): boolean {
    const { vector, wires } = this.#factors[wire]!;
    const size = 2 ** wires.length;
    let left = 0;
    for (let index = 0; index < vector.re.length; index++)
      if (index % size !== Math.floor(index / size)) left += vector.re[index]! ** 2 + vector.im[index]! ** 2;
    return this.#leaves(Math.sqrt(left));
  }

  /** Whether so little may be left out; it is added up. */
  #leaves(distance: number): boolean {
    if (distance > near) return false;
    this.error += distance;
    return true;
  }

  /** The wires that are in one factor with this one. */
  besides(wire: number): readonly number[] {
    return this.#factors[wire]!.wires;
  }

  /** Behind the end of a program: nothing is left anywhere, with each wire where it was. */
  restart(places: readonly number[]): void {
    for (const [wire, place] of places.entries()) {
      this.places[wire] = place;
      this.#wireAt[place] = wire;
      this.clear(wire);
    }
  }

  /** After a reset, or a measurement that saw nothing of it, nothing is left on a wire that is alone. */
  clear(wire: number): void {
    this.#factors[wire] = identityOn(wire);
  }
}

function unitary(matrix: ReturnType<typeof knownMatrix>) {
  return { kind: 'unitary', label: 'U', matrix, span: { start: 0, end: 0 } } as const;
}

function transposed(matrix: ReturnType<typeof knownMatrix>) {
  return matrices.generate(matrix.length, (row, column) => matrices.element(matrix, column, row) ?? cx.zero);
}

function identityOn(wire: number): Factor {
  return { wires: [wire], vector: vectorOf(1, [1, 0, 0, 1]) };
}

function vectorOf(wires: number, re: Iterable<number>): Columns {
  const vector = emptyVector(wires);
  vector.re.set([...re]);
  return vector;
}

function emptyVector(wires: number): Columns {
  const size = 4 ** wires;
  return { qubits: 2 * wires, count: 1, re: new Float64Array(size), im: new Float64Array(size) };
}

/** Two factors as one: the second one's wires behind the first one's. */
function product(first: Factor, second: Factor): Factor {
  const [m, n] = [first.wires.length, second.wires.length];
  const vector = emptyVector(m + n);
  const [a, b] = [first.vector, second.vector];
  for (let j = 0; j < b.re.length; j++)
    for (let i = 0; i < a.re.length; i++) {
      const row = (i & (2 ** m - 1)) | ((j & (2 ** n - 1)) << m);
      const column = (i >> m) | ((j >> n) << m);
      const at = row | (column << (m + n));
      vector.re[at] = a.re[i]! * b.re[j]! - a.im[i]! * b.im[j]!;
      vector.im[at] = a.re[i]! * b.im[j]! + a.im[i]! * b.re[j]!;
    }
  return { wires: [...first.wires, ...second.wires], vector };
}

/** An exchange of two wires in front of everything: behind it, K without it. */
function withRowsExchanged({ wires, vector }: Factor, a: number, b: number): Factor {
  const [p, q] = [1 << wires.indexOf(a), 1 << wires.indexOf(b)];
  const other = emptyVector(wires.length);
  for (let index = 0; index < vector.re.length; index++) {
    const differs = ((index & p) === 0) !== ((index & q) === 0);
    const to = differs ? index ^ p ^ q : index;
    other.re[to] = vector.re[index]!;
    other.im[to] = vector.im[index]!;
  }
  return { wires, vector: other };
}

function pairsOf(wires: readonly number[]): readonly (readonly [number, number])[] {
  return wires.flatMap((a, place) => wires.slice(place + 1).map((b) => [a, b] as const));
}

interface Peeled {
  readonly rest: Factor;
  /** The wires that were taken out. */
  readonly alone: readonly Factor[];
  /** What that leaves out, in the Frobenius norm. */
  readonly left: number;
}

function peeled(factor: Factor): Peeled {
  const alone: Factor[] = [];
  let [rest, left] = [factor, 0];
  for (const wire of factor.wires) {
    if (rest.wires.length === 1) break;
    const parts = separated(rest, wire);
    if (parts === undefined) continue;
    left += parts.left;
    alone.push(parts.alone);
    rest = parts.rest;
  }
  return { rest, alone, left };
}

/** A wire's own factor and that of the others, where the matrix is a product of both; what that leaves out. */
function separated({ wires, vector }: Factor, wire: number) {
  const place = wires.indexOf(wire);
  const count = wires.length;
  const [rowBit, columnBit] = [1 << place, 1 << (place + count)];
  const { re, im } = vector;
  const pivot = largest(vector);
  const base = pivot & ~rowBit & ~columnBit;
  const size = re[pivot]! ** 2 + im[pivot]! ** 2;
  const alone = emptyVector(1);
  for (let own = 0; own < 4; own++) {
    const at = base | ((own & 1) === 0 ? 0 : rowBit) | ((own & 2) === 0 ? 0 : columnBit);
    alone.re[own] = (re[at]! * re[pivot]! + im[at]! * im[pivot]!) / size;
    alone.im[own] = (im[at]! * re[pivot]! - re[at]! * im[pivot]!) / size;
  }
  const chosen = ((pivot & rowBit) === 0 ? 0 : 1) | ((pivot & columnBit) === 0 ? 0 : 2);
  const rest = emptyVector(count - 1);
  let left = 0;
  for (let index = 0; index < re.length; index++) {
    const own = ((index & rowBit) === 0 ? 0 : 1) | ((index & columnBit) === 0 ? 0 : 2);
    const from =
      (index & ~rowBit & ~columnBit) |
      ((chosen & 1) === 0 ? 0 : rowBit) |
      ((chosen & 2) === 0 ? 0 : columnBit);
    const [x, y] = [alone.re[own]!, alone.im[own]!];
    const differenceRe = re[index]! - (x * re[from]! - y * im[from]!);
    const differenceIm = im[index]! - (x * im[from]! + y * re[from]!);
    left += differenceRe ** 2 + differenceIm ** 2;
    if (left > near ** 2) return undefined;
    if (own === chosen) {
      const to = without(index, place, count);
      rest.re[to] = re[index]!;
      rest.im[to] = im[index]!;
    }
  }
  // Both are unitary again: the wire's own matrix has the norm √2, and the others take its factor.
  const norm = Math.hypot(...alone.re, ...alone.im) / Math.SQRT2;
  scale(alone, 1 / norm);
  scale(rest, norm);
  const others = wires.filter((one) => one !== wire);
  return {
    alone: { wires: [wire], vector: alone },
    rest: { wires: others, vector: rest },
    left: Math.sqrt(left),
  };
}

function largest({ re, im }: Columns): number {
  let [best, most] = [0, -1];
  for (let index = 0; index < re.length; index++) {
    const size = re[index]! ** 2 + im[index]! ** 2;
    if (size > most) [best, most] = [index, size];
  }
  return best;
}

/** The index without a wire's bits. */
function without(index: number, place: number, count: number): number {
  const row = index & (2 ** count - 1);
  const column = index >> count;
  return dropped(row, place) | (dropped(column, place) << (count - 1));
}

function dropped(bits: number, place: number): number {
  const low = bits & (2 ** place - 1);
  return low | ((bits >> (place + 1)) << place);
}

function scale({ re, im }: Columns, by: number): void {
  for (let index = 0; index < re.length; index++) {
    re[index] = re[index]! * by;
    im[index] = im[index]! * by;
  }
}
