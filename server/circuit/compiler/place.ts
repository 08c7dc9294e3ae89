import type { CancellationToken, Span } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import {
  type CouplingGraph,
  type QubitLayout,
  type RoutableOperation,
  type Routing,
  flipsOf,
  route,
  routeBetween,
} from '../routing/index.ts';
import { expressionVariables } from '../variables-read.ts';
import { fromX, fromZ } from './frames.ts';
import { type Axis, type Operation, type Program, type Rotation, type Turn } from './operation.ts';
import { onQubits } from './relabel.ts';

export interface PlacementOptions {
  readonly seed: number;
  readonly trials: number;
  readonly effort: 0 | 1 | 2 | 3;
  readonly pairErrors?: Readonly<Record<string, number>>;
  readonly mostAddedFlips: number;
  readonly cancellation: CancellationToken;
}

/** A program on the qubits of a device, with the swaps that it needs there. */
export interface Placed {
  readonly program: Program;
  readonly initialLayout: QubitLayout;
  readonly finalLayout: QubitLayout;
  readonly swaps: readonly InsertedSwap[];
  /** Controlled flips that swaps and bridges add, those in branches and loops left out. */
  readonly addedFlips: number;
}

/** An exchange that routing put in, on two of the device's qubits. */
export interface InsertedSwap {
  readonly qubits: readonly [number, number];
  /** The statement that it brings together, and the device's qubits that this statement then acts on. */
  readonly span: Span;
  readonly serves: readonly number[];
}

/** Routes a program on `qubits` logical qubits; bodies of branches and loops end where they began. */
export function placed(
  program: Program,
  qubits: number,
  graph: CouplingGraph,
  options: PlacementOptions,
): Placed {
  const routing = route(program.operations.map(routable(qubits)), qubits, graph, options);
  const placer = new Placer(graph, options, qubits);
  const { initialLayout, finalLayout, addedFlips } = routing;
  const routed = placer.apply(program, routing, new Map());
  return { program: routed, initialLayout, finalLayout, swaps: placer.swaps, addedFlips };
}

/** Controlled flips that a program takes outside its branches and loops, each run of gates on one pair as one block. */
export function flipsIn({ operations }: Program, qubits: number): number {
  return flipsOf(operations.map(routable(qubits)), qubits);
}

/** Everything classical happens in the order of the program. */
const order = [0];

function routable(qubitCount: number) {
  const all = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  return (operation: Operation, index: number): RoutableOperation => {
    const { kind, qubits } = operation;
    switch (kind) {
      case 'flow':
        return { kind: 'ordered', qubits: all, bits: order, index };
      case 'fence': {
        const jumps = operation.instruction.kind === 'exit' || operation.instruction.kind === 'end';
        return { kind: 'ordered', qubits: jumps ? all : qubits, bits: order, index };
      }
      case 'rotation': {
        const reads = typeof operation.angle !== 'number' && expressionVariables(operation.angle).length > 0;
        return {
          kind: isFlip(operation) ? 'bridgeable' : 'gate',
          qubits,
          index,
          flips: isFlip(operation) ? 1 : 2,
          ...(reads ? { bits: order } : {}),
        };
      }
      case 'swap':
        return { kind: 'gate', qubits, index, flips: 3 };
      case 'turn':
        return { kind: 'gate', qubits, index };
    }
  };
}

/** Whether a rotation is a controlled flip but for turns. */
function isFlip({ qubits, angle }: Rotation): boolean {
  return qubits.length === 2 && typeof angle === 'number' && Math.abs(Math.abs(angle) - Math.PI / 2) < 1e-10;
}

class Placer {
  readonly swaps: InsertedSwap[] = [];
  readonly #graph: CouplingGraph;
  readonly #options: PlacementOptions;
  readonly #qubits: number;

  constructor(graph: CouplingGraph, options: PlacementOptions, qubits: number) {
    this.#graph = graph;
    this.#options = options;
    this.#qubits = qubits;
  }

  /** @param ends the layout that a jump to each label arrives in */
  apply(program: Program, routing: Routing, ends: ReadonlyMap<number, QubitLayout>): Program {
    let { phase } = program;
    const places = placesOf(routing);
    const operations = routing.operations.flatMap((step): readonly Operation[] => {
      if (step.kind === 'swap') {
        const served = program.operations[step.serves ?? -1] ?? program.operations.at(-1);
        const span = served?.span ?? { start: 0, end: 0 };
        this.swaps.push({ qubits: step.qubits, span, serves: places.get(step.serves ?? -1) ?? [] });
        return [{ kind: 'swap', qubits: step.qubits, span }];
      }
      const operation = program.operations[step.index];
      if (operation === undefined) return [];
      if (step.kind === 'operation') return [this.#moved(operation, step.qubits, ends)];
      if (operation.kind !== 'rotation') throw new Error('only rotations are bridged');
      const bridge = bridged(operation, step.qubits);
      phase += bridge.phase;
      return bridge.operations;
    });
    return { phase, operations };
  }

  #moved(operation: Operation, qubits: readonly number[], ends: ReadonlyMap<number, QubitLayout>): Operation {
    if (operation.kind !== 'flow') {
      const places = new Map(operation.qubits.map((qubit, place) => [qubit, qubits[place] ?? qubit]));
      return onQubits(operation, (qubit) => places.get(qubit) ?? qubit);
    }
    const { instruction } = operation;
    const inner = instruction.kind === 'block' ? new Map(ends).set(instruction.label, qubits) : ends;
    return { ...operation, blocks: operation.blocks.map((block) => this.#body(block, qubits, inner)) };
  }

  /** A body ends where it began, or where its jump leads. */
  #body(body: Program, start: QubitLayout, ends: ReadonlyMap<number, QubitLayout>): Program {
    const last = body.operations.at(-1);
    const jump = last?.kind === 'fence' && last.instruction.kind === 'exit' ? last : undefined;
    const label = jump?.instruction.kind === 'exit' ? jump.instruction.label : -1;
    const operations = jump === undefined ? body.operations : body.operations.slice(0, -1);
    const end = ends.get(label) ?? start;
    const list = operations.map(routable(this.#qubits));
    const routing = routeBetween(list, this.#graph, start, end, this.#options);
    const routed = this.apply({ ...body, operations }, routing, ends);
    return jump === undefined ? routed : { ...routed, operations: [...routed.operations, jump] };
  }
}

/** Where each operation of a routed list acts. */
function placesOf({ operations }: Routing): ReadonlyMap<number, readonly number[]> {
  return new Map(operations.flatMap((step) => (step.kind === 'swap' ? [] : [[step.index, step.qubits]])));
}

/** A controlled flip over a qubit between: from the control to it, from it to the target, and both again. */
function bridged(
  { axes, angle, span }: Rotation,
  [first = 0, middle = 0, second = 0]: readonly number[],
): Program {
  const sign = typeof angle === 'number' && angle < 0 ? -1 : 1;
  const turn = (qubit: number, axis: Axis, by: number): Turn => ({
    kind: 'turn',
    qubits: [qubit],
    matrix: primitiveGate(`r${axis}`).matrix([by]),
    span,
  });
  const flip = (control: number, target: number): readonly Operation[] => [
    turn(control, 'z', Math.PI / 2),
    turn(target, 'x', Math.PI / 2),
    { kind: 'rotation', qubits: [control, target], axes: ['z', 'x'], angle: -Math.PI / 2, span },
  ];
  const frame = (qubit: number, matrix: Turn['matrix']): Turn => ({
    kind: 'turn',
    qubits: [qubit],
    matrix,
    span,
  });
  const [low, high] = [fromZ(axes[0] ?? 'z'), fromX(axes[1] ?? 'x')];
  return {
    // Each of the four flips has the phase π/4, and the one that they make takes it back or adds it.
    phase: Math.PI + (sign * Math.PI) / 4,
    operations: [
      frame(first, low.back),
      frame(second, high.back),
      ...flip(first, middle),
      ...flip(middle, second),
      ...flip(first, middle),
      ...flip(middle, second),
      turn(first, 'z', (sign * Math.PI) / 2),
      turn(second, 'x', (sign * Math.PI) / 2),
      frame(first, low.forth),
      frame(second, high.forth),
    ],
  };
}
