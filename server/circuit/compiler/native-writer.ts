import { type Matrix, type Span, cx, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Angle, GateInstruction, Instruction } from '../circuit.ts';
import { eulerAngles } from '../synthesis/euler.ts';
import { type NativeTurn, type OneQubitSynthesis, oneQubitTurns } from '../synthesis/one-qubit.ts';
import type { Entangler } from '../synthesis/two-qubit.ts';
import type { Axis } from './operation.ts';
import { phaseOnly } from './pauli-turns.ts';
import type { CompileTarget } from './target.ts';

/** How much the writer may do beside translating. */
export interface WriterOptions {
  /** Whether turns wait for the next gate that they do not commute with, and become one. */
  readonly merges: boolean;
  /** Whether turns about z in front of a measurement or reset are left out. */
  readonly dropsHidden: boolean;
}

interface Waiting {
  readonly matrix: Matrix;
  readonly span: Span;
}

/** Shared by all gates without controls. */
const noControls: readonly never[] = [];
const pauliX = primitiveGate('x').matrix([]);

/** Writes native gates in the order of time, and holds the turns of each qubit back as long as that saves pulses. */
export class NativeWriter {
  readonly instructions: Instruction[] = [];
  phase = 0;
  readonly #target: CompileTarget;
  readonly #options: WriterOptions;
  readonly #waiting: (Waiting | undefined)[] = [];

  constructor(target: CompileTarget, options: WriterOptions) {
    this.#target = target;
    this.#options = options;
  }

  turn(qubit: number, matrix: Matrix, span: Span): void {
    const alone = phaseOnly(matrix);
    if (alone !== undefined) {
      this.phase += alone;
      return;
    }
    const before = this.#waiting[qubit];
    const product = before === undefined ? matrix : matrices.product(matrix, before.matrix);
    const phase = phaseOnly(product);
    this.phase += phase ?? 0;
    this.#waiting[qubit] = phase === undefined ? { matrix: product, span: before?.span ?? span } : undefined;
    if (!this.#options.merges) this.flush(qubit);
  }

  /** A turn about z by an angle of the run. */
  lateTurn(qubit: number, angle: Angle, span: Span): void {
    this.#release(qubit, 'z');
    this.#write(qubit, { gate: 'rz', angles: [angle] }, span);
  }

  entangler(gate: Entangler, qubits: readonly [number, number], angle: Angle | undefined, span: Span): void {
    for (const [place, qubit] of qubits.entries()) this.#release(qubit, keptAxes[gate]?.[place]);
    if (gate === 'ecr') this.#carryPastControl(qubits[0]);
    this.instructions.push(entanglerInstruction(gate, qubits, angle, span));
  }

  /** The axis reversed: X on the control of ecr turns a turn about z round. */
  #carryPastControl(qubit: number): void {
    const waiting = this.#waiting[qubit];
    if (waiting === undefined) return;
    const matrix = matrices.product(matrices.product(pauliX, waiting.matrix), pauliX);
    this.#waiting[qubit] = { ...waiting, matrix };
  }

  /** Writes what waits on a qubit but a last turn about an axis that the next gate lets pass. */
  #release(qubit: number, axis: Axis | undefined): void {
    const waiting = this.#waiting[qubit];
    if (waiting === undefined) return;
    const kept = axis === undefined ? undefined : this.#kept(waiting.matrix, axis);
    if (kept === undefined) return this.flush(qubit);
    this.#pulses(qubit, kept.pulses, waiting.span);
    this.#waiting[qubit] = kept.rest === undefined ? undefined : { ...waiting, matrix: kept.rest };
  }

  #kept(matrix: Matrix, axis: Axis): { pulses: OneQubitSynthesis; rest: Matrix | undefined } | undefined {
    const isFree = isAbout(matrix, axis);
    if (isFree) return { pulses: { phase: 0, turns: [] }, rest: matrix };
    if (axis !== 'z' || this.#target.oneQubit.family === 'any') return undefined;
    const { phase, turns } = oneQubitTurns(matrix, this.#target.oneQubit.family);
    const last = turns.at(-1);
    if (last?.gate !== 'rz') return undefined;
    return {
      pulses: { phase, turns: turns.slice(0, -1) },
      rest: primitiveGate('rz').matrix(last.angles),
    };
  }

  /** Writes what waits on a qubit. */
  flush(qubit: number): void {
    const waiting = this.#waiting[qubit];
    this.#waiting[qubit] = undefined;
    if (waiting === undefined) return;
    this.#pulses(qubit, oneQubitTurns(waiting.matrix, this.#target.oneQubit.family), waiting.span);
  }

  #pulses(qubit: number, { phase, turns }: OneQubitSynthesis, span: Span): void {
    this.phase += phase;
    for (const turn of turns.flatMap((one) => this.#physical(one))) this.#write(qubit, turn, span);
  }

  /** A turn about z by two half turns where frames cannot change. */
  #physical(turn: NativeTurn): readonly NativeTurn[] {
    const { virtualZ, family } = this.#target.oneQubit;
    if (turn.gate !== 'rz' || virtualZ || (family !== 'prx' && family !== 'gpi')) return [turn];
    const [angle = 0] = turn.angles;
    this.phase += Math.PI;
    return [
      { gate: 'prx', angles: [Math.PI, 0] },
      { gate: 'prx', angles: [Math.PI, angle / 2] },
    ];
  }

  #write(
    qubit: number,
    turn: { readonly gate: string; readonly angles: readonly Angle[] },
    span: Span,
  ): void {
    const instruction: GateInstruction = {
      kind: 'gate',
      gate: turn.gate,
      angles: turn.angles,
      qubits: [qubit],
      controls: noControls,
      span,
    };
    this.instructions.push(instruction);
  }

  /** Anything else, on qubits that are up to date. */
  other(instruction: Instruction, qubits: readonly number[]): void {
    for (const qubit of qubits) this.#settle(qubit, instruction.kind);
    this.instructions.push(instruction);
  }

  /** Neither a measurement nor a reset sees a last turn about z. */
  #settle(qubit: number, kind: Instruction['kind']): void {
    const waiting = this.#waiting[qubit];
    const isHidden = this.#options.dropsHidden && (kind === 'measure' || kind === 'reset');
    if (waiting === undefined || !isHidden) return this.flush(qubit);
    const { theta, lambda } = eulerAngles(waiting.matrix);
    const matrix = primitiveGate('u3').matrix([theta, 0, lambda]);
    this.#waiting[qubit] = { ...waiting, matrix };
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

function isAbout([top = [], bottom = []]: Matrix, axis: Axis): boolean {
  const [a = cx.zero, b = cx.zero] = top;
  if (axis === 'z') return isTiny(b.re) && isTiny(b.im);
  const [c = cx.zero, d = cx.zero] = bottom;
  const isSymmetric = isTiny(a.re - d.re) && isTiny(a.im - d.im);
  return axis === 'x' && isSymmetric && isTiny(b.re - c.re) && isTiny(b.im - c.im);
}

function isTiny(part: number): boolean {
  return Math.abs(part) < 1e-10;
}

function entanglerInstruction(
  gate: Entangler,
  [first, second]: readonly [number, number],
  angle: Angle | undefined,
  span: Span,
): GateInstruction {
  const base = { kind: 'gate', controls: noControls, span } as const;
  switch (gate) {
    case 'cx':
    case 'cz':
      return {
        ...base,
        gate: gate === 'cx' ? 'x' : 'z',
        angles: [],
        qubits: [second],
        controls: [{ qubit: first, state: 1 }],
      };
    case 'iswap':
    case 'siswap':
      return {
        ...base,
        gate: 'xy',
        angles: [gate === 'iswap' ? Math.PI : Math.PI / 2],
        qubits: [first, second],
      };
    case 'ecr':
      return { ...base, gate, angles: [], qubits: [first, second] };
    default:
      return { ...base, gate, angles: [angle ?? 0], qubits: [first, second] };
  }
}
