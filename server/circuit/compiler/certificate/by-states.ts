import { Random } from '../../../base/index.ts';
import { type Certificate, statesBound, tolerance } from './certificate.ts';
import { type Columns, type KnownGate, applyGate, basisColumns, permuted, randomColumns } from './columns.ts';
import { type Comparison, knownGates, measuredQubits, returning, sameMeasurements } from './comparison.ts';
import { fused } from './fused.ts';
import { type OverlapParts, addOverlap, overlap, sizeOf } from './overlap.ts';

/** Amplitudes that are worked on together: they stay in the processor's cache from gate to gate. */
const together = 2 ** 14;

export function byUnitary(comparison: Comparison): Certificate {
  const { qubits, starts } = comparison;
  const total = 2 ** starts.length;
  const count = Math.min(total, Math.max(1, together / 2 ** qubits));
  const sides = bothSides(comparison);
  const parts: OverlapParts = new Map();
  const mask = measuredQubits(comparison.source.body);
  for (let first = 0; first < total; first += count) {
    const [a, b] = evolved(sides, () => basisColumns(qubits, starts, first, count));
    addOverlap(parts, a, b, mask);
  }
  const fidelity = sizeOf(parts) / total;
  const holds = sameMeasurements(comparison) && Math.abs(fidelity - 1) < tolerance;
  return { holds, qubits, method: 'unitary', fidelity };
}

/** The gates of both circuits, and how the made one's ends are moved back. */
interface Sides {
  readonly own: readonly KnownGate[];
  readonly its: readonly KnownGate[];
  readonly back: readonly number[];
}

function bothSides({ source, made, starts, ends, qubits }: Comparison): Sides {
  return {
    own: fused(knownGates(source.body)),
    its: fused(knownGates(made.body)),
    back: returning(starts, ends, qubits),
  };
}

/** Both sides from the same columns, with the ends where the source has them. */
function evolved({ own, its, back }: Sides, columns: () => Columns) {
  const [a, b] = [columns(), columns()];
  for (const gate of own) applyGate(a, gate);
  for (const gate of its) applyGate(b, gate);
  return [a, permuted(b, back)] as const;
}

/** Qubits on both sides together. */
export const mostStates = 20;

export function byStates(comparison: Comparison, random: Random): Certificate {
  const { qubits, starts } = comparison;
  const states = 2 ** Math.max(1, Math.min(4, mostStates - qubits));
  const seed = random.nextUint32();
  const sides = bothSides(comparison);
  const infidelities = Array.from({ length: states }, (_, state) => {
    const [a, b] = evolved(sides, () => randomColumns(qubits, starts, 1, new Random(seed + state)));
    return Math.max(0, 1 - overlap(a, b, measuredQubits(comparison.source.body)) ** 2);
  });
  const infidelity = Math.max(...infidelities);
  const holds = sameMeasurements(comparison) && infidelity < tolerance;
  return { holds, qubits, method: 'states', states, infidelity, ...statesBound(infidelity, states) };
}
