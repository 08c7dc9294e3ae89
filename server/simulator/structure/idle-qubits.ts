import {
  type Block,
  type Circuit,
  type Instruction,
  type PauliTerm,
  blocksIn,
  qubitsIn,
  renumberedNoise,
} from '../../circuit/index.ts';
import type { Prospect, Wanted } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import type { TurnedTerm } from '../pauli/words.ts';
import { readoutOf } from '../sampling/readout.ts';
import type { Samples } from '../simulator.ts';

/** A run on those of its qubits that anything happens to; the others stay |0⟩ and need no simulation. */
export interface Active<P extends Prospect> {
  readonly prospect: P;
  /** The samples of the whole circuit from those of this one. */
  readonly widened: (samples: Samples) => Samples;
}

/** Leaves out idle qubits where a run does not show them; an observable becomes what it is once they are |0⟩. */
export function withoutIdleQubits<P extends Prospect>(prospect: P): Active<P> {
  const { circuit, options } = prospect;
  const kept = activeQubits(circuit, hasNoise(options));
  // A broken circuit, with gates on qubits that it does not have, is not mended here.
  const isBroken = (kept.at(-1) ?? 0) >= circuit.qubitCount;
  if (isBroken || kept.length === circuit.qubitCount || showsIdleQubits(prospect))
    return { prospect, widened: (samples) => samples };
  const places = new Map(kept.map((qubit, place) => [qubit, place]));
  const small: P = {
    ...prospect,
    circuit: onQubits(circuit, kept, places),
    options: options.noise ? { ...options, noise: renumberedNoise(options.noise, kept) } : options,
    wanted: restricted(prospect.wanted, places),
  };
  return { prospect: small, widened: (samples) => widened(samples, circuit, places) };
}

/** A state shows all qubits; a qubit that is misread shows more than its |0⟩. */
function showsIdleQubits({ circuit, options, wanted }: Prospect): boolean {
  if (wanted.kind === 'state') return true;
  const isMisread = options.noise !== undefined && options.noise.readout.length > 0;
  return isMisread && (wanted.kind === 'estimate' || readoutOf(circuit).kind === 'qubits');
}

function onQubits(circuit: Circuit, kept: readonly number[], places: ReadonlyMap<number, number>): Circuit {
  return {
    ...circuit,
    registers: circuit.registers
      .slice(0, 1)
      .map((register) => ({ ...register, offset: 0, size: kept.length })),
    qubitCount: kept.length,
    body: renumbered(circuit.body, (qubit) => places.get(qubit)),
  };
}

function restricted(wanted: Wanted, places: ReadonlyMap<number, number>): Wanted {
  if (wanted.kind !== 'estimate') return wanted;
  const { observable } = wanted;
  const [kept = [], ...scattered] = byIdleState(observable.terms, places);
  return { ...wanted, observable: { ...observable, terms: kept }, scattered };
}

/**
 * Qubits with a gate, measurement or reset, ascending; the first qubit where there is none. With noise a delay may do
 * something as well.
 */
function activeQubits({ body, qubitCount }: Circuit, withNoise: boolean): readonly number[] {
  const active = new Set<number>();
  collect(body, active, withNoise);
  if (active.size === 0 && qubitCount > 0) active.add(0);
  return [...active].toSorted((a, b) => a - b);
}

function collect(block: Block, active: Set<number>, withNoise: boolean): void {
  for (const instruction of block) {
    const { kind } = instruction;
    const isIdling = kind === 'barrier' || (kind === 'delay' && !withNoise);
    if (!isIdling) for (const qubit of qubitsIn(instruction)) active.add(qubit);
    for (const inner of blocksIn(instruction)) collect(inner, active, withNoise);
  }
}

/** The number that a qubit gets, or nothing where it is left out. */
type PlaceOf = (qubit: number) => number | undefined;

function renumbered(block: Block, placeOf: PlaceOf): Block {
  return block.map((instruction) => renumberedOne(instruction, placeOf));
}

function renumberedOne(instruction: Instruction, placeOf: PlaceOf): Instruction {
  const place = (qubit: number) => placeOf(qubit) ?? 0;
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return {
        ...instruction,
        qubits: instruction.qubits.map(place),
        controls: instruction.controls.map(({ qubit, state }) => ({ qubit: place(qubit), state })),
      };
    case 'barrier':
    case 'delay':
      return { ...instruction, qubits: instruction.qubits.flatMap((qubit) => placeOf(qubit) ?? []) };
    case 'measure':
    case 'reset':
      return { ...instruction, qubit: place(instruction.qubit) };
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

/** What a word does to the qubits that are kept; on the others Z|0⟩ = |0⟩, X|0⟩ = |1⟩ and Y|0⟩ = i|1⟩. */
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

/** Words by the state to which they take the qubits that are left out; the first leave them at |0⟩. */
function byIdleState(
  terms: readonly PauliTerm[],
  places: ReadonlyMap<number, number>,
): readonly (readonly TurnedTerm[])[] {
  const flipped = ({ factors }: PauliTerm) =>
    factors.flatMap(({ qubit, pauli }) => (pauli === 'Z' || places.has(qubit) ? [] : [qubit])).join(' ');
  const parts = Map.groupBy(terms, flipped);
  const part = (key: string) => (parts.get(key) ?? []).map((term) => narrowed(term, places));
  return ['', ...[...parts.keys()].filter((key) => key !== '')].map(part);
}
