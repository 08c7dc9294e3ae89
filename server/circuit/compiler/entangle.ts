import { type Matrix, cx, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import {
  type Entangler,
  type SynthesisStep,
  entanglerMatrix,
  synthesizeForm,
} from '../synthesis/two-qubit.ts';
import { nothing } from '../synthesis/local-gates.ts';
import { type WeylForm, weylForm } from '../synthesis/weyl.ts';
import { type Frame, fromX, fromZ } from './frames.ts';
import { type Axis, type Rotation, rotationMatrix } from './operation.ts';
import type { EntanglerTarget } from './target.ts';

/** Steps on a pair by one entangling gate, in the order of time; times e^{i·phase} they are the matrix. */
export interface Entangled {
  readonly phase: number;
  readonly gate: EntanglerTarget;
  readonly steps: readonly SynthesisStep[];
}

/** The exchange of two qubits, made once for each list of gates: routed circuits are full of it. */
export function entangledSwap(gates: readonly EntanglerTarget[]): Entangled {
  const known = knownSwaps.get(gates) ?? entangledMatrix(swapMatrix, gates);
  knownSwaps.set(gates, known);
  return known;
}

const knownSwaps = new WeakMap<readonly EntanglerTarget[], Entangled>();
const swapMatrix = primitiveGate('swap').matrix([]);

/** A two-qubit unitary by the gate of the target that errs least. */
export function entangledMatrix(matrix: Matrix, gates: readonly EntanglerTarget[]): Entangled {
  const direct = gates.find(({ gate }) => isFixed(gate) && isUpToPhase(matrix, entanglerMatrix(gate)));
  if (direct !== undefined)
    return { phase: phaseBetween(matrix, entanglerMatrix(direct.gate)), gate: direct, steps: [entangle] };
  const form = weylForm(matrix);
  const options = gates.map((gate) => inRange(matrix, form, gate));
  return options.reduce((best, option) => (costOf(option) < costOf(best) - 1e-12 ? option : best));
}

const entangle: SynthesisStep = { kind: 'entangler' };

function isFixed(gate: Entangler): boolean {
  return gate !== 'rzz' && gate !== 'rxx';
}

/** Errors where they are known; otherwise the number of gates counts. */
function costOf({ gate, steps }: Entangled): number {
  const count = steps.filter(({ kind }) => kind === 'entangler').length;
  return count * (-Math.log1p(-Math.min(gate.error, 0.999)) + 1e-9);
}

function inRange(matrix: Matrix, form: WeylForm, gate: EntanglerTarget): Entangled {
  const { phase, steps } = synthesizeForm(matrix, form, gate.gate);
  if (gate.maximumAngle === undefined || isFixed(gate.gate)) return { phase, gate, steps };
  return { phase, gate, steps: steps.flatMap((step) => positive(step, gate.gate)) };
}

/** A rotation back is one forth between two Pauli operators that turn its axis round. */
function positive(step: SynthesisStep, gate: Entangler): readonly SynthesisStep[] {
  if (step.kind === 'local' || (step.angle ?? 0) >= 0) return [step];
  const low = primitiveGate(gate === 'rzz' ? 'x' : 'z').matrix([]);
  const flip: SynthesisStep = { kind: 'local', pair: { ...nothing, low } };
  return [flip, { ...step, angle: -(step.angle ?? 0) }, flip];
}

// ------------------------------------------------------------------------------------------------- single rotations

type KnownRotation = Pick<Rotation, 'axes'> & { readonly angle: number };

/** By the list of gates, and by axes and angle. */
const knownRotations = new WeakMap<readonly EntanglerTarget[], Map<string, Entangled>>();
/** Rotations that are kept for each list. */
const mostRotations = 2000;

/** A rotation by a known angle, without the search for a canonical form; circuits repeat a few of them. */
export function entangledRotation(rotation: KnownRotation, gates: readonly EntanglerTarget[]): Entangled {
  const known = knownRotations.get(gates) ?? new Map<string, Entangled>();
  knownRotations.set(gates, known);
  const key = `${rotation.axes.join('')}${rotation.angle}`;
  const found = known.get(key) ?? madeRotation(rotation, gates);
  if (known.size >= mostRotations) known.clear();
  known.set(key, found);
  return found;
}

function madeRotation({ axes, angle }: KnownRotation, gates: readonly EntanglerTarget[]): Entangled {
  const options = gates.flatMap((gate) => rotationBy(axes, angle, gate) ?? []);
  if (options.length < gates.length) return entangledMatrix(rotationMatrix(axes, angle), gates);
  return options.reduce((best, option) => (costOf(option) < costOf(best) - 1e-12 ? option : best));
}

function rotationBy(axes: readonly Axis[], angle: number, gate: EntanglerTarget): Entangled | undefined {
  const [first = 'z', second = 'z'] = axes;
  if (gate.gate === 'rzz' || gate.gate === 'rxx') {
    const from = gate.gate === 'rzz' ? fromZ : fromX;
    if (gate.maximumAngle !== undefined && Math.abs(angle) > gate.maximumAngle + 1e-9) return undefined;
    const frame = [from(first), from(second)] as const;
    const step: SynthesisStep = { kind: 'entangler', angle };
    const inner = gate.maximumAngle === undefined ? [step] : positive(step, gate.gate);
    return { phase: 0, gate, steps: framed(frame, inner) };
  }
  if (gate.gate !== 'cx' && gate.gate !== 'cz') return undefined;
  const zz = [fromZ(first), fromZ(second)] as const;
  if (Math.abs(Math.abs(angle) - Math.PI / 2) > 1e-9)
    return { phase: 0, gate, steps: framed(zz, byTwo(gate.gate, angle)) };
  const sign = Math.sign(angle);
  const frame = gate.gate === 'cx' ? ([zz[0], fromX(second)] as const) : zz;
  return { phase: (sign * Math.PI) / 4, gate, steps: framed(frame, quarter(gate.gate, sign)) };
}

function framed(
  [low, high]: readonly [Frame, Frame],
  steps: readonly SynthesisStep[],
): readonly SynthesisStep[] {
  return [
    { kind: 'local', pair: { low: low.back, high: high.back } },
    ...steps,
    { kind: 'local', pair: { low: low.forth, high: high.forth } },
  ];
}

/** cx = e^{iπ/4}·(Rz(π/2) ⊗ Rx(π/2))·exp(iπ/4·ZX), and cz with Z in place of X; both are their own inverse. */
function quarter(gate: 'cx' | 'cz', sign: number): readonly SynthesisStep[] {
  const low = primitiveGate('rz').matrix([(sign * Math.PI) / 2]);
  const high = gate === 'cz' ? low : primitiveGate('rx').matrix([(sign * Math.PI) / 2]);
  return [entangle, { kind: 'local', pair: { low, high } }];
}

/** A rotation about ZZ: the parity of the qubits turns one of them. */
function byTwo(gate: 'cx' | 'cz', angle: number): readonly SynthesisStep[] {
  const h: SynthesisStep = { kind: 'local', pair: { ...nothing, high: primitiveGate('h').matrix([]) } };
  const middle: SynthesisStep = {
    kind: 'local',
    pair: { ...nothing, high: primitiveGate('rz').matrix([angle]) },
  };
  const flip = gate === 'cx' ? [entangle] : [h, entangle, h];
  return [...flip, middle, ...flip];
}

// ----------------------------------------------------------------------------------------------------------- phases

function isUpToPhase(a: Matrix, b: Matrix): boolean {
  return matrices.distance(a, matrices.scaled(b, cx.expi(phaseBetween(a, b)))) < 1e-9;
}

/** The phase of a·b⁻¹ for matrices that differ by one. */
function phaseBetween(a: Matrix, b: Matrix): number {
  let overlap = cx.zero;
  for (const [row, entries] of a.entries())
    for (const [column, entry] of entries.entries())
      overlap = cx.add(overlap, cx.multiply(entry, cx.conjugate(matrices.element(b, row, column))));
  return cx.phase(overlap);
}
