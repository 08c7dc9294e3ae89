import type { Matrix, Span } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Angle, Instruction } from '../circuit.ts';
import { eulerAngles } from '../synthesis/euler.ts';
import type { Entangler } from '../synthesis/two-qubit.ts';
import type { NativeOutput } from './native-output.ts';
import type { Axis } from './operation.ts';
import type { KnownTurns, Pulses, WaitingTurn } from './waiting-turn.ts';

/** How much the writer may do beside translating. */
export interface WriterOptions {
  /** Whether turns wait for the next gate that they do not commute with, and become one. */
  readonly merges: boolean;
  /** Whether turns about z in front of a measurement or reset are left out. */
  readonly dropsHidden: boolean;
}

/** Writes native gates in the order of time, and holds the turns of each qubit back as long as that saves pulses. */
export class NativeWriter {
  phase = 0;
  readonly #output: NativeOutput;
  readonly #options: WriterOptions;
  readonly #known: KnownTurns;
  readonly #waiting: (WaitingTurn | undefined)[] = [];
  /** The statement of the first turn that waits on a qubit. */
  readonly #spans: Span[] = [];

  /** @param known one for all blocks of a circuit */
  constructor(output: NativeOutput, options: WriterOptions, known: KnownTurns) {
    this.#output = output;
    this.#options = options;
    this.#known = known;
  }

  turn(qubit: number, matrix: Matrix, span: Span): void {
    const alone = this.#known.begun(matrix);
    if (typeof alone === 'number') {
      this.phase += alone;
      return;
    }
    const before = this.#waiting[qubit];
    if (before === undefined) this.#spans[qubit] = span;
    const next = before?.followedBy(matrix) ?? alone;
    this.phase += typeof next === 'number' ? next : 0;
    this.#waiting[qubit] = typeof next === 'number' ? undefined : next;
    if (!this.#options.merges) this.flush(qubit);
  }

  /** A turn about z by an angle of the run. */
  lateTurn(qubit: number, angle: Angle, span: Span): void {
    this.#release(qubit, 'z');
    this.#output.turn('rz', [angle], qubit, span);
  }

  entangler(gate: Entangler, qubits: readonly [number, number], angle: Angle | undefined, span: Span): void {
    const kept = keptAxes[gate];
    this.#release(qubits[0], kept?.[0]);
    this.#release(qubits[1], kept?.[1]);
    if (gate === 'ecr') this.#waiting[qubits[0]] = this.#waiting[qubits[0]]?.pastControl;
    this.#output.entangler(gate, qubits, angle, span);
  }

  /** Writes what waits on a qubit but a last turn about an axis that the next gate lets pass. */
  #release(qubit: number, axis: Axis | undefined): void {
    const waiting = this.#waiting[qubit];
    if (waiting === undefined) return;
    if (axis === undefined) return this.flush(qubit);
    const { pulses, rest } = waiting.before(axis);
    this.#pulses(qubit, pulses);
    this.#waiting[qubit] = rest;
  }

  /** Writes what waits on a qubit. */
  flush(qubit: number): void {
    const waiting = this.#waiting[qubit];
    this.#waiting[qubit] = undefined;
    if (waiting !== undefined) this.#pulses(qubit, waiting.pulses);
  }

  #pulses(qubit: number, { phase, turns }: Pulses): void {
    this.phase += phase;
    const span = this.#spans[qubit] ?? { start: 0, end: 0 };
    for (const { gate, angles } of turns) this.#output.turn(gate, angles, qubit, span);
  }

  /** Anything else, on qubits that are up to date. */
  other(instruction: Instruction, qubits: readonly number[]): void {
    for (const qubit of qubits) this.#settle(qubit, instruction.kind);
    this.#output.other(instruction);
  }

  /** Neither a measurement nor a reset sees a last turn about z. */
  #settle(qubit: number, kind: Instruction['kind']): void {
    const waiting = this.#waiting[qubit];
    const isHidden = this.#options.dropsHidden && (kind === 'measure' || kind === 'reset');
    if (waiting === undefined || !isHidden) return this.flush(qubit);
    const { theta, lambda } = eulerAngles(waiting.matrix);
    const seen = this.#known.made(primitiveGate('u3').matrix([theta, 0, lambda]));
    this.#waiting[qubit] = typeof seen === 'number' ? undefined : seen;
    if (theta > 1e-10) this.#release(qubit, 'z');
    this.#waiting[qubit] = undefined;
  }
}

const keptAxes: Readonly<Partial<Record<Entangler, readonly [Axis | undefined, Axis | undefined]>>> = {
  cx: ['z', 'x'],
  cz: ['z', 'z'],
  rzz: ['z', 'z'],
  rxx: ['x', 'x'],
  ecr: ['z', 'x'],
};
