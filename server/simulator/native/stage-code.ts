import type { Precision } from '../../library/index.ts';
import { headerBytes, headerPlaces } from '../program/stage-data.ts';
import { vectorBytes } from '../program/stage-reach.ts';
import type { StageShape, StepShape } from '../program/stage-shape.ts';
import { FunctionBody, moduleWith } from './wasm-writer.ts';

/** What the code for a stage has to go with. */
export interface StageTarget {
  readonly precision: Precision;
  readonly isRelaxed: boolean;
  readonly isShared: boolean;
}

/** Pages of a memory of 4 GiB. */
const mostPages = 65_536;

/** Vector instructions for each precision. */
const codes = {
  double: { multiply: 0xf2, add: 0xf0, subtract: 0xf1, multiplyAdd: 0x107, multiplySubtract: 0x108 },
  single: { multiply: 0xe6, add: 0xe4, subtract: 0xe5, multiplyAdd: 0x105, multiplySubtract: 0x106 },
} as const;

const access = { load: 0x00, store: 0x0b, shuffle: 0x0d, splat4: 0x09, splat8: 0x0a } as const;

/** A module whose function `run` takes the addresses that it reads from and writes to and that of the stage's data; see kernel `run_blocks`. */
export function stageModule(shape: StageShape, target: StageTarget): Uint8Array<ArrayBuffer> {
  const { body } = new StageCode(shape, target);
  return moduleWith(body, parameters.length, { isShared: target.isShared, mostPages });
}

type Pair = Extract<StepShape, { kind: 'pair' }>;

/** The parameters of the function. */
const parameters = [0, 1, 2] as const;
const [source, goal, data] = parameters;

class StageCode {
  readonly body = new FunctionBody(parameters.length);
  readonly #shape: StageShape;
  readonly #target: StageTarget;
  readonly #codes: (typeof codes)[Precision];
  /** Locals with the vectors of each index, once they are read. */
  readonly #vectors: (number | undefined)[];
  #addresses: readonly number[] = [];
  /** Bytes from the addresses to what is read and written now. */
  #offset = 0;
  /** Bytes from the data's start to the next constant. */
  #at = headerBytes;

  constructor(shape: StageShape, target: StageTarget) {
    this.#shape = shape;
    this.#target = target;
    this.#codes = codes[target.precision];
    this.#vectors = Array<number | undefined>(2 ** shape.width).fill(undefined);
    this.#whole();
  }

  /**
   * The loop over all addresses of index 0, which are walked in what is read and in what is written at once. Vectors at
   * fixed distances take turns, so that they share the computation of addresses.
   */
  #whole(): void {
    const { body } = this;
    const { width, turns } = this.#shape;
    const places = headerPlaces(width);
    const [fromWalk, toWalk] = [this.#header(places.fromWalk), this.#header(places.toWalk)];
    const strides = range(width).map((place) => this.#header(places.strides(place)));
    const start = this.#header(places.start);
    const written = range(width).map((place) => this.#header(places.written(place)));
    const [fromOffset, toOffset] = [body.local('i32'), body.local('i32')];
    body.loop();
    this.#sum(source, fromOffset);
    this.#addresses = this.#spanned(strides);
    this.#sum(goal, toOffset);
    body.get(start);
    body.plain('add');
    const goals = this.#spanned(written);
    for (const offset of turns) this.#allSteps(offset, goals);
    this.#walk(toOffset, toWalk);
    body.set(toOffset);
    this.#walk(fromOffset, fromWalk);
    body.tee(fromOffset);
    body.repeatIf();
    body.plain('end');
  }

  /** All steps for the vectors so many bytes from those at the addresses. */
  #allSteps(offset: number, goals: readonly number[]): void {
    this.#offset = offset;
    this.#at = headerBytes;
    this.#vectors.fill(undefined);
    for (const step of this.#shape.steps) this.#step(step);
    for (const index of this.#vectors.keys()) this.#vector(index);
    if (this.#shape.ending === 'scaled') this.#scale();
    this.#write(goals);
  }

  #sum(x: number, y: number): void {
    this.body.get(x);
    this.body.get(y);
    this.body.plain('add');
  }

  /** The next number that has only bits of `walk`: (offset − walk) & walk, which is 0 after the last one. */
  #walk(offset: number, walk: number): void {
    this.body.get(offset);
    this.body.get(walk);
    this.body.plain('subtract');
    this.body.get(walk);
    this.body.plain('and');
  }

  /** What the kernel does to amplitudes on their way back to the state. */
  #scale(): void {
    const [re, im] = this.#factor();
    const guard = this.#target.precision === 'single' ? this.#constant(this.#at) : undefined;
    for (const index of this.#vectors.keys()) {
      const scaled = this.#times(this.#vector(index), re, im);
      this.#vectors[index] = guard === undefined ? scaled : this.#settled(scaled, guard);
    }
  }

  /** (v + guard) − guard. */
  #settled(vector: number, guard: number): number {
    this.#combined(vector, guard, this.#codes.add);
    const sum = this.#kept();
    this.#combined(sum, guard, this.#codes.subtract);
    return this.#kept();
  }

  #combined(x: number, y: number, code: number): void {
    this.body.get(x);
    this.body.get(y);
    this.body.vector(code);
  }

  #header(place: number): number {
    const local = this.body.local('i32');
    this.body.get(data);
    this.body.loadWord(place);
    this.body.set(local);
    return local;
  }

  /** Locals with the addresses of all indices, from that of index 0, which is on the stack. */
  #spanned(strides: readonly number[]): readonly number[] {
    const first = this.body.local('i32');
    this.body.set(first);
    const addresses = [first];
    for (const stride of strides)
      for (const lower of addresses.slice()) {
        const address = this.body.local('i32');
        this.body.get(lower);
        this.body.get(stride);
        this.body.plain('add');
        this.body.set(address);
        addresses.push(address);
      }
    return addresses;
  }

  /** The local with the vector of an index, which is read the first time that it is wanted. */
  #vector(index: number): number {
    const found = this.#vectors[index];
    if (found !== undefined) return found;
    const { lane } = this.#shape;
    if (lane === undefined) return (this.#vectors[index] = this.#read(index));
    const [zero, one] = [index & ~(1 << lane), index | (1 << lane)];
    const [x, y] = [this.#read(zero), this.#read(one)];
    this.#vectors[zero] = this.#lanes(x, y, 0);
    this.#vectors[one] = this.#lanes(x, y, 1);
    return this.#vector(index);
  }

  #read(index: number): number {
    this.body.get(this.#addresses[index] ?? 0);
    this.body.access(access.load, this.#offset);
    return this.#kept();
  }

  /** The amplitudes at one place of two vectors: this exchanges the qubit within vectors with another. */
  #lanes(x: number, y: number, place: 0 | 1): number {
    const bytes = range(8).map((byte) => byte + 8 * place);
    this.body.get(x);
    this.body.get(y);
    this.body.shuffle(access.shuffle, [...bytes, ...bytes.map((byte) => byte + vectorBytes)]);
    return this.#kept();
  }

  #write(addresses: readonly number[]): void {
    const { lane, flipsLane } = this.#shape;
    for (const [index, address] of addresses.entries()) {
      this.body.get(address);
      this.body.get(this.#packed(index, lane, flipsLane));
      this.body.access(access.store, this.#offset);
    }
  }

  #packed(index: number, lane: number | undefined, flipsLane: boolean): number {
    if (lane === undefined) return this.#vector(index);
    const bit = 1 << lane;
    const [zero, one] = [this.#vector(index & ~bit), this.#vector(index | bit)];
    const place = (index & bit) === 0 ? 0 : 1;
    return flipsLane ? this.#lanes(one, zero, place) : this.#lanes(zero, one, place);
  }

  #step(step: StepShape): void {
    switch (step.kind) {
      case 'pair':
        return this.#pair(step);
      case 'matrix':
        return this.#matrix(step.p, step.q);
      case 'real':
        return this.#real(step.p);
      case 'complex':
        return this.#complex(step.p);
      case 'flip':
        return this.#permute(
          step.p,
          step.q,
          [0, 1, 2, 3].map((k) => (k & 2 ? k ^ 1 : k)),
        );
    }
  }

  #pair({ p, q, to, hasFactors }: Pair): void {
    const bytes = this.#numberBytes;
    this.#turn(p, this.#at);
    this.#turn(q, this.#at + bytes);
    this.#at += vectorBytes;
    if (hasFactors)
      for (const k of [1, 2, 3]) {
        const [re, im] = this.#factor();
        for (const group of this.#groups([p, q])) {
          const index = group | spreadBits(k, p, q);
          this.#vectors[index] = this.#times(this.#vector(index), re, im);
        }
      }
    this.#permute(p, q, to);
  }

  get #numberBytes(): number {
    return this.#target.precision === 'double' ? 8 : 4;
  }

  /** [[1, −t], [t, 1]]. */
  #turn(place: number, at: number): void {
    const t = this.#splat(at);
    for (const zero of this.#groups([place])) {
      const one = zero | (1 << place);
      const [v, w] = [this.#vector(zero), this.#vector(one)];
      this.#vectors[zero] = this.#minusProduct(w, t, v);
      this.#vectors[one] = this.#plusProduct(v, t, w);
    }
  }

  #permute(p: number, q: number, to: readonly number[]): void {
    const from = range(this.#vectors.length).map((index) => this.#vector(index));
    for (const group of this.#groups([p, q]))
      for (const [k, row] of to.entries())
        this.#vectors[group | spreadBits(row, p, q)] = from[group | spreadBits(k, p, q)];
  }

  /** A 4×4 matrix: its columns add to the rows of two groups of vectors at once, so that each entry is read once. */
  #matrix(p: number, q: number): void {
    const groups = this.#groups([p, q]);
    const start = this.#at;
    this.#at += 16 * 2 * vectorBytes;
    for (let first = 0; first < groups.length; first += 2)
      this.#columns(groups.slice(first, first + 2), p, q, start);
  }

  #columns(groups: readonly number[], p: number, q: number, start: number): void {
    const sums = groups.map((): number[] => []);
    for (const column of range(4)) {
      const read = groups.map((group) => this.#vector(group | spreadBits(column, p, q)));
      const crossed = read.map((vector) => this.#crossed(vector));
      for (const row of range(4)) {
        const at = start + 2 * vectorBytes * (4 * row + column);
        const [re, im] = [this.#constant(at), this.#constant(at + vectorBytes)];
        for (const [place, rows] of sums.entries()) {
          const [v, w] = [read[place] ?? 0, crossed[place] ?? 0];
          const earlier = rows[row];
          const sum = earlier === undefined ? this.#product(v, re) : this.#plusProduct(re, v, earlier);
          rows[row] = this.#plusProduct(im, w, sum);
        }
      }
    }
    for (const [place, group] of groups.entries())
      for (const row of range(4)) this.#vectors[group | spreadBits(row, p, q)] = sums[place]?.[row];
  }

  #real(place: number): void {
    const bytes = this.#numberBytes;
    const [m00 = 0, m01 = 0, m10 = 0, m11 = 0] = range(4).map((k) => this.#splat(this.#at + k * bytes));
    this.#at += 4 * bytes;
    for (const zero of this.#groups([place])) {
      const one = zero | (1 << place);
      const [v, w] = [this.#vector(zero), this.#vector(one)];
      this.#vectors[zero] = this.#plusProduct(w, m01, this.#product(v, m00));
      this.#vectors[one] = this.#plusProduct(w, m11, this.#product(v, m10));
    }
  }

  #complex(place: number): void {
    const start = this.#at;
    this.#at += 4 * 2 * vectorBytes;
    for (const zero of this.#groups([place])) {
      const one = zero | (1 << place);
      const [v, w] = [this.#vector(zero), this.#vector(one)];
      const [across, other] = [this.#crossed(v), this.#crossed(w)];
      const rows = [0, 1].map((row) => {
        const at = (k: number) => this.#constant(start + 4 * vectorBytes * row + k * vectorBytes);
        const first = this.#plusProduct(across, at(1), this.#product(v, at(0)));
        return this.#plusProduct(other, at(3), this.#plusProduct(w, at(2), first));
      });
      [this.#vectors[zero], this.#vectors[one]] = rows;
    }
  }

  /** Indices in which the bits of some places are 0. */
  #groups(places: readonly number[]): readonly number[] {
    const taken = places.reduce((bits, place) => bits | (1 << place), 0);
    return range(this.#vectors.length).filter((index) => (index & taken) === 0);
  }

  /** The next complex constant. */
  #factor(): readonly [re: number, im: number] {
    const at = this.#at;
    this.#at += 2 * vectorBytes;
    return [this.#constant(at), this.#constant(at + vectorBytes)];
  }

  #constant(at: number): number {
    this.body.get(data);
    this.body.access(access.load, at);
    return this.#kept();
  }

  /** A number in all lanes. */
  #splat(at: number): number {
    const isDouble = this.#target.precision === 'double';
    this.body.get(data);
    this.body.access(isDouble ? access.splat8 : access.splat4, at, isDouble ? 3 : 2);
    return this.#kept();
  }

  #times(vector: number, re: number, im: number): number {
    return this.#plusProduct(this.#crossed(vector), im, this.#product(vector, re));
  }

  /** Real and imaginary parts exchanged. */
  #crossed(vector: number): number {
    const bytes = this.#numberBytes;
    this.body.get(vector);
    this.body.get(vector);
    this.body.shuffle(
      access.shuffle,
      range(vectorBytes).map((byte) => byte ^ bytes),
    );
    return this.#kept();
  }

  #product(x: number, y: number): number {
    this.#combined(x, y, this.#codes.multiply);
    return this.#kept();
  }

  /** x·y + z, rounded as the kernels in C round it. */
  #plusProduct(x: number, y: number, z: number): number {
    if (this.#target.isRelaxed) return this.#fused(x, y, z, this.#codes.multiplyAdd);
    this.body.get(this.#product(x, y));
    this.body.get(z);
    this.body.vector(this.#codes.add);
    return this.#kept();
  }

  /** z − x·y. */
  #minusProduct(x: number, y: number, z: number): number {
    if (this.#target.isRelaxed) return this.#fused(x, y, z, this.#codes.multiplySubtract);
    const product = this.#product(x, y);
    this.body.get(z);
    this.body.get(product);
    this.body.vector(this.#codes.subtract);
    return this.#kept();
  }

  #fused(x: number, y: number, z: number, code: number): number {
    for (const local of [x, y, z]) this.body.get(local);
    this.body.vector(code);
    return this.#kept();
  }

  /** A new local with the vector on the stack. */
  #kept(): number {
    const local = this.body.local('v128');
    this.body.set(local);
    return local;
  }
}

/** The bits of an index of two, at places p and q. */
function spreadBits(index: number, p: number, q: number): number {
  return ((index & 1) << p) | ((index >> 1) << q);
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
