import type { Matrix, Span } from '../../base/index.ts';
import { type Circuit, gateMatrix, nativeTurns, qubitsIn } from '../../circuit/index.ts';
import type { Device } from '../device.ts';
import { type SmallGate, Untranslatable, smallGates } from './controlled.ts';
import { type Entangling, entangling } from './entangling.ts';
import type { NativeProgram, NativeStep } from './native-step.ts';
import { exchanged, operatorKey, operatorMatrix } from './operator.ts';
import { Neighbourhood, placeQubits } from './placement.ts';
import { rotationSteps } from './rotation-form.ts';
import { type StraightInstruction, straightLine } from './straight-line.ts';
import { turnProduct } from './turn-product.ts';

/**
 * A circuit in the gates of a device, gate by gate, placed and routed in one pass: what the circuit costs there at most.
 * Every gate keeps its statement.
 *
 * @throws {Untranslatable} where a gate cannot be taken apart, or a device cannot bring two qubits together
 */
export function nativeProgram(circuit: Circuit, device: Device): NativeProgram {
  const line = straightLine(circuit).map((instruction) => ({ instruction, gates: gatesOf(instruction) }));
  const pairs = line.flatMap(({ gates }) =>
    gates.flatMap(({ qubits: [a, b] }) => (a === undefined || b === undefined ? [] : [[a, b] as const])),
  );
  const layout = placeQubits(circuit.qubitCount, pairs, device);
  const translation = new Translation(device, layout, usableGates(circuit, device));
  for (const { instruction, gates } of line) translation.append(instruction, gates);
  return { circuit, layout, ...translation.finish() };
}

/** IBM has no fractional gates in circuits that decide by outcomes. */
function usableGates(circuit: Circuit, { twoQubit, provider }: Device): Device['twoQubit'] {
  const decides = circuit.body.some(({ kind }) => kind === 'if' || kind === 'while');
  return provider === 'ibm' && decides ? twoQubit.slice(0, 1) : twoQubit;
}

/** One gate of the circuit: small already, or taken apart. */
type Piece =
  SmallGate | { readonly step: GateStep; readonly qubits: readonly [number, number]; readonly key?: string };

type GateStep = Extract<StraightInstruction, { kind: 'gate' | 'unitary' }>;

function gatesOf(instruction: StraightInstruction): readonly Piece[] {
  if (instruction.kind !== 'gate' && instruction.kind !== 'unitary') return [];
  const qubits = qubitsIn(instruction);
  const [a, b] = qubits;
  if (a === undefined) return [];
  if (qubits.length > 2) return smallGates(instruction);
  if (b === undefined) return [{ matrix: operatorMatrix(instruction), qubits }];
  const key = operatorKey(instruction);
  return [{ step: instruction, qubits: [a, b], ...(key === undefined ? {} : { key }) }];
}

const swap: SmallGate = { matrix: gateMatrix('swap'), qubits: [0, 1], key: 'swap  ' };

class Translation {
  readonly #device: Device;
  readonly #gates: Device['twoQubit'];
  readonly #neighbourhood: Neighbourhood | undefined;
  readonly #directed: ReadonlySet<string> | undefined;
  /** The device's qubit of each of the circuit's, and the other way round. */
  readonly #placeOf: number[];
  readonly #qubitAt = new Map<number, number>();
  /** What is still to be done on the device's qubits, before the next gate on two. */
  readonly #pending = new Map<number, Matrix>();
  readonly #known = new Map<string, Entangling>();
  readonly #steps: NativeStep[] = [];
  readonly #swaps = new Map<Span, number>();

  constructor(device: Device, layout: readonly number[], gates: Device['twoQubit']) {
    this.#device = device;
    this.#gates = gates;
    this.#neighbourhood = Neighbourhood.of(device);
    this.#placeOf = [...layout];
    for (const [qubit, place] of layout.entries()) this.#qubitAt.set(place, qubit);
    const { coupling } = device;
    if (coupling.kind === 'pairs' && coupling.isDirected)
      this.#directed = new Set(coupling.pairs.map(([a, b]) => `${a}>${b}`));
  }

  append(instruction: StraightInstruction, gates: readonly Piece[]): void {
    const { span } = instruction;
    for (const gate of gates) this.#gate(gate, span);
    if (instruction.kind === 'gate' || instruction.kind === 'unitary') return;
    const qubits = qubitsIn(instruction).map((qubit) => this.#place(qubit));
    for (const qubit of qubits) this.#flush(qubit, span);
    if (instruction.kind === 'measure' || instruction.kind === 'reset')
      this.#steps.push({ kind: instruction.kind, qubits: [qubits[0] ?? 0], span });
    else if (instruction.kind === 'barrier') this.#steps.push({ kind: 'barrier', qubits, span });
    else {
      const seconds = typeof instruction.duration === 'number' ? instruction.duration : 0;
      this.#steps.push({ kind: 'delay', seconds, qubits, span });
    }
  }

  finish(): Pick<NativeProgram, 'steps' | 'swaps' | 'finalLayout'> {
    const end = this.#steps.at(-1)?.span ?? { start: 0, end: 0 };
    for (const qubit of [...this.#pending.keys()]) this.#flush(qubit, end);
    return { steps: this.#steps, swaps: this.#swaps, finalLayout: this.#placeOf };
  }

  #place(qubit: number): number {
    return this.#placeOf[qubit] ?? 0;
  }

  #gate(piece: Piece, span: Span): void {
    const [a, b] = piece.qubits;
    if (a === undefined) return;
    if (b !== undefined) {
      this.#bringTogether(a, b, span);
      this.#entangle(piece, this.#place(a), this.#place(b), span);
    } else if ('matrix' in piece) this.#turn(this.#place(a), piece.matrix);
  }

  #turn(place: number, matrix: Matrix): void {
    const before = this.#pending.get(place);
    this.#pending.set(place, before === undefined ? matrix : turnProduct(matrix, before));
  }

  #entangle(piece: Piece, a: number, b: number, span: Span): void {
    // A device with one direction of a pair has the gate in that direction only.
    const isTurned = this.#directed !== undefined && !this.#directed.has(`${a}>${b}`);
    const { gate, steps } = this.#entangling(piece, isTurned);
    const [low, high] = isTurned ? [b, a] : [a, b];
    for (const step of steps) {
      if (step.kind === 'local') {
        this.#turn(low, step.pair.low);
        this.#turn(high, step.pair.high);
        continue;
      }
      this.#flush(low, span);
      this.#flush(high, span);
      const angle = step.angle === undefined ? {} : { angle: step.angle };
      this.#steps.push({ kind: 'two-qubit', gate, ...angle, qubits: [low, high], span });
    }
  }

  #entangling(piece: Piece, isTurned: boolean): Entangling {
    const key = piece.key === undefined ? undefined : `${isTurned} ${piece.key}`;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#found(piece, isTurned);
    if (key !== undefined) this.#known.set(key, found);
    return found;
  }

  #found(piece: Piece, isTurned: boolean): Entangling {
    const rotation = 'step' in piece && !isTurned ? rotationSteps(piece.step, this.#gates) : undefined;
    if (rotation !== undefined) return rotation;
    const matrix = 'step' in piece ? operatorMatrix(piece.step) : piece.matrix;
    return entangling(isTurned ? exchanged(matrix) : matrix, this.#gates);
  }

  /** Swaps the first qubit along a shortest way until it neighbours the second. */
  #bringTogether(a: number, b: number, span: Span): void {
    if (this.#neighbourhood === undefined) return;
    const distances = this.#neighbourhood.distancesFrom(this.#place(b));
    for (let distance = distances[this.#place(a)] ?? 0; distance > 1; distance--) {
      const here = this.#place(a);
      const next = this.#neighbourhood.of(here).find((place) => distances[place] === distance - 1);
      if (next === undefined) throw new Untranslatable('two qubits that the device cannot bring together');
      this.#exchange(here, next);
      this.#entangle(swap, here, next, span);
      this.#swaps.set(span, (this.#swaps.get(span) ?? 0) + 1);
    }
  }

  #exchange(here: number, there: number): void {
    const [one, other] = [this.#qubitAt.get(here), this.#qubitAt.get(there)];
    this.#qubitAt.delete(here);
    this.#qubitAt.delete(there);
    if (one !== undefined) this.#qubitAt.set(there, one);
    if (other !== undefined) this.#qubitAt.set(here, other);
    if (one !== undefined) this.#placeOf[one] = there;
    if (other !== undefined) this.#placeOf[other] = here;
  }

  #flush(place: number, span: Span): void {
    const matrix = this.#pending.get(place);
    if (matrix === undefined) return;
    this.#pending.delete(place);
    const { gates, virtualZ } = this.#device.oneQubit;
    for (const { gate, angles } of nativeTurns(matrix, gates))
      this.#steps.push({
        kind: 'one-qubit',
        gate,
        angles,
        qubits: [place],
        isVirtual: virtualZ && gate === 'rz',
        span,
      });
  }
}
