import type { Precision } from '../../library/index.ts';
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
  /** The place whose amplitudes stand beside each other in one vector; only in single precision. */
  readonly lane?: number;
  /** Whether those are exchanged in the end. */
  readonly flipsLane: boolean;
  readonly steps: readonly StepShape[];
}

/** Bytes at the start of a stage's data: masks and strides in bytes. Constants follow. */
export const headerBytes = 48;

/** Bytes of a vector. */
export const vectorBytes = 16;

/** Where the words of the header are. */
export function headerPlaces(width: number) {
  return {
    /** The bits of an address in which the stage's amplitudes differ. */
    mask: 0,
    /** Bytes of the block. */
    size: 4,
    strides: (place: number) => 8 + 4 * place,
    /** Where the amplitudes of index 0 are written, from where they were read. */
    start: 8 + 4 * width,
    /** Strides of the addresses that are written: negative for places that are flipped. */
    written: (place: number) => 12 + 4 * (width + place),
  };
}

export function shapeOf({ places, steps, flips }: Stage, precision: Precision): StageShape {
  const lane = precision === 'single' ? places.indexOf(0) : -1;
  const hasLane = lane !== -1;
  return {
    width: places.length,
    ...(hasLane && { lane }),
    flipsLane: hasLane && ((flips >> lane) & 1) === 1,
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
export function shapeKey({ width, lane, flipsLane, steps }: StageShape): string {
  const words = steps.map((step) => {
    const places = 'q' in step ? `${step.p}${step.q}` : String(step.p);
    const more = step.kind === 'pair' ? `${step.to.join('')}${step.hasFactors ? '*' : ''}` : '';
    return `${step.kind}${places}${more}`;
  });
  return [width, lane ?? '', flipsLane ? 'x' : '', ...words].join(' ');
}

/** The header and constants that the code for a stage reads. @param qubits those of the block. */
export function stageData(stage: Stage, qubits: number, precision: Precision): ArrayBuffer {
  const constants: number[] = [];
  for (const step of stage.steps) addConstants(constants, step, precision === 'double' ? 1 : 2);
  const bytes = precision === 'double' ? 8 : 4;
  const data = new ArrayBuffer(headerBytes + bytes * constants.length);
  writeHeader(new DataView(data), stage, qubits, precision);
  if (precision === 'double') new Float64Array(data, headerBytes).set(constants);
  else new Float32Array(data, headerBytes).set(constants);
  return data;
}

function writeHeader(view: DataView, { places, flips }: Stage, qubits: number, precision: Precision): void {
  const at = headerPlaces(places.length);
  const strides = stridesOf(places, precision);
  const isMoved = (place: number) =>
    ((flips >> place) & 1) === 1 && !(precision === 'single' && places[place] === 0);
  const moved = strides.map((stride, place) => (isMoved(place) ? stride : 0));
  view.setUint32(at.mask, sum(strides), true);
  view.setUint32(at.size, (vectorBytes * 2 ** qubits) / (precision === 'double' ? 1 : 2), true);
  view.setUint32(at.start, sum(moved), true);
  for (const [place, stride] of strides.entries()) {
    view.setUint32(at.strides(place), stride, true);
    view.setInt32(at.written(place), isMoved(place) ? -stride : stride, true);
  }
}

/**
 * Bytes from one value of a qubit to the other. Qubit 0 in single precision, which lies within vectors, is exchanged
 * with the lowest that the stage does not have.
 */
function stridesOf(places: readonly number[], precision: Precision): readonly number[] {
  if (precision === 'double') return places.map((place) => vectorBytes * 2 ** place);
  let free = 1;
  while (places.includes(free)) free++;
  return places.map((place) => vectorBytes * 2 ** ((place === 0 ? free : place) - 1));
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
