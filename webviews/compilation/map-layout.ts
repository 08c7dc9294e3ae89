import type { DeviceMap } from '../../server/protocol/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Qubits beyond which a map is not drawn: nobody would find one on it. */
export const mostOnMap = 400;

/** Rounds after which the places of a lattice hardly move any more. */
const rounds = 60;

/**
 * Places for the qubits of a device, so that the distance of two is as near as can be to the pairs between them: stress
 * majorization (Gansner, Koren and North, "Graph drawing by stress majorization", 2004), from the distances to far qubits.
 */
export function mapLayout({ qubits, pairs }: DeviceMap): readonly Point[] {
  const distances = allDistances(qubits, pairs);
  let points = startingPoints(distances);
  for (let round = 0; round < rounds; round++) points = majorized(points, distances);
  return scaledToUnit(points);
}

function allDistances(qubits: number, pairs: DeviceMap['pairs']): readonly (readonly number[])[] {
  const neighbours = Array.from({ length: qubits }, (): number[] => []);
  for (const { a, b } of pairs) {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  return neighbours.map((_, start) => distancesFrom(start, neighbours));
}

function distancesFrom(start: number, neighbours: readonly (readonly number[])[]): readonly number[] {
  // What no path joins is put beyond everything else.
  const found = neighbours.map(() => Math.ceil(2 * Math.sqrt(neighbours.length)) + 2);
  const seen = new Set([start]);
  found[start] = 0;
  for (const here of seen)
    for (const there of neighbours[here] ?? [])
      if (!seen.has(there)) {
        found[there] = (found[here] ?? 0) + 1;
        seen.add(there);
      }
  return found;
}

/** Two far qubits give the one axis, two that are far from both the other: lattices start almost right. */
function startingPoints(distances: readonly (readonly number[])[]): readonly Point[] {
  const from = (qubit: number) => distances[qubit] ?? [];
  const first = indexOfLargest(from(0));
  const second = indexOfLargest(from(first));
  const between = from(first).map(
    (distance, qubit) =>
      Math.min(distance, from(second)[qubit] ?? 0) - Math.abs(distance - (from(second)[qubit] ?? 0)),
  );
  const third = indexOfLargest(between);
  const fourth = indexOfLargest(from(third));
  return distances.map((_, qubit) => ({
    x: (from(first)[qubit] ?? 0) - (from(second)[qubit] ?? 0) + 0.01 * Math.cos(qubit),
    y: (from(third)[qubit] ?? 0) - (from(fourth)[qubit] ?? 0) + 0.01 * Math.sin(qubit),
  }));
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, place) => (value > (values[best] ?? 0) ? place : best), 0);
}

/** Each qubit where the others want it on average, near ones more. */
function majorized(points: readonly Point[], distances: readonly (readonly number[])[]): readonly Point[] {
  return points.map((here, qubit) => {
    let [x, y, total] = [0, 0, 0];
    for (const [other, there] of points.entries()) {
      if (other === qubit) continue;
      const wanted = distances[qubit]?.[other] ?? 1;
      const weight = 1 / wanted ** 2;
      const length = Math.max(1e-6, Math.hypot(here.x - there.x, here.y - there.y));
      x += weight * (there.x + (wanted * (here.x - there.x)) / length);
      y += weight * (there.y + (wanted * (here.y - there.y)) / length);
      total += weight;
    }
    return total === 0 ? here : { x: x / total, y: y / total };
  });
}

/** Into a box of width 1 that is as high as the drawing is, wider than high. */
function scaledToUnit(points: readonly Point[]): readonly Point[] {
  const turned = heightOf(points) > widthOf(points) ? points.map(({ x, y }) => ({ x: y, y: x })) : points;
  const [left, top] = [Math.min(...turned.map(({ x }) => x)), Math.min(...turned.map(({ y }) => y))];
  const width = Math.max(1e-9, widthOf(turned));
  return turned.map(({ x, y }) => ({ x: (x - left) / width, y: (y - top) / width }));
}

function widthOf(points: readonly Point[]): number {
  return Math.max(...points.map(({ x }) => x)) - Math.min(...points.map(({ x }) => x));
}

function heightOf(points: readonly Point[]): number {
  return Math.max(...points.map(({ y }) => y)) - Math.min(...points.map(({ y }) => y));
}
