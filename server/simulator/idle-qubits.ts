import {
  type Block,
  type Circuit,
  type Instruction,
  type Observable,
  type PauliTerm,
  blocksIn,
  qubitsIn,
} from '../circuit/index.ts';
import type { TurnedTerm } from './pauli/words.ts';
import { readoutOf } from './sampling/readout.ts';
import type { Samples } from './simulator.ts';

/** A circuit on those of its qubits that anything happens to; the others stay |0⟩ and need no simulation. */
export interface Active {
  readonly circuit: Circuit;
  /** The samples of the whole circuit from those of this one. */
  readonly widened: (samples: Samples) => Samples;
  /** What is left of an observable once the others are known to be |0⟩. */
  readonly restricted: (observable: Observable) => Observable;
  /** The words of an observable by the state to which they take the others; the first leave them at |0⟩. */
  readonly scattered: (observable: Observable) => readonly (readonly TurnedTerm[])[];
}

export function withoutIdleQubits(circuit: Circuit): Active {
  const kept = activeQubits(circuit);
  // A broken circuit, with gates on qubits that it does not have, is not mended here.
  const isBroken = (kept.at(-1) ?? 0) >= circuit.qubitCount;
  if (isBroken || kept.length === circuit.qubitCount)
    return {
      circuit,
      widened: (samples) => samples,
      restricted: (observable) => observable,
      scattered: ({ terms }) => [terms],
    };
  const places = new Map(kept.map((qubit, place) => [qubit, place]));
  const placeOf = (qubit: number) => places.get(qubit) ?? 0;
  const small: Circuit = {
    ...circuit,
    registers: circuit.registers
      .slice(0, 1)
      .map((register) => ({ ...register, offset: 0, size: kept.length })),
    qubitCount: kept.length,
    body: renumbered(circuit.body, placeOf),
  };
  return {
    circuit: small,
    widened: (samples) => widened(samples, circuit, places),
    restricted: (observable) => ({
      ...observable,
      terms: observable.terms.flatMap((term) => (isScattered(term, places) ? [] : [narrowed(term, places)])),
    }),
    scattered: ({ terms }) => scattered(terms, places),
  };
}

/** Qubits with a gate, measurement or reset, ascending; the first qubit where there is none. */
function activeQubits({ body, qubitCount }: Circuit): readonly number[] {
  const active = new Set<number>();
  collect(body, active);
  if (active.size === 0 && qubitCount > 0) active.add(0);
  return [...active].toSorted((a, b) => a - b);
}

function collect(block: Block, active: Set<number>): void {
  for (const instruction of block) {
    if (!isIdling(instruction)) for (const qubit of qubitsIn(instruction)) active.add(qubit);
    for (const inner of blocksIn(instruction)) collect(inner, active);
  }
}

function isIdling({ kind }: Instruction): boolean {
  return kind === 'barrier' || kind === 'delay';
}

function renumbered(block: Block, placeOf: (qubit: number) => number): Block {
  return block
    .filter((instruction) => !isIdling(instruction))
    .map((instruction) => renumberedOne(instruction, placeOf));
}

function renumberedOne(instruction: Instruction, placeOf: (qubit: number) => number): Instruction {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return {
        ...instruction,
        qubits: instruction.qubits.map(placeOf),
        controls: instruction.controls.map(({ qubit, state }) => ({ qubit: placeOf(qubit), state })),
      };
    case 'measure':
    case 'reset':
      return { ...instruction, qubit: placeOf(instruction.qubit) };
    case 'if': {
      const { then, otherwise } = instruction;
      return {
        ...instruction,
        then: renumbered(then, placeOf),
        otherwise: renumbered(otherwise, placeOf),
      };
    }
    case 'while':
    case 'block':
      return { ...instruction, body: renumbered(instruction.body, placeOf) };
    default:
      return instruction;
  }
}

/** Keys that show bits are those of the whole circuit already; keys that show qubits get a 0 for each idle one. */
function widened(samples: Samples, circuit: Circuit, places: ReadonlyMap<number, number>): Samples {
  if (readoutOf(circuit).kind === 'variables') return samples;
  const registers = circuit.registers.filter(({ size }) => size > 0).toReversed();
  const keyOf = (key: string) =>
    registers
      .map(({ offset, size }) =>
        Array.from({ length: size }, (_, index) => {
          const place = places.get(offset + size - 1 - index);
          return place === undefined ? '0' : key[key.length - 1 - place];
        }).join(''),
      )
      .join(' ');
  const wide = (table: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [keyOf(key), value]));
  const { counts, probabilities } = samples;
  return { ...(counts && { counts: wide(counts) }), probabilities: wide(probabilities) };
}

/** Z on |0⟩ is 1; X and Y on it have no expectation. */
function isScattered({ factors }: PauliTerm, places: ReadonlyMap<number, number>): boolean {
  return factors.some(({ qubit, pauli }) => pauli !== 'Z' && !places.has(qubit));
}

/** What a word does to the qubits that are kept; on the others Y|0⟩ = i|1⟩. */
function narrowed({ coefficient, factors }: PauliTerm, places: ReadonlyMap<number, number>): TurnedTerm {
  return {
    coefficient,
    factors: factors.flatMap(({ qubit, pauli }) => {
      const place = places.get(qubit);
      return place === undefined ? [] : [{ qubit: place, pauli }];
    }),
    turns: factors.filter(({ qubit, pauli }) => pauli === 'Y' && !places.has(qubit)).length,
  };
}

function scattered(
  terms: readonly PauliTerm[],
  places: ReadonlyMap<number, number>,
): readonly (readonly TurnedTerm[])[] {
  const flipped = ({ factors }: PauliTerm) =>
    factors.flatMap(({ qubit, pauli }) => (pauli === 'Z' || places.has(qubit) ? [] : [qubit])).join(' ');
  const parts = Map.groupBy(terms, flipped);
  const part = (key: string) => (parts.get(key) ?? []).map((term) => narrowed(term, places));
  return ['', ...[...parts.keys()].filter((key) => key !== '')].map(part);
}
