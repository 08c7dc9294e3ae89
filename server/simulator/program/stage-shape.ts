import type { Complex } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import type { BlockQubits } from './block-qubits.ts';
import { type Matrix2x2, formOf } from './operation.ts';
import type { Stage, StageStep } from './stage.ts';

/** What of a step decides the code for it. */
export type StepShape =
  | {
      readonly kind: 'pair';
      readonly p: number;
      readonly q: number;
      readonly to: readonly number[];
      readonly hasFactors: boolean;
    }
  | { readonly kind: 'matrix' | 'flip'; readonly p: number; readonly q: number }
  | { readonly kind: 'real' | 'complex'; readonly p: number };

/** What of a stage decides the code for it: neither angles nor where its qubits lie in the block. */
export interface StageShape {
  /** Qubits of the stage. */
  readonly width: number;
  /** Bytes from the first to all vectors of each index that take turns in the same code. */
  readonly turns: readonly number[];
  /** The place whose amplitudes stand beside each other in one vector; only in single precision. */
  readonly lane?: number;
  /** Whether those are exchanged in the end. */
  readonly flipsLane: boolean;
  /** Whether all amplitudes are multiplied in the end with the scale of the pass, whose last operation this is. */
  readonly ending: 'plain' | 'scaled';
  readonly steps: readonly StepShape[];
}

/** Bytes at the start of a stage's data: what is walked, and strides, in bytes. Constants follow. */
export const headerBytes = 48;

/** Bytes of a vector. */
export const vectorBytes = 16;

/** Where the words of the header are. */
export function headerPlaces(width: number) {
  return {
    /** The bits of an address in which what is read of a block differs, without those of the stage's qubits. */
    fromWalk: 0,
    /** The same of what is written. */
    toWalk: 4,
    strides: (place: number) => 8 + 4 * place,
    /** Where the amplitudes of index 0 are written, from where they would be without flips. */
    start: 8 + 4 * width,
    /** Strides of the addresses that are written: negative for places that are flipped. */
    written: (place: number) => 12 + 4 * (width + place),
  };
}

/** @param scale what the stage multiplies by in the end; nothing where it is not the last operation of its pass. */
export function shapeOf(
  { places, steps, flips }: Stage,
  block: BlockQubits,
  precision: Precision,
  scale: Complex | undefined,
): StageShape {
  const lane = precision === 'single' ? places.indexOf(0) : -1;
  const hasLane = lane !== -1;
  return {
    width: places.length,
    turns: spanned(turningPlaces(places, block, precision).map((place) => bytesOf(place, precision))),
    ...(hasLane && { lane }),
    flipsLane: hasLane && ((flips >> lane) & 1) === 1,
    ending: isScaled(scale, precision) ? 'scaled' : 'plain',
    steps: steps.map(stepShape),
  };
}

function stepShape(step: StageStep): StepShape {
  const { kind, p } = step;
  if (kind === 'one') return { kind: formOf(step.matrix) === 'real' ? 'real' : 'complex', p };
  if (kind !== 'pair') return { kind, p, q: step.q };
  return { kind, p, q: step.q, to: step.to, hasFactors: step.hasFactors };
}

/** Equal for equal shapes. */
export function shapeKey({ width, turns, lane, flipsLane, ending, steps }: StageShape): string {
  const words = steps.map((step) => {
    const places = 'q' in step ? `${step.p}${step.q}` : String(step.p);
    const more = step.kind === 'pair' ? `${step.to.join('')}${step.hasFactors ? '*' : ''}` : '';
    return `${step.kind}${places}${more}`;
  });
  return [width, turns.join(','), lane ?? '', flipsLane ? 'x' : '', ...words, ending].join(' ');
}

/** As run_blocks of native/blocks.c has it: in single precision amplitudes are settled even when the scale is 1. */
function isScaled(scale: Complex | undefined, precision: Precision): scale is Complex {
  return scale !== undefined && (precision === 'single' || scale.re !== 1 || scale.im !== 0);
}

/** What joins a stage to the state. */
export interface Joints {
  /** Whether it reads from the state, and not from the block that was copied. */
  readonly isFirst: boolean;
  /** What it multiplies by when it writes to the state; nothing where it writes to the block. */
  readonly scale: Complex | undefined;
}

/** What cancels to less than 2^-46 becomes zero; see single-blocks.c. */
const guard = 2 ** -23;

/** The header and constants that the code for a stage reads. */
export function stageData(
  stage: Stage,
  block: BlockQubits,
  precision: Precision,
  { isFirst, scale }: Joints,
): ArrayBuffer {
  const constants: number[] = [];
  const wide = precision === 'double' ? 1 : 2;
  for (const step of stage.steps) addConstants(constants, step, wide);
  if (isScaled(scale, precision)) spread(constants, scale.re, scale.im, wide);
  if (wide === 2) constants.push(guard, guard, guard, guard);
  const bytes = precision === 'double' ? 8 : 4;
  const data = new ArrayBuffer(headerBytes + bytes * constants.length);
  const from = reachOf(stage.places, block, precision, isFirst);
  const to = reachOf(stage.places, block, precision, scale !== undefined);
  writeHeader(new DataView(data), stage, precision, from, to);
  if (precision === 'double') new Float64Array(data, headerBytes).set(constants);
  else new Float32Array(data, headerBytes).set(constants);
  return data;
}

function writeHeader(
  view: DataView,
  { places, flips }: Stage,
  precision: Precision,
  from: Reach,
  to: Reach,
): void {
  const at = headerPlaces(places.length);
  const isMoved = (place: number) =>
    ((flips >> place) & 1) === 1 && !(precision === 'single' && places[place] === 0);
  view.setUint32(at.fromWalk, from.walk, true);
  view.setUint32(at.toWalk, to.walk, true);
  view.setUint32(at.start, sum(to.strides.filter((_, place) => isMoved(place))), true);
  for (const [place, stride] of from.strides.entries()) view.setUint32(at.strides(place), stride, true);
  for (const [place, stride] of to.strides.entries())
    view.setInt32(at.written(place), isMoved(place) ? -stride : stride, true);
}

/** How a stage steps through a block, in bytes. */
interface Reach {
  /** From one value of each of its qubits to the other. */
  readonly strides: readonly number[];
  /** All bits of addresses in the block without these. */
  readonly walk: number;
}

/** The lowest place in which whole vectors differ. */
const lowestPlace = { double: 0, single: 1 } as const;

function bytesOf(place: number, precision: Precision): number {
  return (precision === 'double' ? vectorBytes : vectorBytes / 2) * 2 ** place;
}

/** In so many of the lowest places of vectors turns are taken, by the qubits of the stage: more of these fill the registers. */
const mostTurning = [2, 2, 2, 1];

/** Places above this one have to be walked, because the distance of their vectors is not known to be the same everywhere. */
const highestTurning = 5;

/** Places without qubits of the stage where the vectors of a block lie as they do in the state. */
function turningPlaces(
  places: readonly number[],
  { qubits }: BlockQubits,
  precision: Precision,
): readonly number[] {
  const taken = takenPlaces(places, precision);
  const found: number[] = [];
  for (let place: number = lowestPlace[precision]; place <= highestTurning; place++)
    if (qubits[place] === place && !taken.includes(place)) found.push(place);
  return found.slice(0, mostTurning[places.length] ?? 0);
}

/** All sums of some of the numbers. */
function spanned(numbers: readonly number[]): readonly number[] {
  const sums = [0];
  for (const number of numbers) sums.push(...sums.map((lower) => lower + number));
  return sums;
}

/** Qubit 0 in single precision, which lies within vectors, is exchanged with the lowest that the stage does not have. */
function takenPlaces(places: readonly number[], precision: Precision): readonly number[] {
  if (precision === 'double') return places;
  let free = 1;
  while (places.includes(free)) free++;
  return places.map((place) => (place === 0 ? free : place));
}

/**
 * @param isSpread whether the block lies where it does in the state, and not in a row.
 */
function reachOf(
  places: readonly number[],
  block: BlockQubits,
  precision: Precision,
  isSpread: boolean,
): Reach {
  const qubits = isSpread ? block.qubits : block.qubits.map((_, place) => place);
  const bytes = qubits.map((qubit) => bytesOf(qubit, precision));
  const taken = takenPlaces(places, precision);
  const left = new Set([...taken, ...turningPlaces(places, block, precision)]);
  const strides = taken.map((place) => bytes[place] ?? 0);
  const walked = bytes.filter((_, place) => place >= lowestPlace[precision] && !left.has(place));
  return { strides, walk: sum(walked) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Adds the numbers of a step in whole vectors, as native/stage-code.ts reads them. @param wide amplitudes of a vector. */
function addConstants(constants: number[], step: StageStep, wide: 1 | 2): void {
  switch (step.kind) {
    case 'pair':
      constants.push(step.turns[0], step.turns[1]);
      if (wide === 2) constants.push(0, 0);
      if (step.hasFactors)
        for (const [k, { re, im }] of step.factors.entries()) if (k > 0) spread(constants, re, im, wide);
      return;
    case 'matrix':
      for (const row of step.matrix) for (const { re, im } of row) spread(constants, re, im, wide);
      return;
    case 'one':
      return addOne(constants, step.matrix, wide);
    case 'flip':
  }
}

function addOne(constants: number[], matrix: Matrix2x2, wide: 1 | 2): void {
  const isReal = formOf(matrix) === 'real';
  for (const at of [0, 2, 4, 6]) {
    const [re, im] = [matrix[at] ?? 0, matrix[at + 1] ?? 0];
    if (isReal) constants.push(re);
    else spread(constants, re, im, wide);
  }
}

/** Adds a complex number as the product with it takes it: its real part in all lanes, its imaginary part with signs. */
function spread(constants: number[], re: number, im: number, wide: 1 | 2): void {
  if (wide === 1) constants.push(re, re, -im, im);
  else constants.push(re, re, re, re, -im, im, -im, im);
}
