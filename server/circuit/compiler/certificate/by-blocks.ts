import type { Random } from '../../../base/index.ts';
import type { Angle, Bindings, Block, Instruction } from '../../circuit.ts';
import { evaluate } from '../../evaluate.ts';
import { blocksIn, qubitsIn } from '../../statistics.ts';
import { expressionVariables } from '../../variables-read.ts';
import { unrolledGates } from '../unrolled-gates.ts';
import { type Certificate, tolerance } from './certificate.ts';
import type { KnownGate } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { Residual } from './residual.ts';
import { randomBindings } from './run-values.ts';
import { WireOrder } from './wire-order.ts';

/** Wires of one factor. */
const mostWires = 9;
/** Elements of factors that gates are applied to, in all: a second or so. */
const mostWork = 3e6;
/** Gates on more qubits are taken apart as the compiler does it. */
const mostGateQubits = 4;
/** Wires that a factor may have before narrower ones elsewhere come first. */
const fewWires = 4;

/** The circuits go no way side by side that this finds; they may be equal all the same. */
class Unproven extends Error {}

/**
 * A proof piece by piece: both circuits are gone through side by side, and what is between them is multiplied out on the few
 * qubits where they differ at a time, until nothing is left (compare the alternating scheme of Burgholzer and Wille,
 * arXiv:2004.08420). It holds for all states; where programs decide, each branch and each body of a loop is proven by itself, to
 * begin and end with nothing left, and so all ways through them are. Nothing where no proof is found.
 */
export function byBlocks(comparison: Comparison, random: Random): Certificate | undefined {
  const { source, made, starts, ends, qubits } = comparison;
  const residual = new Residual(qubits);
  const proof = new Proof(residual, qubits, randomBindings(source, random));
  try {
    proof.prove(source.body, made.body);
    proof.close(starts, ends);
  } catch (error) {
    if (error instanceof Unproven) return undefined;
    throw error;
  }
  const { error, widest, closed } = residual;
  if (error >= tolerance) return undefined;
  return { holds: true, qubits, method: 'blocks', blocks: closed, widest, distanceBound: error };
}

class Proof {
  readonly #residual: Residual;
  readonly #width: number;
  readonly #bindings: Bindings;
  #workLeft = mostWork;
  /** Where the qubits are at the end of each block that a jump may lead to. */
  readonly #ends = new Map<number, readonly number[]>();

  constructor(residual: Residual, width: number, bindings: Bindings) {
    this.#residual = residual;
    this.#width = width;
    this.#bindings = bindings;
  }

  /** @throws {Unproven} */
  prove(source: Block, made: Block): void {
    const own = new WireOrder(this.#known(source), this.#width);
    const its = new WireOrder(this.#known(made), this.#width);
    while (own.ready.size > 0 || its.ready.size > 0)
      if (!this.#goOn(own, its) && !this.#meet(own, its)) this.#widen(own, its);
  }

  /** At the end measured qubits and those that began in |0⟩ may have phases of their own. */
  close(starts: readonly number[], ends: readonly number[]): void {
    for (const [place, wire] of starts.entries())
      if (this.#residual.places[wire] !== ends[place] || !this.#residual.isNothing(wire))
        throw new Unproven();
    const own = new Set(starts);
    for (let wire = 0; wire < this.#width; wire++)
      if (!own.has(wire) && (this.#residual.besides(wire).length > 1 || !this.#residual.isDiagonal(wire)))
        throw new Unproven();
  }

  /** Gates with known angles, in small parts. */
  #known(block: Block): readonly Instruction[] {
    return block.flatMap((one): readonly Instruction[] => {
      if (one.kind !== 'gate' && one.kind !== 'unitary') return [one];
      const gate =
        one.kind === 'gate' ? { ...one, angles: one.angles.map((angle) => this.#number(angle)) } : one;
      return qubitsIn(gate).length <= mostGateQubits ? [gate] : unrolledGates(gate, this.#width);
    });
  }

  #number(angle: Angle): number {
    if (typeof angle === 'number') return angle;
    if (expressionVariables(angle).length > 0) throw new Unproven();
    const parameter = (place: number) => this.#bindings[place] ?? 0;
    return Number(evaluate(angle, { parameter, variable: () => 0 }));
  }

  /** All gates that make no factor wider; whether there were any. */
  #goOn(own: WireOrder, its: WireOrder): boolean {
    let any = false;
    for (const [order, isOwn] of [
      [own, true],
      [its, false],
    ] as const)
      for (const place of order.ready) {
        const wires = this.#wiresOf(order, place, isOwn);
        if (
          wires === undefined ||
          this.#residual.sizeWith(wires) > this.#residual.sizeWith(wires.slice(0, 1))
        )
          continue;
        this.#apply(order, place, isOwn);
        any = true;
      }
    return any;
  }

  /** The wires of a gate. */
  #wiresOf(order: WireOrder, place: number, isOwn: boolean): readonly number[] | undefined {
    const instruction = order.instructions[place];
    if (instruction?.kind !== 'gate' && instruction?.kind !== 'unitary') return undefined;
    const qubits = qubitsIn(instruction);
    return isOwn ? qubits : qubits.map((qubit) => this.#residual.wireAt(qubit));
  }

  #apply(order: WireOrder, place: number, isOwn: boolean): void {
    const gate = order.instructions[place] as KnownGate;
    const wires = this.#wiresOf(order, place, isOwn) ?? [];
    this.#workLeft -= 4 ** this.#residual.sizeWith(wires);
    if (this.#workLeft < 0) throw new Unproven();
    if (isOwn) this.#residual.undo(gate);
    else this.#residual.add(gate);
    order.take(place);
  }

  /** Of the gates that are ready the one that stands first in the source, as long as factors stay small. */
  #widen(own: WireOrder, its: WireOrder): void {
    let best: { readonly order: WireOrder; readonly place: number; readonly isOwn: boolean } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [order, isOwn] of [
      [its, false],
      [own, true],
    ] as const)
      for (const place of order.ready) {
        const wires = this.#wiresOf(order, place, isOwn);
        if (wires === undefined) continue;
        const size = this.#residual.sizeWith(wires);
        const rank = rankOf(order, place, wires, own);
        const score = Math.max(0, size - fewWires) * own.instructions.length + rank;
        if (size <= mostWires && score < least) [best, least] = [{ order, place, isOwn }, score];
      }
    if (best === undefined) throw new Unproven();
    this.#apply(best.order, best.place, best.isOwn);
  }

  // --------------------------------------------------------------------------------------- what is not a gate

  /** Takes what stands on both sides; whether there was anything. */
  #meet(own: WireOrder, its: WireOrder): boolean {
    for (const place of own.ready) {
      const instruction = own.instructions[place];
      if (instruction === undefined || instruction.kind === 'gate' || instruction.kind === 'unitary')
        continue;
      const like = [...its.ready].find((other) => this.#isLike(instruction, its.instructions[other]));
      if (like === undefined) continue;
      const other = its.instructions[like];
      if (other === undefined || !this.#passes(instruction, other, own, its)) continue;
      own.take(place);
      its.take(like);
      return true;
    }
    return false;
  }

  #isLike(one: Instruction, other: Instruction | undefined): boolean {
    if (one.kind !== other?.kind) return false;
    switch (one.kind) {
      case 'measure':
      case 'reset': {
        const at = (other as Extract<Instruction, { kind: 'measure' | 'reset' }>).qubit;
        const isThere = this.#residual.places[one.qubit] === at;
        return isThere && textOf(partsOf(one)) === textOf(partsOf(other));
      }
      default:
        return textOf(partsOf(one)) === textOf(partsOf(other));
    }
  }

  /** Whether what is between both sides lets both instructions pass at once, and what is between them after that. */
  #passes(one: Instruction, other: Instruction, own: WireOrder, its: WireOrder): boolean {
    switch (one.kind) {
      case 'measure':
        return this.#measured(one.qubit, own, its);
      case 'reset':
        if (this.#residual.besides(one.qubit).length > 1) return false;
        this.#residual.clear(one.qubit);
        return true;
      case 'assign':
      case 'end':
        return true;
      case 'exit':
        return this.#isClosed() && this.#isAt(this.#ends.get(one.label));
      default:
        return this.#isClosed() && this.#branches(one, other);
    }
  }

  /** A wire alone, with phases at most, or several of them that are all measured now. */
  #measured(wire: number, own: WireOrder, its: WireOrder): boolean {
    if (!this.#residual.isDiagonal(wire)) return false;
    const wires = this.#residual.besides(wire);
    const isMeasured = (order: WireOrder, qubit: number) =>
      [...order.ready].some((place) => {
        const found = order.instructions[place];
        return found?.kind === 'measure' && found.qubit === qubit;
      });
    const places = this.#residual.places;
    if (
      wires.length > 1 &&
      !wires.every((one) => isMeasured(own, one) && isMeasured(its, places[one] ?? one))
    )
      return false;
    for (const one of wires) this.#residual.clear(one);
    return true;
  }

  #isClosed(): boolean {
    for (let wire = 0; wire < this.#width; wire++) if (!this.#residual.isNothing(wire)) return false;
    return true;
  }

  #isAt(places: readonly number[] | undefined): boolean {
    return places?.every((place, wire) => place === this.#residual.places[wire]) ?? false;
  }

  /** Each block of both from nothing to nothing, with the qubits at its end where they were at its beginning. */
  #branches(one: Instruction, other: Instruction): boolean {
    const before = [...this.#residual.places];
    if (one.kind === 'block') this.#ends.set(one.label, before);
    const theirs = blocksIn(other);
    for (const [place, block] of blocksIn(one).entries()) {
      const like = theirs[place] ?? [];
      this.prove(block, like);
      // Behind a jump nothing runs; where it leads is compared where it stands.
      const last = block.at(-1)?.kind;
      if (last === 'end') this.#residual.restart(before);
      else if (!this.#isClosed() || !this.#isAt(before)) throw new Unproven();
    }
    return true;
  }
}

/** About where in the source the statement stands that a gate comes from; the source's own gate follows what it became. */
function rankOf(order: WireOrder, place: number, wires: readonly number[], source: WireOrder): number {
  if (order === source) return place + 1;
  const { instructions } = order;
  const share = place / instructions.length;
  const span = instructions[place]?.span;
  const known = span && source.placeOf(span, wires);
  return known === undefined ? share * source.instructions.length : known + share;
}

/** What both sides have to have in common: all but places and what is inside. */
function partsOf(instruction: Instruction): unknown {
  switch (instruction.kind) {
    case 'measure':
      return instruction.target ?? null;
    case 'assign':
      return [instruction.variable, instruction.index, instruction.value];
    case 'if':
    case 'while':
      return instruction.condition;
    case 'block':
    case 'exit':
      return instruction.label;
    default:
      return null;
  }
}

function textOf(subject: unknown): string {
  return JSON.stringify(subject, (key, value: unknown) => {
    if (key === 'span') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}
