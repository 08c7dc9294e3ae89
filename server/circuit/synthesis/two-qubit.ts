import { type Matrix, cx, matrices } from '../../base/index.ts';
import { type LocalPair, after, both, gateMatrix, inverse, nothing, pairMatrix } from './local-gates.ts';
import { type Coordinates, type WeylForm, canonicalMatrix, weylForm } from './weyl.ts';

/** The two-qubit gates that devices have; `rzz` and `rxx` turn by any angle. */
export type Entangler = 'cx' | 'cz' | 'ecr' | 'rzz' | 'rxx' | 'iswap' | 'siswap';

/** One step in time: gates on each qubit, or the entangling gate with qubit 0 as its first operand. */
export type SynthesisStep =
  | { readonly kind: 'local'; readonly pair: LocalPair }
  /** `angle` in radians, of `rzz` and `rxx`. */
  | { readonly kind: 'entangler'; readonly angle?: number };

/** Steps in the order of time; their product times e^{i·phase} is the unitary. */
export interface TwoQubitSynthesis {
  readonly phase: number;
  readonly steps: readonly SynthesisStep[];
}

const quarter = Math.PI / 4;
/** Coordinates this close to a face of the chamber are on it: an error of its square in fidelity. */
const tolerance = 1e-8;

const h = gateMatrix('h');
const half = { x: gateMatrix('rx', Math.PI / 2), y: gateMatrix('ry', Math.PI / 2) };
const swap = gateMatrix('swap');

/** The 4 × 4 matrix of an entangling gate, qubit 0 the less significant index bit. */
export function entanglerMatrix(entangler: Entangler, angle = 0): Matrix {
  switch (entangler) {
    case 'cx':
      return matrices.generate(4, (row, column) => ((row ^ ((row & 1) << 1)) === column ? cx.one : cx.zero));
    case 'cz':
      return matrices.diagonal([cx.one, cx.one, cx.one, cx.complex(-1)]);
    case 'ecr':
      return ecr();
    case 'rzz':
    case 'rxx':
      return gateMatrix(entangler, angle);
    case 'iswap':
      return canonicalMatrix([quarter, quarter, 0]);
    case 'siswap':
      return canonicalMatrix([quarter / 2, quarter / 2, 0]);
  }
}

/** (X ⊗ I − Y ⊗ X)/√2 with qubit 0 as the control of the cross resonance: its factors X and Y stand at the right. */
function ecr(): Matrix {
  const x = gateMatrix('x');
  const first = matrices.kronecker(matrices.identity(2), x);
  const second = matrices.kronecker(x, gateMatrix('y'));
  return matrices.generate(4, (row, column) =>
    cx.scale(
      cx.subtract(matrices.element(first, row, column), matrices.element(second, row, column)),
      Math.SQRT1_2,
    ),
  );
}

/** A circuit for a two-qubit unitary with the fewest gates of a kind. */
export function synthesize(matrix: Matrix, entangler: Entangler): TwoQubitSynthesis {
  return synthesizeForm(matrix, weylForm(matrix), entangler);
}

/** The same for a unitary whose canonical form is known. */
export function synthesizeForm(matrix: Matrix, form: WeylForm, entangler: Entangler): TwoQubitSynthesis {
  const steps = canonicalSteps(form.coordinates, entangler);
  return withPhase(matrix, dressed(form, steps), entangler);
}

/** How many entangling gates `synthesize` takes. */
export function entanglerCount(matrix: Matrix, entangler: Entangler): number {
  return formCount(weylForm(matrix).coordinates, entangler);
}

/** The same for a canonical form. */
export function formCount(coordinates: Coordinates, entangler: Entangler): number {
  switch (entangler) {
    case 'cx':
    case 'cz':
    case 'ecr':
      return leastFlips(coordinates);
    case 'rzz':
    case 'rxx':
      return coordinates.filter((value) => !isZero(value)).length;
    default:
      return canonicalSteps(coordinates, entangler).filter(({ kind }) => kind === 'entangler').length;
  }
}

function local(pair: LocalPair): SynthesisStep {
  return { kind: 'local', pair };
}

const entangle: SynthesisStep = { kind: 'entangler' };

function dressed({ left, right }: WeylForm, steps: readonly SynthesisStep[]): readonly SynthesisStep[] {
  return merged([local(right), ...steps, local(left)]);
}

/** Local gates that follow each other as one. */
function merged(steps: readonly SynthesisStep[]): readonly SynthesisStep[] {
  const result: SynthesisStep[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (step.kind === 'local' && last?.kind === 'local')
      result[result.length - 1] = local(after(step.pair, last.pair));
    else result.push(step);
  }
  return result;
}

function withPhase(matrix: Matrix, steps: readonly SynthesisStep[], entangler: Entangler): TwoQubitSynthesis {
  const product = productOf(steps, entangler);
  let overlap = cx.zero;
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 4; column++)
      overlap = cx.add(
        overlap,
        cx.multiply(
          cx.conjugate(matrices.element(product, row, column)),
          matrices.element(matrix, row, column),
        ),
      );
  return { phase: cx.phase(overlap), steps };
}

/** The 4 × 4 matrix of steps in the order of time. */
export function productOf(steps: readonly SynthesisStep[], entangler: Entangler): Matrix {
  return steps.reduce(
    (matrix, step) =>
      matrices.product(
        step.kind === 'local' ? pairMatrix(step.pair) : entanglerMatrix(entangler, step.angle),
        matrix,
      ),
    matrices.identity(4),
  );
}

function isZero(value: number): boolean {
  return Math.abs(value) < tolerance;
}

/** Steps for exp(i(x·XX + y·YY + z·ZZ)), up to a phase. */
function canonicalSteps(coordinates: Coordinates, entangler: Entangler): readonly SynthesisStep[] {
  switch (entangler) {
    case 'cx':
      return byFlips(coordinates, leastFlips(coordinates));
    case 'cz':
    case 'ecr':
      return replaced(byFlips(coordinates, leastFlips(coordinates)), flipBy(entangler));
    case 'rzz':
    case 'rxx':
      return byRotations(coordinates, entangler);
    case 'iswap':
      return bySwaps(coordinates);
    case 'siswap':
      return byHalfSwaps(coordinates);
  }
}

// -------------------------------------------------------------------------------------------------- controlled flips

/** The fewest controlled flips: Shende, Bullock and Markov, arXiv:quant-ph/0308045. */
function leastFlips([x, y, z]: Coordinates): 0 | 1 | 2 | 3 {
  if (!isZero(z)) return 3;
  if (!isZero(y)) return 2;
  if (isZero(x)) return 0;
  return isZero(x - quarter) ? 1 : 2;
}

function byFlips(coordinates: Coordinates, count: 0 | 1 | 2 | 3): readonly SynthesisStep[] {
  const [x, y, z] = coordinates;
  switch (count) {
    case 0:
      return [];
    case 1:
      return oneFlip();
    case 2:
      return twoFlips(x, y);
    case 3:
      return threeFlips(x, y, z);
  }
}

/** exp(iπ/4·XX) = H·exp(iπ/4·ZX)·H on qubit 0, and a flip is exp(iπ/4·ZX) between quarter turns. */
function oneFlip(): readonly SynthesisStep[] {
  const turn = { low: gateMatrix('rz', -Math.PI / 2), high: gateMatrix('rx', -Math.PI / 2) };
  const side = { low: h, high: matrices.identity(2) };
  return [local(side), entangle, local(after(side, turn))];
}

/** A flip carries XX to X on its control and ZZ to Z on its target, which turns about x exchange with YY. */
function twoFlips(x: number, y: number): readonly SynthesisStep[] {
  const axes = both(half.x);
  const inner = { low: gateMatrix('rx', -2 * x), high: gateMatrix('rz', -2 * y) };
  return [local(inverse(axes)), entangle, local(inner), entangle, local(axes)];
}

/** Vatan and Williams, arXiv:quant-ph/0308006, figure 6; flips from qubit 1 to qubit 0 are turned round. */
function threeFlips(x: number, y: number, z: number): readonly SynthesisStep[] {
  const identity = matrices.identity(2);
  const round = [local(both(h)), entangle, local(both(h))];
  return [
    local({ low: identity, high: gateMatrix('rz', Math.PI / 2) }),
    ...round,
    local({ low: gateMatrix('rz', Math.PI / 2 - 2 * z), high: gateMatrix('ry', Math.PI / 2 - 2 * x) }),
    entangle,
    local({ low: identity, high: gateMatrix('ry', 2 * y - Math.PI / 2) }),
    ...round,
    local({ low: gateMatrix('rz', -Math.PI / 2), high: identity }),
  ];
}

/** A flip by another gate of its class: its local gates come from the two canonical forms. */
function flipBy(entangler: Entangler): readonly SynthesisStep[] {
  const known = knownFlips.get(entangler) ?? newFlipBy(entangler);
  knownFlips.set(entangler, known);
  return known;
}

const knownFlips = new Map<Entangler, readonly SynthesisStep[]>();

function newFlipBy(entangler: Entangler): readonly SynthesisStep[] {
  const wanted = weylForm(entanglerMatrix('cx'));
  const have = weylForm(entanglerMatrix(entangler));
  return [
    local(after(inverse(have.right), wanted.right)),
    entangle,
    local(after(wanted.left, inverse(have.left))),
  ];
}

function replaced(steps: readonly SynthesisStep[], by: readonly SynthesisStep[]): readonly SynthesisStep[] {
  return steps.flatMap((step) => (step.kind === 'entangler' ? by : [step]));
}

// -------------------------------------------------------------------------------------------------------- rotations

/** Each coordinate is a rotation of its own, turned into the axis that the device has. */
function byRotations([x, y, z]: Coordinates, entangler: 'rzz' | 'rxx'): readonly SynthesisStep[] {
  const axes =
    entangler === 'rzz'
      ? [both(half.y), both(half.x), nothing]
      : [nothing, both(gateMatrix('s')), both(half.y)];
  return [x, y, z].flatMap((value, axis) => {
    if (isZero(value)) return [];
    const turn = axes[axis] ?? nothing;
    return [local(inverse(turn)), { kind: 'entangler', angle: -2 * value } as const, local(turn)];
  });
}

// ------------------------------------------------------------------------------------------------------------ swaps

/**
 * iSWAP is a swap after cz and S on both qubits. An even number of the swaps cancel by changing the order of the gates
 * between; for an odd number the circuit is made for the unitary and one more swap.
 */
function bySwaps(coordinates: Coordinates): readonly SynthesisStep[] {
  const count = leastFlips(coordinates);
  if (count === 0) return [];
  const isEven = count < 3 && !isOwnClass(coordinates, quarter);
  const target = isEven ? canonicalMatrix(coordinates) : matrices.product(canonicalMatrix(coordinates), swap);
  const form = weylForm(target);
  const flips = isEven ? 2 : leastFlips(form.coordinates) === 1 ? 1 : 3;
  const byCz = dressed(form, replaced(byFlips(form.coordinates, flips), flipBy('cz')));
  return withoutSwaps(byCz);
}

function isOwnClass([x, y, z]: Coordinates, size: number): boolean {
  return isZero(x - size) && isZero(y - size) && isZero(z);
}

/** cz = swap · iSWAP · S† on both; read from the left, what stands behind an odd number of swaps changes its wires. */
function withoutSwaps(steps: readonly SynthesisStep[]): readonly SynthesisStep[] {
  const phases = both(gateMatrix('sdg'));
  const total = steps.filter(({ kind }) => kind === 'entangler').length;
  let passed = 0;
  return steps.flatMap((step) => {
    if (step.kind === 'entangler') {
      passed++;
      return [local(phases), entangle];
    }
    // A swap for every later cz stands to the left of this step in the product, and they come in pairs.
    const isCrossed = (total - passed) % 2 === 1;
    return [local(isCrossed ? { low: step.pair.high, high: step.pair.low } : step.pair)];
  });
}

/** Huang et al., Phys. Rev. Lett. 130, 070601 (2023), arXiv:2105.06074. */
function byHalfSwaps(coordinates: Coordinates): readonly SynthesisStep[] {
  const [x, y, z] = coordinates;
  if (isZero(x)) return [];
  if (isOwnClass(coordinates, quarter / 2)) return [entangle];
  if (x >= y + Math.abs(z) - tolerance) return twoHalfSwaps(coordinates);
  for (const axis of [0, 1, 2])
    for (const first of [1, -1])
      for (const second of [1, -1]) {
        const taken = shiftBeside(axis, first, second);
        const rest = weylForm(canonicalMatrix([x - taken[0], y - taken[1], z - taken[2]]));
        const [a, b, c] = rest.coordinates;
        if (a < b + Math.abs(c) - tolerance) continue;
        const one = matched(weylForm(canonicalMatrix(taken)), [entangle]);
        return merged([...one, ...dressed(rest, twoOrFewer(rest.coordinates))]);
      }
  throw new Error('three √iSWAP gates reach every two-qubit unitary');
}

function twoOrFewer(coordinates: Coordinates): readonly SynthesisStep[] {
  if (isZero(coordinates[0])) return [];
  return isOwnClass(coordinates, quarter / 2) ? [entangle] : twoHalfSwaps(coordinates);
}

function shiftBeside(axis: number, first: number, second: number): Coordinates {
  const step = quarter / 2;
  const [one, other] = [first * step, second * step];
  if (axis === 0) return [0, one, other];
  return axis === 1 ? [one, 0, other] : [one, other, 0];
}

/** Steps of √iSWAP whose product has the class of a form, with the local gates that make it the form itself. */
function matched(form: WeylForm, steps: readonly SynthesisStep[]): readonly SynthesisStep[] {
  const have = weylForm(productOf(steps, 'siswap'));
  return merged([
    local(after(inverse(have.right), form.right)),
    ...steps,
    local(after(form.left, inverse(have.left))),
  ]);
}

/** Two √iSWAP with the gates between them by the formulas of the paper, for x ≥ y + |z|. */
function twoHalfSwaps(coordinates: Coordinates): readonly SynthesisStep[] {
  const [x, y, z] = [coordinates[0], coordinates[1], Math.abs(coordinates[2])];
  const product = Math.sin(x + y - z) * Math.sin(x - y + z) * Math.sin(-x - y - z) * Math.sin(-x + y + z);
  const root = 2 * Math.sqrt(Math.max(0, product));
  const base = Math.cos(2 * x) - Math.cos(2 * y) + Math.cos(2 * z);
  const [alpha, beta] = [arccos(base + root), arccos(base - root)];
  const square = 4 * Math.cos(x) ** 2 * Math.cos(z) ** 2 * Math.sin(y) ** 2;
  const whole = square + Math.cos(2 * x) * Math.cos(2 * y) * Math.cos(2 * z);
  const share = Math.abs(whole) < 1e-14 ? 0 : Math.sqrt(Math.min(1, Math.max(0, square / whole)));
  const gamma = arccos(Math.sign(Math.cos(2 * z)) * share);
  const turn = gateMatrix('rz', gamma);
  const inner = {
    low: matrices.product(turn, matrices.product(gateMatrix('rx', alpha), turn)),
    high: gateMatrix('rx', beta),
  };
  const form: WeylForm = { phase: 0, left: nothing, right: nothing, coordinates };
  return matched(form, [entangle, local(coordinates[2] < 0 ? mirrored(inner) : inner), entangle]);
}

/** The pair whose circuit has −z in place of z: all conjugated, with Z on qubit 0 around, as √iSWAP itself is turned. */
function mirrored({ low, high }: LocalPair): LocalPair {
  const z = gateMatrix('z');
  const conjugate = (matrix: Matrix) => matrix.map((row) => row.map(cx.conjugate));
  return { low: matrices.product(z, matrices.product(conjugate(low), z)), high: conjugate(high) };
}

function arccos(value: number): number {
  return Math.acos(Math.min(1, Math.max(-1, value)));
}
