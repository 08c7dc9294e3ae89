import type { Objective, Point, Slope } from '../optimizer.ts';

/** Functions that optimizers are compared on, with their derivatives in closed form. */
export interface TestFunction {
  readonly name: string;
  readonly start: Point;
  /** The least value. */
  readonly least: number;
  readonly slope: (x: Point) => Slope;
}

function rosenbrock(x: Point): Slope {
  let value = 0;
  const gradient = x.map(() => 0);
  for (let place = 0; place + 1 < x.length; place++) {
    const [a, b] = [x[place] ?? 0, x[place + 1] ?? 0];
    value += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    gradient[place] = (gradient[place] ?? 0) - 400 * a * (b - a * a) - 2 * (1 - a);
    gradient[place + 1] = 200 * (b - a * a);
  }
  return { value, gradient };
}

function beale([x = 0, y = 0]: Point): Slope {
  const [square, cube] = [y * y, y * y * y];
  const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * square, 2.625 - x + x * cube];
  const byX = a * (y - 1) + b * (square - 1) + c * (cube - 1);
  const byY = a * x + 2 * b * x * y + 3 * c * x * square;
  return { value: a * a + b * b + c * c, gradient: [2 * byX, 2 * byY] };
}

function himmelblau([x = 0, y = 0]: Point): Slope {
  const [a, b] = [x * x + y - 11, x + y * y - 7];
  return { value: a * a + b * b, gradient: [4 * x * a + 2 * b, 2 * a + 4 * y * b] };
}

/** Σ k·(x_k − 1)², k from 1. */
function quadratic(x: Point): Slope {
  const value = x.reduce((sum, entry, place) => sum + (place + 1) * (entry - 1) ** 2, 0);
  return { value, gradient: x.map((entry, place) => 2 * (place + 1) * (entry - 1)) };
}

/** Electronic energy terms of H2 in STO-3G at 0.735 Å: parity mapping, two qubits. */
const h2 = {
  one: -1.052373245772859,
  z: 0.39793742484318045,
  zz: -0.01128010425623538,
  xx: 0.18093119978423156,
};

/** ⟨H⟩ of H2 in the state that two layers of RY and RZ and a CX between them prepare; eight angles. */
export function h2Energy(x: Point): number {
  const state = [1, 0, 0, 0, 0, 0, 0, 0];
  rotateLayer(state, x.slice(0, 4));
  [state[2], state[6]] = [state[6] ?? 0, state[2] ?? 0];
  [state[3], state[7]] = [state[7] ?? 0, state[3] ?? 0];
  rotateLayer(state, x.slice(4));
  const chance = (index: number) => (state[2 * index] ?? 0) ** 2 + (state[2 * index + 1] ?? 0) ** 2;
  const overlap = (a: number, b: number) =>
    (state[2 * a] ?? 0) * (state[2 * b] ?? 0) + (state[2 * a + 1] ?? 0) * (state[2 * b + 1] ?? 0);
  const [p0, p1, p2, p3] = [chance(0), chance(1), chance(2), chance(3)];
  const first = p0 - p1 + p2 - p3;
  const second = p0 + p1 - p2 - p3;
  const flips = 2 * (overlap(0, 3) + overlap(1, 2));
  return h2.one + h2.z * (first - second) + h2.zz * (p0 - p1 - p2 + p3) + h2.xx * flips;
}

/** RY on both qubits, then RZ on both, on amplitudes of interleaved real and imaginary parts. */
function rotateLayer(state: number[], [a = 0, b = 0, c = 0, d = 0]: Point): void {
  for (const [bit, angle] of [
    [1, a],
    [2, b],
  ] as const)
    rotateY(state, bit, angle);
  for (let index = 0; index < 4; index++) {
    const phase = ((index & 1) === 0 ? -c : c) / 2 + ((index & 2) === 0 ? -d : d) / 2;
    const [re, im] = [state[2 * index] ?? 0, state[2 * index + 1] ?? 0];
    state[2 * index] = re * Math.cos(phase) - im * Math.sin(phase);
    state[2 * index + 1] = re * Math.sin(phase) + im * Math.cos(phase);
  }
}

function rotateY(state: number[], bit: number, angle: number): void {
  const [cosine, sine] = [Math.cos(angle / 2), Math.sin(angle / 2)];
  for (let index = 0; index < 8; index++) {
    if (((index >> 1) & bit) !== 0) continue;
    const other = index + 2 * bit;
    const [low, high] = [state[index] ?? 0, state[other] ?? 0];
    state[index] = cosine * low - sine * high;
    state[other] = sine * low + cosine * high;
  }
}

function h2Slope(x: Point): Slope {
  const shifted = (place: number, by: number) =>
    h2Energy(x.map((entry, index) => (index === place ? entry + by : entry)));
  const gradient = x.map((_, place) => (shifted(place, Math.PI / 2) - shifted(place, -Math.PI / 2)) / 2);
  return { value: h2Energy(x), gradient };
}

export const h2Start: Point = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
export const h2Ground = -1.85727503020238;

export const testFunctions: readonly TestFunction[] = [
  { name: 'rosenbrock', start: [-1.2, 1], least: 0, slope: rosenbrock },
  { name: 'rosenbrock-4', start: [-1.2, 1, -1.2, 1], least: 0, slope: rosenbrock },
  { name: 'beale', start: [1, 1], least: 0, slope: beale },
  { name: 'himmelblau', start: [0, 0], least: 0, slope: himmelblau },
  { name: 'quadratic', start: [3, -2, 1, 0.5, 4], least: 0, slope: quadratic },
  { name: 'h2', start: h2Start, least: h2Ground, slope: h2Slope },
];

/** |⟨x|y⟩|² of states with a qubit for each parameter, turned by it about the same axis: their metric is 1/4 on the diagonal. */
function productFidelity(x: Point, y: Point): number {
  return x.reduce((product, entry, place) => product * Math.cos((entry - (y[place] ?? 0)) / 2) ** 2, 1);
}

/** The function as an objective without noise, over product states. */
export function exactObjective({ slope }: Pick<TestFunction, 'slope'>): Objective {
  return {
    isExact: true,
    values: (points) => Promise.resolve(points.map((x) => slope(x).value)),
    slope: (x) => Promise.resolve(slope(x)),
    fidelities: (pairs) => Promise.resolve(pairs.map(([x, y]) => productFidelity(x, y))),
  };
}
