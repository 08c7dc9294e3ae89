import type { Random } from '../../base/index.ts';
import type { Control, Instruction } from '../../circuit/index.ts';
import { gates } from '../../library/index.ts';
import { layOut } from '../program/layout.ts';
import type { Operation } from '../program/operation.ts';
import { circuit, gate } from './circuits.ts';
import { randomUnitary } from './reference.ts';

/** Random gates of several kinds, each of which a planner treats in its own way. */

const span = { start: 0, end: 0 };
const primitives = gates.filter(({ kind }) => kind === 'primitive');

function missing(): never {
  throw new Error('every gate has an operation');
}

function shuffled(qubits: number, random: Random): readonly number[] {
  return Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
}

function randomAngle(random: Random): number {
  return random.next() < 0.3 ? (Math.floor(8 * random.next()) * Math.PI) / 4 : 8 * random.next() - 4;
}

/** Any gate of the library, or any unitary on up to three qubits, under up to two controls. */
export function randomInstruction(qubits: number, random: Random): Instruction {
  const order = shuffled(qubits, random);
  const fitting = primitives.filter(({ operands }) => operands.length <= qubits);
  const chosen = fitting[Math.floor(random.next() * fitting.length)] ?? missing();
  const wide = random.next() < 0.1 ? Math.min(qubits, 1 + Math.floor(3 * random.next())) : 0;
  const count = wide === 0 ? chosen.operands.length : wide;
  const controls = order
    .slice(count, count + Math.floor(random.next() * 3))
    .map((qubit): Control => ({ qubit, state: random.next() < 0.7 ? 1 : 0 }));
  const operands = order.slice(0, count);
  if (wide > 0) {
    const matrix = randomUnitary(2 ** wide, random);
    return { kind: 'unitary', label: 'u', matrix, qubits: operands, controls, span };
  }
  const angles = chosen.parameters.map(() => randomAngle(random));
  return gate(chosen.name, operands, angles, controls);
}

/** Gates of few kinds on few qubits, so that long runs of them merge. */
export function repeatingInstruction(qubits: number, random: Random): Instruction {
  const [p = 0, q = 0] = shuffled(Math.min(qubits, 4), random);
  const choice = random.next();
  if (choice < 0.25 || qubits === 1) return gate('rz', [p], [randomAngle(random)]);
  if (choice < 0.45) return gate('ry', [p], [randomAngle(random)]);
  if (choice < 0.5) return gate('swap', [p, q]);
  const controls: readonly Control[] = [{ qubit: q, state: 1 }];
  return choice < 0.8 ? gate('x', [p], [], controls) : gate('p', [p], [randomAngle(random)], controls);
}

/** Flips, most of them under one control, with a turn between every few dozen of them. */
export function flippingInstruction(qubits: number, random: Random): Instruction {
  const [p = 0, q = 0] = shuffled(qubits, random);
  if (random.next() < 0.03) return gate('ry', [p], [randomAngle(random)]);
  if (random.next() < 0.1 || qubits === 1) return gate('x', [p]);
  return gate('x', [p], [], [{ qubit: q, state: random.next() < 0.7 ? 1 : 0 }]);
}

export function operationsOf(qubits: number, body: readonly Instruction[]): readonly Operation[] {
  return layOut(circuit(qubits, [], body), []).steps.map((step) =>
    step.kind === 'gate' && step.operation ? step.operation : missing(),
  );
}
