import { type KeyTemplate, type Readout, keyTemplate, keysFrom } from '../sampling/readout.ts';
import { type Stretch, behind } from './stretch.ts';

/**
 * How the measurements of the last stretch of a path become keys. Where a circuit shows its qubits, they are measured
 * behind the stretch: qubit i is measurement `base` + i.
 */
export class StretchKeys {
  readonly #readout: Readout;
  readonly #stretch: Stretch;
  readonly #ending: NonNullable<Stretch['ending']>;
  readonly #base: number;
  /** The number of measurements, those behind the stretch included. */
  readonly #count: number;

  constructor(readout: Readout, stretch: Stretch, qubits: number) {
    if (stretch.ending === undefined) throw new Error('only the last stretch of a path has outcomes');
    const own = stretch.actions.filter(({ kind }) => kind === 'measure').length;
    this.#readout = readout;
    this.#stretch = stretch;
    this.#ending = stretch.ending;
    this.#base = readout.kind === 'qubits' ? own : 0;
    this.#count = readout.kind === 'qubits' ? own + qubits : own;
  }

  keyOf<Outcome>(bitOf: (outcome: Outcome, event: number) => number): (outcome: Outcome) => string {
    return keysFrom<Outcome>(
      this.#readout,
      this.#stretch.program,
      this.#ending,
      (outcome, source) => bitOf(outcome, this.#base + source),
      (outcome) => behind(this.#stretch, (event) => bitOf(outcome, event)).variables,
    );
  }

  /** A key by measurements, or nothing where keys are more than measured bits. */
  get template(): KeyTemplate | undefined {
    const found = keyTemplate(this.#readout, this.#stretch.program, this.#ending);
    if (found === undefined) return undefined;
    const changing = found.changing.map(({ place, source }) => ({ place, source: this.#base + source }));
    return { text: found.text, changing };
  }

  /** The measurements on which keys depend. */
  get events(): readonly number[] {
    const all = Array.from({ length: this.#count }, (_, event) => event);
    if (this.#readout.kind === 'qubits') return all.slice(this.#base);
    const { unknowns } = this.#ending;
    const { variables } = this.#readout;
    if (unknowns.someUnnamed(variables)) return all;
    const sources = variables.flatMap((variable) => unknowns.sourcesOf(variable) ?? []);
    return [...new Set(sources.flatMap((source) => ('qubit' in source ? [source.qubit] : [])))];
  }
}
