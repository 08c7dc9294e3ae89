import { type Value, widthOf } from '../../base/index.ts';
import { type BitReference, type Variable, bitsOf } from '../../circuit/index.ts';
import type { Step } from '../program/step.ts';

type Assignment = Extract<Step, { kind: 'assign' }>;

/** Where one bit of a variable comes from: a measured qubit, or a value that is known. */
export type BitSource = { readonly qubit: number } | { readonly bit: 0 | 1 };

/**
 * The variables whose values hang on qubits that were not looked at yet. As long as a bit register only receives
 * measured bits, each of its bits is known to be a certain qubit; anything else makes the variable unknown altogether.
 */
export class Unknowns {
  readonly #types: readonly Variable[];
  /** Sources from bit 0 on, or nothing where they cannot be named. */
  readonly #sources = new Map<number, BitSource[] | undefined>();

  constructor(variables: readonly Variable[]) {
    this.#types = variables;
  }

  has(variable: number): boolean {
    return this.#sources.has(variable);
  }

  someOf(variables: readonly number[]): boolean {
    if (this.#sources.size === 0) return false;
    return variables.some((variable) => this.#sources.has(variable));
  }

  /** Whether some variable of those given is unknown and its bits cannot be named. */
  someUnnamed(variables: readonly number[]): boolean {
    return variables.some((variable) => this.has(variable) && this.#sources.get(variable) === undefined);
  }

  add(variable: number): void {
    this.#sources.set(variable, undefined);
  }

  delete(variable: number): void {
    this.#sources.delete(variable);
  }

  sourcesOf(variable: number): readonly BitSource[] | undefined {
    return this.#sources.get(variable);
  }

  /** A measured bit goes into a variable; `known` gives the value that it had where that is known. */
  measured(
    { variable, index }: BitReference,
    qubit: number,
    known: { variable(variable: number): Value },
  ): void {
    const before = this.has(variable)
      ? this.#sources.get(variable)
      : this.#knownSources(variable, known.variable(variable));
    const isInside = typeof index === 'number' && before !== undefined && index >= 0 && index < before.length;
    if (isInside) before[index] = { qubit };
    this.#sources.set(variable, isInside ? before : undefined);
  }

  /** An assignment is carried out when all that it reads is known; otherwise its variable becomes unknown. */
  assigned(step: Assignment, machine: { assign(step: Assignment): void }): void {
    const { variable, index, reads } = step;
    const isElementOfUnknown = index.length > 0 && this.has(variable);
    if (this.someOf(reads) || isElementOfUnknown) return this.add(variable);
    machine.assign(step);
    this.delete(variable);
  }

  #knownSources(variable: number, value: Value): BitSource[] | undefined {
    const type = this.#types[variable]?.type;
    if (type?.kind !== 'bit') return undefined;
    const bits = bitsOf({ type, value });
    return Array.from({ length: widthOf(type) }, (_, place) => ({
      bit: (bits >> BigInt(place)) & 1n ? 1 : 0,
    }));
  }
}
