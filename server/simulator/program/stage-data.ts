import type { Complex } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import type { BlockQubits } from './block-qubits.ts';
import { type Matrix2x2, formOf } from './operation.ts';
import type { Stage, StageStep } from './stage.ts';
import { type Reach, reachOf, sum } from './stage-reach.ts';
import { isScaled } from './stage-shape.ts';

/** Bytes at the start of a stage's data: what is walked, and strides, in bytes. Constants follow. */
export const headerBytes = 48;

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
