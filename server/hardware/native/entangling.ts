import { type Matrix, cx, matrices } from '../../base/index.ts';
import {
  type Entangler,
  type SynthesisStep,
  entanglerMatrix,
  gateMatrix,
  synthesize,
} from '../../circuit/index.ts';
import type { Device, TwoQubitGate } from '../device.ts';

/** A two-qubit unitary in a device's gates, up to a phase. */
export interface Entangling {
  readonly gate: Entangler;
  readonly steps: readonly SynthesisStep[];
}

interface Candidate {
  readonly gate: TwoQubitGate;
  readonly steps: readonly SynthesisStep[];
}

/** The gate of a device by which a unitary has the fewest errors; of equals the device's default. */
export function entangling(matrix: Matrix, gates: Device['twoQubit']): Entangling {
  return fewestErrors(
    gates.map((gate) => ({
      gate,
      steps: direct(matrix, gate.gate) ?? withinRange(synthesize(matrix, gate.gate).steps, gate),
    })),
  );
}

export function fewestErrors(candidates: readonly Candidate[]): Entangling {
  const best = candidates.reduce((one, other) => (costOf(other) < costOf(one) - 1e-12 ? other : one));
  return { gate: best.gate.gate, steps: best.steps };
}

function costOf({ gate, steps }: Candidate): number {
  const count = steps.filter(({ kind }) => kind === 'entangler').length;
  return count * (gate.error + 1e-9);
}

/** Angles under zero turned round, where the device has only angles over it: X·RZZ(−θ)·X = RZZ(θ), Z·RXX(−θ)·Z = RXX(θ). */
export function withinRange(steps: readonly SynthesisStep[], gate: TwoQubitGate): readonly SynthesisStep[] {
  if (gate.maximumAngle === undefined) return steps;
  const turn = { low: gateMatrix(gate.gate === 'rzz' ? 'x' : 'z'), high: identity };
  return steps.flatMap((step): readonly SynthesisStep[] =>
    step.kind === 'entangler' && step.angle !== undefined && step.angle < 0
      ? [
          { kind: 'local', pair: turn },
          { kind: 'entangler', angle: -step.angle },
          { kind: 'local', pair: turn },
        ]
      : [step],
  );
}

const [identity, h] = [matrices.identity(2), gateMatrix('h')];
const dressings = [identity, h].flatMap((low) => [identity, h].map((high) => ({ low, high })));

/** The gate itself, or between Hadamards, where this is the unitary: fewer pulses than its canonical form takes. */
export function direct(matrix: Matrix, gate: Entangler): readonly SynthesisStep[] | undefined {
  if (gate === 'rzz' || gate === 'rxx') return undefined;
  const own = entanglerMatrix(gate);
  for (const pair of dressings) {
    const side = matrices.kronecker(pair.high, pair.low);
    const product = matrices.product(side, matrices.product(own, side));
    if (overlap(product, matrix) > 4 - 1e-9)
      return [{ kind: 'local', pair }, { kind: 'entangler' }, { kind: 'local', pair }];
  }
  return undefined;
}

/** |tr(A†B)|: the size of the matrices where they are equal up to a phase. */
function overlap(a: Matrix, b: Matrix): number {
  let sum = cx.zero;
  for (let row = 0; row < a.length; row++)
    for (let column = 0; column < a.length; column++)
      sum = cx.add(
        sum,
        cx.multiply(cx.conjugate(matrices.element(a, row, column)), matrices.element(b, row, column)),
      );
  return cx.magnitude(sum);
}
