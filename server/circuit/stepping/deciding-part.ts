import type { Angle, Block, Circuit, Instruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { blocksIn, qubitsIn } from '../statistics.ts';
import { expressionVariables } from '../variables-read.ts';

/**
 * A circuit with those qubits alone that decide its course: the ones whose outcomes an expression reads, and all that gates
 * join with them. Instructions on other qubits are left out, but for barriers without qubits, which stay the same objects.
 */
export function decidingPart(circuit: Circuit): Circuit {
  const all = instructionsIn(circuit.body);
  const read = new Set(all.flatMap(expressionsOf).flatMap(expressionVariables));
  const groups = joined(all, circuit.qubitCount);
  const deciding = new Set<number>();
  for (const one of all)
    if (one.kind === 'measure' && one.target !== undefined && read.has(one.target.variable))
      deciding.add(groups[one.qubit] ?? one.qubit);
  const places = new Map<number, number>();
  for (const [qubit, group] of groups.entries()) if (deciding.has(group)) places.set(qubit, places.size);
  return { ...circuit, qubitCount: Math.max(1, places.size), body: partOf(circuit.body, places) };
}

function instructionsIn(block: Block): readonly Instruction[] {
  return block.flatMap((one) => [one, ...blocksIn(one).flatMap(instructionsIn)]);
}

function expressionsOf(instruction: Instruction): readonly Expression[] {
  const open = (angle: Angle) => (typeof angle === 'number' ? [] : [angle]);
  switch (instruction.kind) {
    case 'gate':
      return instruction.angles.flatMap(open);
    case 'measure':
      return instruction.target === undefined ? [] : open(instruction.target.index);
    case 'delay':
      return open(instruction.duration);
    case 'assign':
      return [instruction.value, ...(instruction.index ?? [])];
    case 'if':
    case 'while':
      return [instruction.condition];
    default:
      return [];
  }
}

/** For each qubit the number of its group: gates join the qubits that they act on. */
function joined(instructions: readonly Instruction[], qubitCount: number): readonly number[] {
  const parents = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  const groupOf = (qubit: number): number => {
    let group = qubit;
    for (let parent = parents[group] ?? group; parent !== group; parent = parents[group] ?? group)
      group = parent;
    parents[qubit] = group;
    return group;
  };
  for (const one of instructions) {
    if (one.kind !== 'gate' && one.kind !== 'unitary') continue;
    const [first = 0, ...others] = qubitsIn(one);
    for (const other of others) parents[groupOf(other)] = groupOf(first);
  }
  return parents.map((_, qubit) => groupOf(qubit));
}

/** @param places where each qubit stands that is kept */
function partOf(block: Block, places: ReadonlyMap<number, number>): Block {
  return block.flatMap((one): readonly Instruction[] => {
    if (!qubitsIn(one).every((qubit) => places.has(qubit))) return [];
    const at = (qubit: number) => places.get(qubit) ?? 0;
    switch (one.kind) {
      case 'gate':
      case 'unitary': {
        const controls = one.controls.map(({ qubit, state }) => ({ qubit: at(qubit), state }));
        return [{ ...one, qubits: one.qubits.map(at), controls }];
      }
      case 'measure':
      case 'reset':
        return [{ ...one, qubit: at(one.qubit) }];
      case 'delay':
        return [];
      case 'if':
        return [{ ...one, then: partOf(one.then, places), otherwise: partOf(one.otherwise, places) }];
      case 'while':
      case 'block':
        return [{ ...one, body: partOf(one.body, places) }];
      default:
        return [one];
    }
  });
}
