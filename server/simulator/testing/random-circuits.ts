import assert from 'node:assert/strict';
import type { Random } from '../../base/index.ts';
import type { Circuit, Control, Instruction } from '../../circuit/index.ts';
import { gates } from '../../library/index.ts';
import { bitAt, bits, circuit, gate, measure, reset, when } from './circuits.ts';
import { randomUnitary } from './reference.ts';

const span = { start: 0, end: 0 };

const primitives = gates.filter(({ kind }) => kind === 'primitive');

/** A gate of the table or a random unitary on three qubits, under any controls. */
export function randomInstruction(qubits: number, random: Random): Instruction {
  const order = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
  const fitting = primitives.filter(({ operands }) => operands.length <= qubits);
  const chosen = fitting[Math.floor(random.next() * fitting.length)] ?? assert.fail();
  const wide = random.next() < 0.1 ? Math.min(qubits, 3) : 0;
  const count = wide === 0 ? chosen.operands.length : wide;
  const controls = order
    .slice(count, count + Math.floor(random.next() * 3))
    .map((qubit): Control => ({ qubit, state: random.next() < 0.7 ? 1 : 0 }));
  const operands = order.slice(0, count);
  if (wide > 0)
    return {
      kind: 'unitary',
      label: 'u',
      matrix: randomUnitary(2 ** wide, random),
      qubits: operands,
      controls,
      span,
    };
  return gate(
    chosen.name,
    operands,
    chosen.parameters.map(() => 8 * random.next() - 4),
    controls,
  );
}

/** A circuit with gates of all kinds, measurements on the way, resets and gates under measured bits. */
export function randomDynamicCircuit(qubits: number, random: Random): Circuit {
  const width = 3;
  const pick = (count: number) => Math.floor(count * random.next());
  const gatesOf = (count: number) => Array.from({ length: count }, () => randomInstruction(qubits, random));
  const body = [...gatesOf(8)];
  for (let step = 0; step < 12; step++) {
    const chance = random.next();
    if (chance < 0.2) body.push(measure(pick(qubits), 0, pick(width)));
    else if (chance < 0.3) body.push(reset(pick(qubits)));
    else if (chance < 0.45)
      body.push(when(bitAt(0, width, pick(width)), gatesOf(2), random.next() < 0.5 ? gatesOf(1) : []));
    else body.push(...gatesOf(2));
  }
  for (let qubit = 0; qubit < qubits; qubit++) if (random.next() < 0.8) body.push(measure(qubit, 1, qubit));
  return circuit(qubits, [bits('c', width), bits('d', qubits)], body);
}
