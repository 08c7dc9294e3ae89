import { type Complex, cx } from '../../base/index.ts';

/** A phase where all the qubits are 1. */
export interface OneQubitPhase {
  readonly qubit: number;
  readonly phase: Complex;
}

export interface TwoQubitPhase {
  readonly p: number;
  readonly q: number;
  readonly phase: Complex;
}

/** Phases on qubits and pairs of qubits, applied at once. */
export interface Phases {
  readonly kind: 'phases';
  readonly ones: readonly OneQubitPhase[];
  readonly twos: readonly TwoQubitPhase[];
  /** Bits of all qubits in it. */
  readonly qubits: number;
}

/** Collects diagonal gates on one and two qubits, which all commute. */
export class PhaseProduct {
  readonly #ones = new Map<number, Complex>();
  readonly #twos = new Map<number, TwoQubitPhase>();
  #qubits = 0;

  /** Bits of the qubits with which a gate has to commute to pass what was collected. */
  get qubits(): number {
    return this.#qubits;
  }

  addOne(qubit: number, phase: Complex): void {
    if (isOne(phase)) return;
    const earlier = this.#ones.get(qubit) ?? cx.one;
    this.#ones.set(qubit, cx.multiply(earlier, phase));
    this.#qubits |= 1 << qubit;
  }

  /** @param diagonal the four entries, p the less significant; returns the global phase. */
  addTwo(p: number, q: number, diagonal: readonly Complex[]): Complex {
    const [d0 = cx.one, d1 = cx.one, d2 = cx.one, d3 = cx.one] = diagonal;
    const back = cx.conjugate(d0);
    this.addOne(p, cx.multiply(d1, back));
    this.addOne(q, cx.multiply(d2, back));
    const phase = cx.multiply(cx.multiply(d0, d3), cx.conjugate(cx.multiply(d1, d2)));
    if (isOne(phase)) return d0;
    const key = 32 * p + q;
    this.#twos.set(key, { p, q, phase: cx.multiply(this.#twos.get(key)?.phase ?? cx.one, phase) });
    this.#qubits |= (1 << p) | (1 << q);
    return d0;
  }

  /** What was collected, or nothing; goes on empty. */
  take(): Phases | undefined {
    const ones = [...this.#ones].map(([qubit, phase]) => ({ qubit, phase }));
    const twos = [...this.#twos.values()];
    const qubits = this.#qubits;
    this.#ones.clear();
    this.#twos.clear();
    this.#qubits = 0;
    return ones.length + twos.length === 0 ? undefined : { kind: 'phases', ones, twos, qubits };
  }
}

export function isOne({ re, im }: Complex): boolean {
  return re === 1 && im === 0;
}
