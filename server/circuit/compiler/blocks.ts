import { type Matrix, type Span, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { type WeylForm, weylForm } from '../synthesis/weyl.ts';
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
  const collector = new Collector(qubitCount);
  for (const operation of operations) collector.add(operation);
  return collector.finished();
}

class Collector {
  readonly #result: (Operation | PairBlock)[] = [];
  readonly #qubitCount: number;
  /** Turns that no block has taken yet. */
  readonly #waiting: Turn[][];
  readonly #open: ({ readonly qubits: readonly [number, number]; readonly members: Member[] } | undefined)[] =
    [];

  constructor(qubitCount: number) {
    this.#qubitCount = qubitCount;
    this.#waiting = Array.from({ length: qubitCount }, () => []);
  }

  add(operation: Operation): void {
    const [first = 0, second = 0] = operation.qubits;
    if (operation.kind === 'turn') (this.#open[first]?.members ?? this.#waiting[first])?.push(operation);
    else if (isPairMember(operation)) {
      const open = this.#open[first];
      if (open !== undefined && open === this.#open[second]) open.members.push(operation);
      else this.#begin(operation, first, second);
    } else this.#release(operation);
  }

  #begin(operation: Member, first: number, second: number): void {
    for (const qubit of [first, second]) this.#close(qubit);
    const turns = [first, second].flatMap((qubit) => this.#waiting[qubit]?.splice(0) ?? []);
    const block = { qubits: [first, second] as const, members: [...turns, operation] };
    this.#open[first] = block;
    this.#open[second] = block;
  }

  #close(qubit: number): void {
    const block = this.#open[qubit];
    if (block === undefined) return;
    for (const each of block.qubits) this.#open[each] = undefined;
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
      this.#result.push(...(this.#waiting[qubit]?.splice(0) ?? []));
    }
    this.#result.push(operation);
  }

  finished(): readonly (Operation | PairBlock)[] {
    for (let qubit = 0; qubit < this.#qubitCount; qubit++) {
      this.#close(qubit);
      this.#result.push(...(this.#waiting[qubit]?.splice(0) ?? []));
    }
    return this.#result;
  }
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

/** Each block by at most three rotations, where that makes it shorter. */
export function resynthesised(program: Program, qubitCount: number): Program {
  let { phase } = program;
  const operations = pairBlocks(program.operations, qubitCount).flatMap((item): readonly Operation[] => {
    if (item.kind !== 'pair') return [item];
    const shorter = canonicalBlock(item);
    phase += shorter?.phase ?? 0;
    return shorter?.operations ?? item.operations;
  });
  return mapFlows({ phase, operations }, (inner) => resynthesised(inner, qubitCount));
}

function canonicalBlock(block: PairBlock): Program | undefined {
  const weight = block.operations.reduce((sum, { kind }) => sum + entangling[kind], 0);
  if (weight < 2) return undefined;
  const form = weylForm(blockMatrix(block));
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
