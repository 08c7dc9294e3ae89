import type { Diagnostic, Span } from '../../base/index.ts';
import { type Block, type Circuit, blocksIn, qubitsIn, variablesReadBy } from '../../circuit/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Device } from '../device.ts';

/** Measurements and resets in the middle and decisions by outcomes, on devices that cannot do them. */
export function abilityDiagnostics(circuit: Circuit, { name, abilities }: Device): readonly Diagnostic[] {
  const use = new DynamicUse();
  use.visit(circuit.body);
  const measured = abilities.midCircuitMeasurement ? [] : [...use.measuredEarly];
  return [
    ...measured.map(([span, later]) =>
      diagnose('QF4005', span, [name], { related: [{ span: later, message: 'It is used here.' }] }),
    ),
    ...(abilities.feedForward ? [] : [...use.decisions].map((span) => diagnose('QF4006', span, [name]))),
    ...(abilities.reset ? [] : [...use.resets].map((span) => diagnose('QF4007', span, [name]))),
  ];
}

/** Where a circuit does more than gates and measurements at the end. */
class DynamicUse {
  /** Measurements whose qubit is used again, with the place of that. */
  readonly measuredEarly = new Map<Span, Span>();
  readonly decisions = new Set<Span>();
  /** Resets of qubits that were used before. */
  readonly resets = new Set<Span>();
  readonly #used = new Set<number>();
  readonly #measured = new Map<number, Span>();

  visit(block: Block): void {
    for (const instruction of block) {
      const { kind, span } = instruction;
      if (kind !== 'assign' && variablesReadBy(instruction).length > 0) this.decisions.add(span);
      if (kind !== 'barrier' && kind !== 'delay')
        for (const qubit of qubitsIn(instruction)) this.#touch(qubit, span, kind === 'reset');
      if (kind === 'measure') this.#measured.set(instruction.qubit, span);
      for (const inner of blocksIn(instruction)) this.visit(inner);
    }
  }

  #touch(qubit: number, span: Span, isReset: boolean): void {
    const before = this.#measured.get(qubit);
    if (before !== undefined) this.measuredEarly.set(before, span);
    if (isReset && this.#used.has(qubit)) this.resets.add(span);
    this.#measured.delete(qubit);
    this.#used.add(qubit);
  }
}
