import type { Circuit, Entangler } from '../../circuit/index.ts';
import type { Span } from '../../base/index.ts';

/** One step of a circuit in a device's own gates, on the device's qubits. */
export type NativeStep =
  /** A gate on one qubit; turns about z that are changes of frame are `isVirtual`. */
  | {
      readonly kind: 'one-qubit';
      readonly gate: string;
      readonly angles: readonly number[];
      readonly qubits: readonly [number];
      readonly isVirtual: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'two-qubit';
      readonly gate: Entangler;
      /** Radians, of `rzz` and `rxx`. */
      readonly angle?: number;
      readonly qubits: readonly [number, number];
      readonly span: Span;
    }
  | { readonly kind: 'measure' | 'reset'; readonly qubits: readonly [number]; readonly span: Span }
  | { readonly kind: 'barrier'; readonly qubits: readonly number[]; readonly span: Span }
  | {
      readonly kind: 'delay';
      readonly seconds: number;
      readonly qubits: readonly number[];
      readonly span: Span;
    };

/** A circuit as a device would run it. */
export interface NativeProgram {
  readonly circuit: Circuit;
  readonly steps: readonly NativeStep[];
  /** The device's qubit of each qubit of the circuit, at the start. */
  readonly layout: readonly number[];
  /** The same at the end, after all swaps. */
  readonly finalLayout: readonly number[];
  /** How many swaps each statement needs before its gates; statements without any are left out. */
  readonly swaps: ReadonlyMap<Span, number>;
}

/** What a program has of everything that takes time, errs or is charged. */
export interface NativeCounts {
  /** Pulses on one qubit, without changes of frame. */
  readonly oneQubit: number;
  readonly twoQubit: number;
  readonly measurements: number;
  readonly resets: number;
  readonly qubitsUsed: number;
  readonly swaps: number;
  /** The longest chain of pulses, two-qubit gates, measurements and resets. */
  readonly depth: number;
}

export function countsOf({ steps, swaps }: NativeProgram): NativeCounts {
  const tally = new CountTally();
  for (const step of steps) tally.add(step);
  return tally.counts(swaps);
}

/** Counts steps that come one by one. */
export class CountTally {
  /** Everything but barriers. */
  operations = 0;
  readonly twoQubitGates: Record<string, number> = {};
  readonly #counts = { oneQubit: 0, twoQubit: 0, measurements: 0, resets: 0 };
  readonly #depths: number[] = [];

  add(step: NativeStep): void {
    if (step.kind !== 'barrier') this.operations++;
    this.#note(step);
    let latest = 0;
    for (const qubit of step.qubits) latest = Math.max(latest, this.#depths[qubit] ?? 0);
    const end = latest + (isLasting(step) ? 1 : 0);
    for (const qubit of step.qubits) this.#depths[qubit] = end;
  }

  #note(step: NativeStep): void {
    const counts = this.#counts;
    if (step.kind === 'two-qubit') {
      counts.twoQubit++;
      this.twoQubitGates[step.gate] = (this.twoQubitGates[step.gate] ?? 0) + 1;
    } else if (step.kind === 'one-qubit') counts.oneQubit += step.isVirtual ? 0 : 1;
    else if (step.kind === 'measure') counts.measurements++;
    else if (step.kind === 'reset') counts.resets++;
  }

  counts(swaps: NativeProgram['swaps']): NativeCounts {
    return {
      ...this.#counts,
      qubitsUsed: this.#depths.reduce((used) => used + 1, 0),
      swaps: [...swaps.values()].reduce((sum, swap) => sum + swap, 0),
      depth: this.#depths.reduce((latest, depth) => Math.max(latest, depth), 0),
    };
  }
}

function isLasting(step: NativeStep): boolean {
  if (step.kind === 'one-qubit') return !step.isVirtual;
  return step.kind === 'two-qubit' || step.kind === 'measure' || step.kind === 'reset';
}
