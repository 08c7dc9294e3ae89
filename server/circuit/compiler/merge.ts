import { matrices } from '../../base/index.ts';
import type { Angle } from '../circuit.ts';
import { addAngles, scaleAngle } from '../lowering/angle.ts';
import { expressionVariables } from '../variables-read.ts';
import {
  type Axis,
  type Operation,
  type Program,
  type Rotation,
  type Turn,
  heldBy,
  mapFlows,
  negligible,
  pauliMatrix,
} from './operation.ts';
import { beforeTurn, ownAxis, phaseOnly } from './pauli-turns.ts';

/**
 * Turns that follow each other become one. Rotations about the same Pauli word add their angles, where everything
 * between them commutes or is a Clifford turn that only renames the word: so inverse gates vanish too. A rotation that
 * meets another one on the same pair in this way moves beside it.
 */
export function mergedRotations(program: Program, qubitCount: number): Program {
  const merger = new Merger(qubitCount);
  for (const operation of program.operations) merger.add(operation);
  const merged = { phase: program.phase + merger.phase, operations: merger.operations() };
  return mapFlows(merged, (inner) => mergedRotations(inner, qubitCount));
}

/** How far back a rotation looks for its like. */
const reach = 200;

/** A Pauli word in front of everything that was passed on the way back. */
interface Word {
  readonly axes: Map<number, Axis>;
  sign: 1 | -1;
}

class Merger {
  phase = 0;
  /** Neighbours on the same qubits share a slot. */
  readonly #slots: Operation[][] = [];
  /** The slots that each qubit passes. */
  readonly #wires: number[][];
  readonly #qubitCount: number;

  constructor(qubitCount: number) {
    this.#qubitCount = qubitCount;
    this.#wires = Array.from({ length: qubitCount }, () => []);
  }

  operations(): readonly Operation[] {
    return this.#slots.flat();
  }

  add(operation: Operation): void {
    if (operation.kind === 'turn') this.#turn(operation);
    else if (operation.kind === 'rotation') this.#rotation(operation);
    else this.#push(operation);
  }

  #push(operation: Operation): void {
    for (const qubit of heldBy(operation, this.#qubitCount)) this.#wires[qubit]?.push(this.#slots.length);
    this.#slots.push([operation]);
  }

  // ------------------------------------------------------------------------------------------------------------ turns

  #turn(turn: Turn): void {
    const phase = phaseOnly(turn.matrix);
    if (phase !== undefined) {
      this.phase += phase;
      return;
    }
    const [qubit] = turn.qubits;
    const found = this.#turnBehind(qubit, ownAxis(turn.matrix));
    if (found === undefined) return this.#push(turn);
    const { slot, place, before } = found;
    const matrix = matrices.product(turn.matrix, before.matrix);
    const rest = phaseOnly(matrix);
    if (rest === undefined) slot[place] = { ...before, matrix };
    else {
      this.phase += rest;
      slot.splice(place, 1);
    }
  }

  /** The turn that this one meets when it goes back past rotations about its own axis. */
  #turnBehind(qubit: number, axis: Axis | undefined) {
    const wire = this.#wires[qubit] ?? [];
    for (let at = wire.length - 1; at >= Math.max(0, wire.length - reach); at--) {
      const slot = this.#slots[wire[at] ?? 0] ?? [];
      for (let place = slot.length - 1; place >= 0; place--) {
        const before = slot[place];
        if (before === undefined || !before.qubits.includes(qubit)) continue;
        if (before.kind === 'turn') return { slot, place, before };
        if (axis === undefined || before.kind !== 'rotation' || axisOn(before, qubit) !== axis)
          return undefined;
      }
      if (slot.some(({ kind }) => kind === 'flow' || kind === 'fence')) return undefined;
    }
    return undefined;
  }

  // -------------------------------------------------------------------------------------------------------- rotations

  #rotation(rotation: Rotation): void {
    const { angle, qubits, axes } = rotation;
    if (typeof angle === 'number' && Math.abs(angle) < negligible) return;
    if (isFixed(angle)) return this.#push(rotation);
    const word: Word = { axes: new Map(qubits.map((qubit, place) => [qubit, axes[place] ?? 'z'])), sign: 1 };
    const beside = this.#walkBack(rotation, word);
    if (beside === 'merged') return;
    if (beside === undefined) this.#push(rotation);
    else beside.slot.push(beside.rotation);
  }

  /** Merges the rotation into an equal one, or finds the slot of another one on its qubits that it can be carried to. */
  #walkBack(
    rotation: Rotation,
    word: Word,
  ): 'merged' | { slot: Operation[]; rotation: Rotation } | undefined {
    let beside: { slot: Operation[]; rotation: Rotation } | undefined;
    const cursor = new Cursor(rotation.qubits.map((qubit) => this.#wires[qubit] ?? []));
    for (let step = 0; step < reach; step++) {
      const at = cursor.back();
      const slot = at === undefined ? undefined : this.#slots[at];
      if (slot === undefined) return beside;
      const isSame = slot.some((one) => isOnSame(one, rotation));
      if (isSame && beside === undefined && rotation.qubits.length === 2)
        beside = { slot, rotation: this.#written(rotation, word) };
      for (let place = slot.length - 1; place >= 0; place--) {
        const before = slot[place];
        if (before === undefined) continue;
        if (before.kind === 'rotation' && isEqual(before, word)) {
          this.#add(slot, place, before, scaleAngle(rotation.angle, word.sign));
          return 'merged';
        }
        if (!passes(before, word)) return beside;
      }
    }
    return beside;
  }

  #written(rotation: Rotation, { axes, sign }: Word): Rotation {
    return {
      ...rotation,
      axes: rotation.qubits.map((qubit) => axes.get(qubit) ?? 'z'),
      angle: scaleAngle(rotation.angle, sign),
    };
  }

  #add(slot: Operation[], place: number, before: Rotation, more: Angle): void {
    const sum = addAngles(before.angle, more);
    if (typeof sum !== 'number') {
      slot[place] = { ...before, angle: sum };
      return;
    }
    const turns = Math.round(sum / (2 * Math.PI));
    this.phase -= turns * Math.PI;
    const angle = sum - 2 * Math.PI * turns;
    if (Math.abs(angle) < negligible) slot.splice(place, 1);
    else if (Math.PI - Math.abs(angle) < negligible) this.#half(slot, place, before, Math.sign(angle));
    else slot[place] = { ...before, angle };
  }

  /** exp(∓iπP/2) = ∓i·P is a Pauli operator on each qubit. */
  #half(slot: Operation[], place: number, { qubits, axes, span }: Rotation, sign: number): void {
    this.phase -= (sign * Math.PI) / 2;
    const turns = qubits.map((qubit, index): Turn => ({
      kind: 'turn',
      qubits: [qubit],
      matrix: pauliMatrix(axes[index] ?? 'z'),
      span,
    }));
    slot.splice(place, 1, ...turns);
  }
}

/** Steps back along several wires at once, each slot once, the latest first. */
class Cursor {
  readonly #wires: readonly (readonly number[])[];
  readonly #places: number[];

  constructor(wires: readonly (readonly number[])[]) {
    this.#wires = wires;
    this.#places = wires.map(({ length }) => length - 1);
  }

  back(): number | undefined {
    const heads = this.#wires.map((wire, index) => wire[this.#places[index] ?? -1] ?? -1);
    const latest = Math.max(...heads);
    if (latest < 0) return undefined;
    for (const [index, head] of heads.entries())
      if (head === latest) this.#places[index] = (this.#places[index] ?? 0) - 1;
    return latest;
  }
}

/** An angle that a measurement may change keeps its place in time. */
function isFixed(angle: Angle): boolean {
  return typeof angle !== 'number' && expressionVariables(angle).length > 0;
}

function axisOn({ qubits, axes }: Rotation, qubit: number): Axis | undefined {
  return axes[qubits.indexOf(qubit)];
}

function isOnSame(operation: Operation, { qubits }: Rotation): boolean {
  return (
    operation.kind === 'rotation' &&
    operation.qubits.length === qubits.length &&
    typeof operation.angle === 'number' &&
    operation.qubits.every((qubit) => qubits.includes(qubit))
  );
}

function isEqual(rotation: Rotation, { axes }: Word): boolean {
  if (rotation.qubits.length !== axes.size || isFixed(rotation.angle)) return false;
  return rotation.qubits.every((qubit, place) => axes.get(qubit) === rotation.axes[place]);
}

/** Carries the word in front of an operation; false where that is no word any more. */
function passes(operation: Operation, word: Word): boolean {
  switch (operation.kind) {
    case 'turn': {
      const [qubit] = operation.qubits;
      const axis = word.axes.get(qubit);
      if (axis === undefined) return true;
      const image = beforeTurn(operation.matrix, axis);
      if (image === undefined) return false;
      word.axes.set(qubit, image.axis);
      if (image.sign === -1) word.sign = word.sign === 1 ? -1 : 1;
      return true;
    }
    case 'rotation': {
      const shared = operation.qubits.filter((qubit) => word.axes.has(qubit));
      const different = shared.filter((qubit) => word.axes.get(qubit) !== axisOn(operation, qubit));
      return different.length % 2 === 0;
    }
    default:
      return false;
  }
}
