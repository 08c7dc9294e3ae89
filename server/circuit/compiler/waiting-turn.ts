import { type Matrix, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { type NativeTurn, oneQubitTurns } from '../synthesis/one-qubit.ts';
import type { Axis } from './operation.ts';
import { isAbout, phaseOnly } from './pauli-turns.ts';
import type { OneQubitTarget } from './target.ts';

/** Pulses in the order of time; times e^{i·phase} they are the turn. */
export interface Pulses {
  readonly phase: number;
  readonly turns: readonly NativeTurn[];
}

/** What is written in front of a gate that lets turns about an axis pass, and the turn that goes on waiting. */
export interface Release {
  readonly pulses: Pulses;
  readonly rest: WaitingTurn | undefined;
}

const nothing: Pulses = { phase: 0, turns: [] };
const pauliX = primitiveGate('x').matrix([]);

/** What is known of turns on one target: routed circuits consist of a few of them over and over. */
export class KnownTurns {
  readonly target: OneQubitTarget;
  readonly #begun = new Map<Matrix, WaitingTurn | number>();
  readonly #frames = new Map<number, WaitingTurn>();

  constructor(target: OneQubitTarget) {
    this.target = target;
  }

  /** A turn that begins to wait; its phase in radians where it is nothing else. */
  begun(matrix: Matrix): WaitingTurn | number {
    const found = this.#begun.get(matrix) ?? this.made(matrix);
    this.#begun.set(matrix, found);
    return found;
  }

  /** The same for a matrix that nobody will have again. */
  made(matrix: Matrix): WaitingTurn | number {
    return phaseOnly(matrix) ?? new WaitingTurn(matrix, this);
  }

  /** A turn about z, one for all places where it is left over. */
  frame(angle: number): WaitingTurn {
    const exact = snapped(angle);
    const found = this.#frames.get(exact) ?? new WaitingTurn(primitiveGate('rz').matrix([exact]), this);
    this.#frames.set(exact, found);
    return found;
  }
}

/** What rounding took from a multiple of π/4 is given back, so that there are fewer different angles. */
function snapped(angle: number): number {
  const exact = (Math.round(angle / (Math.PI / 4)) * Math.PI) / 4;
  return Math.abs(angle - exact) < 1e-14 ? exact : angle;
}

/** A turn that waits on a qubit, and what was worked out of it. */
export class WaitingTurn {
  readonly matrix: Matrix;
  readonly #known: KnownTurns;
  /** Made when they are needed first: many turns come once. */
  #followed: Map<Matrix, WaitingTurn | number> | undefined;
  #released: Partial<Record<Axis, Release>> | undefined;
  #pulses: Pulses | undefined;
  #flipped: WaitingTurn | undefined;

  /** @param matrix more than a phase */
  constructor(matrix: Matrix, known: KnownTurns) {
    this.matrix = matrix;
    this.#known = known;
  }

  /** With a turn behind it; the phase in radians where nothing else is left of both. */
  followedBy(matrix: Matrix): WaitingTurn | number {
    const known = this.#followed?.get(matrix);
    if (known !== undefined) return known;
    const found = this.#known.made(matrices.product(matrix, this.matrix));
    this.#followed ??= new Map();
    this.#followed.set(matrix, found);
    return found;
  }

  /** X on the control of ecr turns the axis round. */
  get pastControl(): WaitingTurn {
    this.#flipped ??= new WaitingTurn(
      matrices.product(matrices.product(pauliX, this.matrix), pauliX),
      this.#known,
    );
    return this.#flipped;
  }

  /** All of it. */
  get pulses(): Pulses {
    const { target } = this.#known;
    this.#pulses ??= physical(oneQubitTurns(this.matrix, target.family), target);
    return this.#pulses;
  }

  /** What is to be written where turns about the axis may go on waiting. */
  before(axis: Axis): Release {
    this.#released ??= {};
    return (this.#released[axis] ??= this.#releasedFor(axis));
  }

  #releasedFor(axis: Axis): Release {
    const { target } = this.#known;
    if (isAbout(this.matrix, axis)) return { pulses: nothing, rest: this };
    const all: Release = { pulses: this.pulses, rest: undefined };
    if (axis !== 'z' || target.family === 'any') return all;
    const { phase, turns } = oneQubitTurns(this.matrix, target.family);
    const last = turns.at(-1);
    if (last?.gate !== 'rz') return all;
    const [angle = 0] = last.angles;
    return {
      pulses: physical({ phase, turns: turns.slice(0, -1) }, target),
      rest: this.#known.frame(angle),
    };
  }
}

function physical({ phase, turns }: Pulses, { virtualZ, family }: OneQubitTarget): Pulses {
  if (virtualZ || (family !== 'prx' && family !== 'gpi')) return { phase, turns };
  const frames = turns.filter(({ gate }) => gate === 'rz').length;
  return { phase: phase + frames * Math.PI, turns: turns.flatMap(withoutFrame) };
}

/** A turn about z by two half turns, and a phase of π, where frames cannot change. */
function withoutFrame(turn: NativeTurn): readonly NativeTurn[] {
  if (turn.gate !== 'rz') return [turn];
  const [angle = 0] = turn.angles;
  return [
    { gate: 'prx', angles: [Math.PI, 0] },
    { gate: 'prx', angles: [Math.PI, angle / 2] },
  ];
}
