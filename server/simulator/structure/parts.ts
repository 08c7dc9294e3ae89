import {
  type Block,
  type Circuit,
  type Instruction,
  blocksIn,
  variablesReadBy,
} from '../../circuit/index.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { footprintOf } from './footprint.ts';

/** A circuit that falls into parts between which nothing passes, neither gates nor measured values. */
export interface Separation {
  /** The whole circuit's qubits and variables, each circuit with the instructions of one part only. */
  readonly circuits: readonly Circuit[];
  /** The part that a qubit belongs to. */
  readonly partOfQubit: (qubit: number) => number;
  /** The part that decides a bit of a variable; the first one for bits that none does. */
  readonly partOfBit: (variable: number, bit: number) => number;
}

/** Planning takes a time for each part that grows with the whole circuit. */
const mostParts = 1024;

/** The parts of a circuit, or nothing where it has only one or very many, or ends early for all of them. */
export function separated(circuit: Circuit): Separation | undefined {
  const { body } = circuit;
  if (endsSomewhere(body) || isConnected(circuit)) return undefined;
  const places = new Places(circuit);
  const sets = new DisjointSets(places.count);
  for (const instruction of body) sets.join(places.touchedBy(instruction));
  const roots = new Map<number, number>();
  for (const qubit of places.qubitsIn(body)) {
    const root = sets.rootOf(qubit);
    if (!roots.has(root)) roots.set(root, roots.size);
  }
  if (roots.size < 2 || roots.size > mostParts) return undefined;
  const partOf = (place: number) => roots.get(sets.rootOf(place)) ?? 0;
  const bodies = Array.from({ length: roots.size }, (): Instruction[] => []);
  for (const instruction of body)
    if (instruction.kind !== 'barrier')
      bodies[partOf(places.touchedBy(instruction)[0] ?? 0)]?.push(instruction);
  return {
    circuits: bodies.map((own) => ({ ...circuit, body: own })),
    partOfQubit: partOf,
    partOfBit: (variable, bit) => partOf(places.ofBit(variable, bit)),
  };
}

/** Whether gates alone tie all qubits together; looks no further than that takes. */
function isConnected({ body, qubitCount }: Circuit): boolean {
  const sets = new DisjointSets(qubitCount);
  for (const instruction of body) {
    if (instruction.kind !== 'gate' && instruction.kind !== 'unitary') continue;
    const { qubits, controls } = instruction;
    const [first] = qubits;
    if (first === undefined || qubits.length + controls.length === 1) continue;
    for (const qubit of qubits) sets.joinPair(first, qubit);
    for (const { qubit } of controls) sets.joinPair(first, qubit);
    if (sets.count === 1) return true;
  }
  return false;
}

function endsSomewhere(block: Block): boolean {
  return block.some(
    (instruction) =>
      instruction.kind === 'end' || blocksIn(instruction).some((inner) => endsSomewhere(inner)),
  );
}

/**
 * Numbers for what may tie instructions together: each qubit; each bit of a register that is only measured into; every
 * other variable as a whole.
 */
class Places {
  readonly count: number;
  readonly #starts: number[] = [];
  readonly #splits: boolean[];

  constructor({ body, qubitCount, variables }: Circuit) {
    const whole = new Set<number>();
    for (const instruction of body) collectWhole(instruction, whole);
    this.#splits = variables.map(({ type }, variable) => type.kind === 'bit' && !whole.has(variable));
    let count = qubitCount;
    for (const [variable, { type }] of variables.entries()) {
      this.#starts.push(count);
      count += this.#splits[variable] === true && type.kind === 'bit' ? (type.width ?? 1) : 1;
    }
    this.count = count;
  }

  ofBit(variable: number, bit: number): number {
    return (this.#starts[variable] ?? 0) + (this.#splits[variable] === true ? bit : 0);
  }

  /** What one instruction ties together; qubits first. */
  touchedBy(instruction: Instruction): readonly number[] {
    if (instruction.kind === 'barrier') return [];
    const { qubits, reads, writes } = footprintOf(instruction);
    if (reads.length === 0 && writes.length === 0) return qubits;
    const target = instruction.kind === 'measure' ? instruction.target : undefined;
    const written = target
      ? [this.ofBit(target.variable, typeof target.index === 'number' ? target.index : 0)]
      : [...writes].map((variable) => this.ofBit(variable, 0));
    return [...qubits, ...[...reads].map((variable) => this.ofBit(variable, 0)), ...written];
  }

  qubitsIn(body: Block): readonly number[] {
    return body.flatMap((instruction) =>
      instruction.kind === 'barrier' ? [] : footprintOf(instruction).qubits,
    );
  }
}

/** Variables that something else than a measurement of one fixed bit touches. */
function collectWhole(instruction: Instruction, whole: Set<number>): void {
  for (const variable of variablesReadBy(instruction)) whole.add(variable);
  if (instruction.kind === 'assign') whole.add(instruction.variable);
  if (instruction.kind === 'measure' && typeof instruction.target?.index === 'object')
    whole.add(instruction.target.variable);
  for (const block of blocksIn(instruction)) for (const inner of block) collectInner(inner, whole);
}

/** Inside control flow a measurement may or may not happen; its variable goes as a whole. */
function collectInner(instruction: Instruction, whole: Set<number>): void {
  if (instruction.kind === 'measure' && instruction.target !== undefined)
    whole.add(instruction.target.variable);
  collectWhole(instruction, whole);
}
