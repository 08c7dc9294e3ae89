import { type Operation, type Program, mapFlows } from './operation.ts';
import { renamed } from './qubits.ts';

/** A program without exchanges of whole qubits, and where each qubit's state is at the end. */
export interface Relabelled {
  readonly program: Program;
  /** The wire that ends with what qubit i would have held. */
  readonly ends: readonly number[];
}

/**
 * Exchanges outside branches and loops become new names for what follows. A program that may stop early keeps them,
 * since it would end with other names.
 */
export function withoutExchanges(program: Program, qubitCount: number): Relabelled {
  const wires = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  if (stops(program)) return { program, ends: wires };
  const operations = program.operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'swap') return [onQubits(operation, (qubit) => wires[qubit] ?? qubit)];
    const [a, b] = operation.qubits;
    [wires[a], wires[b]] = [wires[b] ?? b, wires[a] ?? a];
    return [];
  });
  return { program: { ...program, operations }, ends: wires };
}

/** Whether a program may end early. */
export function stops({ operations }: Program): boolean {
  return operations.some(
    (operation) =>
      (operation.kind === 'fence' && operation.instruction.kind === 'end') ||
      (operation.kind === 'flow' && operation.blocks.some(stops)),
  );
}

/** The operation with other names for its qubits. */
export function onQubits(operation: Operation, name: (qubit: number) => number): Operation {
  switch (operation.kind) {
    case 'turn':
      return { ...operation, qubits: [name(operation.qubits[0])] };
    case 'swap':
      return { ...operation, qubits: [name(operation.qubits[0]), name(operation.qubits[1])] };
    case 'rotation':
      return { ...operation, qubits: operation.qubits.map(name) };
    case 'fence':
      return {
        ...operation,
        qubits: operation.qubits.map(name),
        instruction: renamed(operation.instruction, name),
      };
    case 'flow': {
      const inner = (program: Program): Program =>
        mapFlows(
          { ...program, operations: program.operations.map((one) => onQubits(one, name)) },
          (one) => one,
        );
      return { ...operation, blocks: operation.blocks.map(inner) };
    }
  }
}
