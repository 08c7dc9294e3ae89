import { type Matrix, type Span, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { type Coordinates, type WeylForm, weylForm } from '../synthesis/weyl.ts';
import {
  type Axis,
  type Exchange,
  type Operation,
  type Program,
  type Rotation,
  type Turn,
  heldBy,
  mapFlows,
  rotationMatrix,
} from './operation.ts';

/** Neighbouring operations with known angles on one pair of qubits. */
export interface PairBlock {
  readonly kind: 'pair';
  readonly qubits: readonly [number, number];
  readonly operations: readonly (Turn | Rotation | Exchange)[];
  readonly span: Span;
}

type Member = PairBlock['operations'][number];

/** The operations with those that stay on one pair for a while as one block each, in an order with the same meaning. */
export function pairBlocks(
  operations: readonly Operation[],
  qubitCount: number,
): readonly (Operation | PairBlock)[] {
  const [only] = operations;
  if (only !== undefined && operations.length === 1) return [isPairMember(only) ? aloneInBlock(only) : only];
  const collector = new Collector(qubitCount);
  for (const operation of operations) collector.add(operation);
  return collector.finished();
}

class Collector {
  readonly #result: (Operation | PairBlock)[] = [];
  readonly #qubitCount: number;
  /** Turns that no block has taken yet. */
  readonly #waiting = new Map<number, Turn[]>();
  readonly #open = new Map<
    number,
    { readonly qubits: readonly [number, number]; readonly members: Member[] }
  >();

  constructor(qubitCount: number) {
    this.#qubitCount = qubitCount;
  }

  add(operation: Operation): void {
    const [first = 0, second = 0] = operation.qubits;
    if (operation.kind === 'turn') this.#turn(operation, first);
    else if (isPairMember(operation)) {
      const open = this.#open.get(first);
      if (open !== undefined && open === this.#open.get(second)) open.members.push(operation);
      else this.#begin(operation, first, second);
    } else this.#release(operation);
  }

  #turn(turn: Turn, qubit: number): void {
    const open = this.#open.get(qubit);
    if (open !== undefined) open.members.push(turn);
    else this.#waiting.set(qubit, [...(this.#waiting.get(qubit) ?? []), turn]);
  }

  #begin(operation: Member, first: number, second: number): void {
    for (const qubit of [first, second]) this.#close(qubit);
    const turns = [first, second].flatMap((qubit) => this.#waitingOn(qubit));
    const block = { qubits: [first, second] as const, members: [...turns, operation] };
    this.#open.set(first, block);
    this.#open.set(second, block);
  }

  #waitingOn(qubit: number): readonly Turn[] {
    const turns = this.#waiting.get(qubit) ?? [];
    this.#waiting.delete(qubit);
    return turns;
  }

  #close(qubit: number): void {
    const block = this.#open.get(qubit);
    if (block === undefined) return;
    for (const each of block.qubits) this.#open.delete(each);
    const { qubits, members } = block;
    this.#result.push({
      kind: 'pair',
      qubits,
      operations: members,
      span: members[0]?.span ?? { start: 0, end: 0 },
    });
  }

  #release(operation: Operation): void {
    for (const qubit of heldBy(operation, this.#qubitCount)) {
      this.#close(qubit);
      this.#result.push(...this.#waitingOn(qubit));
    }
    this.#result.push(operation);
  }

  finished(): readonly (Operation | PairBlock)[] {
    for (const qubit of [...this.#open.keys()]) this.#close(qubit);
    for (const qubit of [...this.#waiting.keys()]) this.#result.push(...this.#waitingOn(qubit));
    return this.#result;
  }
}

function aloneInBlock(operation: Rotation | Exchange): PairBlock {
  const [first = 0, second = 0] = operation.qubits;
  return { kind: 'pair', qubits: [first, second], operations: [operation], span: operation.span };
}

function isPairMember(operation: Operation): operation is Rotation | Exchange {
  if (operation.kind === 'swap') return true;
  return (
    operation.kind === 'rotation' && operation.qubits.length === 2 && typeof operation.angle === 'number'
  );
}

const identity = matrices.identity(2);
const swapMatrix = primitiveGate('swap').matrix([]);

/** The 4 × 4 matrix of a block; the first of its qubits is the less significant index bit. */
export function blockMatrix({ qubits, operations }: Pick<PairBlock, 'qubits' | 'operations'>): Matrix {
  return operations.reduce(
    (total, operation) => matrices.product(memberMatrix(operation, qubits), total),
    matrices.identity(4),
  );
}

function memberMatrix(operation: Member, [low]: readonly [number, number]): Matrix {
  switch (operation.kind) {
    case 'turn':
      return operation.qubits[0] === low
        ? matrices.kronecker(identity, operation.matrix)
        : matrices.kronecker(operation.matrix, identity);
    case 'swap':
      return swapMatrix;
    case 'rotation': {
      const axes = operation.qubits[0] === low ? operation.axes : operation.axes.toReversed();
      return rotationMatrix(axes, typeof operation.angle === 'number' ? operation.angle : 0);
    }
  }
}

/** How blocks are made anew. */
export interface BlockOptions {
  /** What a canonical form takes of the target's entangling gates. */
  readonly price: (coordinates: Coordinates) => number;
  /** Whether an exchange of qubits takes nothing, because what follows can have other names. */
  readonly mirrors: boolean;
}

/**
 * Each block by at most three rotations, where that makes it shorter. Where exchanges take nothing, a block that is shorter
 * with one more of them is made so: two controlled flips with Hadamards between are one flip and an exchange.
 */
export function resynthesised(program: Program, qubitCount: number, options: BlockOptions): Program {
  let { phase } = program;
  const operations = pairBlocks(program.operations, qubitCount).flatMap((item): readonly Operation[] => {
    if (item.kind !== 'pair') return [item];
    const shorter = canonicalBlock(item, options);
    phase += shorter?.phase ?? 0;
    return shorter?.operations ?? item.operations;
  });
  // What a branch or loop exchanges has to be where it began.
  const inner = { ...options, mirrors: false };
  return mapFlows({ phase, operations }, (body) => resynthesised(body, qubitCount, inner));
}

function canonicalBlock(block: PairBlock, { price, mirrors }: BlockOptions): Program | undefined {
  const weight = block.operations.reduce((sum, { kind }) => sum + entangling[kind], 0);
  if (weight < 2) return undefined;
  const matrix = blockMatrix(block);
  const form = weylForm(matrix);
  const mirrored = mirrors ? weylForm(matrices.product(swapMatrix, matrix)) : form;
  if (price(mirrored.coordinates) < price(form.coordinates)) {
    const { phase, operations } = formProgram(mirrored, block.qubits, block.span);
    const exchange: Exchange = { kind: 'swap', qubits: block.qubits, span: block.span };
    return { phase, operations: [...operations, exchange] };
  }
  const count = form.coordinates.filter((value) => Math.abs(value) > tolerance).length;
  return count < weight ? formProgram(form, block.qubits, block.span) : undefined;
}

const entangling: Readonly<Record<Member['kind'], number>> = { turn: 0, rotation: 1, swap: 3 };

/** Coordinates under this are zero: an error of its square in fidelity. */
const tolerance = 1e-8;

const axes: readonly Axis[] = ['x', 'y', 'z'];

/** A canonical form as turns around commuting rotations. */
export function formProgram(
  { phase, left, right, coordinates }: WeylForm,
  [low, high]: readonly [number, number],
  span: Span,
): Program {
  const turn = (qubit: number, matrix: Matrix): Turn => ({ kind: 'turn', qubits: [qubit], matrix, span });
  const rotations = axes.flatMap((axis, place): Rotation[] => {
    const value = coordinates[place] ?? 0;
    if (Math.abs(value) <= tolerance) return [];
    return [{ kind: 'rotation', qubits: [low, high], axes: [axis, axis], angle: -2 * value, span }];
  });
  return {
    phase,
    operations: [
      turn(low, right.low),
      turn(high, right.high),
      ...rotations,
      turn(low, left.low),
      turn(high, left.high),
    ],
  };
}
