import { type RoutableOperation, RoutingError } from './operation.ts';

/**
 * The order of the operations that matter to routing, as a graph without cycles. A node is a run of gates on the same two
 * qubits, or one operation that is `ordered` and joins several qubits or bits; what acts on one qubit alone goes with it.
 */
export interface Dependencies {
  readonly qubits: number;
  readonly size: number;
  /** The logical qubits that have to be neighbours; −1 at nodes that need none. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Nodes that are one bridgeable gate. */
  readonly isBridgeable: Uint8Array;
  /** Controlled flips that the gates of a node take together, at most 3. */
  readonly weights: Uint8Array;
  /** Places in the list of operations. */
  readonly members: readonly (readonly number[])[];
  readonly successors: readonly Int32Array[];
  readonly predecessorCounts: Int32Array;
}

export function dependenciesOf(operations: readonly RoutableOperation[], qubits: number): Dependencies {
  const builder = new Builder();
  for (const [place, operation] of operations.entries()) {
    check(operation, qubits);
    builder.add(operation, place);
  }
  return builder.finish(operations, qubits);
}

/** Controlled flips that operations take where each run of gates on one pair becomes one block. */
export function flipsOf(operations: readonly RoutableOperation[], qubits: number): number {
  const { weights, first } = dependenciesOf(operations, qubits);
  return weights.reduce((sum, weight, node) => sum + ((first[node] ?? -1) < 0 ? 0 : weight), 0);
}

/** The same order read backwards. */
export function reversed(dependencies: Dependencies): Dependencies {
  const { size, successors } = dependencies;
  const predecessors = Array.from({ length: size }, (): number[] => []);
  for (const [node, list] of successors.entries()) for (const next of list) predecessors[next]?.push(node);
  return {
    ...dependencies,
    successors: predecessors.map((list) => Int32Array.from(list)),
    predecessorCounts: Int32Array.from(successors, ({ length }) => length),
  };
}

/** Whether an operation acts on one qubit and nothing else, so that it can run as soon as its qubit is free. */
export function isAlone({ qubits, bits = [] }: RoutableOperation): boolean {
  return qubits.length === 1 && bits.length === 0;
}

function check({ kind, qubits, index }: RoutableOperation, count: number): void {
  const wrong = qubits.find((qubit) => !Number.isInteger(qubit) || qubit < 0 || qubit >= count);
  if (wrong !== undefined) throw new RoutingError(`Operation ${index} acts on qubit ${wrong} of ${count}.`);
  if (new Set(qubits).size < qubits.length) throw new RoutingError(`Operation ${index} repeats a qubit.`);
  if (kind !== 'ordered' && qubits.length > 2)
    throw new RoutingError(
      `Operation ${index} acts on ${qubits.length} qubits; decompose it into gates on two.`,
    );
}

class Builder {
  readonly #nodes: { readonly members: number[]; readonly pair: readonly [number, number] | undefined }[] =
    [];
  readonly #successors: Set<number>[] = [];
  /** The last node on each qubit, and on each bit at negative numbers. */
  readonly #last = new Map<number, number>();

  add(operation: RoutableOperation, place: number): void {
    if (isAlone(operation)) return;
    const { kind, qubits, bits = [] } = operation;
    const wires = [...qubits, ...bits.map((bit) => -1 - bit)];
    const [a, b] = qubits;
    const pair = kind !== 'ordered' && a !== undefined && b !== undefined ? ([a, b] as const) : undefined;
    const run = pair && bits.length === 0 ? this.#runOn(pair) : undefined;
    if (run) run.push(place);
    else this.#append(wires, { members: [place], pair });
  }

  /** The run of gates that ends on both qubits of a pair. */
  #runOn([a, b]: readonly [number, number]): number[] | undefined {
    const last = this.#last.get(a);
    if (last === undefined || last !== this.#last.get(b)) return undefined;
    const node = this.#nodes[last];
    return node?.pair ? node.members : undefined;
  }

  #append(
    wires: readonly number[],
    node: { members: number[]; pair: readonly [number, number] | undefined },
  ): void {
    const place = this.#nodes.push(node) - 1;
    this.#successors.push(new Set());
    for (const wire of wires) {
      const before = this.#last.get(wire);
      if (before !== undefined) this.#successors[before]?.add(place);
      this.#last.set(wire, place);
    }
  }

  finish(operations: readonly RoutableOperation[], qubits: number): Dependencies {
    const successors = this.#successors.map((set) => Int32Array.from(set));
    const predecessorCounts = new Int32Array(successors.length);
    for (const list of successors)
      for (const next of list) predecessorCounts[next] = (predecessorCounts[next] ?? 0) + 1;
    const members = this.#nodes.map((node) => node.members);
    return {
      qubits,
      size: members.length,
      first: Int32Array.from(this.#nodes, ({ pair }) => pair?.[0] ?? -1),
      second: Int32Array.from(this.#nodes, ({ pair }) => pair?.[1] ?? -1),
      isBridgeable: Uint8Array.from(members, (list) =>
        list.length === 1 && operations[list[0] ?? 0]?.kind === 'bridgeable' ? 1 : 0,
      ),
      weights: Uint8Array.from(members, (list) =>
        Math.min(
          3,
          list.reduce((sum, place) => sum + (operations[place]?.flips ?? 1), 0),
        ),
      ),
      members,
      successors,
      predecessorCounts,
    };
  }
}
