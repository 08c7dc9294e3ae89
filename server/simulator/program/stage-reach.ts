import type { Precision } from '../../library/index.ts';
import type { BlockQubits } from './block-qubits.ts';

/** Bytes of a vector. */
export const vectorBytes = 16;

/** How a stage steps through a block, in bytes. */
export interface Reach {
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

/** Bytes from the first to all vectors of each index that take turns. */
export function turnsOf(
  places: readonly number[],
  block: BlockQubits,
  precision: Precision,
): readonly number[] {
  return spanned(turningPlaces(places, block, precision).map((place) => bytesOf(place, precision)));
}

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

/** @param isSpread whether the block lies where it does in the state, and not in a row. */
export function reachOf(
  places: readonly number[],
  block: BlockQubits,
  precision: Precision,
  isSpread: boolean,
): Reach {
  const bytes = (place: number) => bytesOf(isSpread ? (block.qubits[place] ?? 0) : place, precision);
  const strides = takenPlaces(places, precision).map(bytes);
  const turns = turningPlaces(places, block, precision).map(bytes);
  const within = precision === 'double' ? 0 : bytes(0);
  const all = bytesOf(0, precision) * (isSpread ? block.inside : 2 ** block.count - 1);
  return { strides, walk: all - within - sum(strides) - sum(turns) };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
