import type { Random } from '../../base/index.ts';
import type { Control, Instruction, Variable } from '../../circuit/index.ts';
import type { Circuit } from '../../circuit/index.ts';
import { bitAt, bits, circuit, gate, measure, reset, when } from './circuits.ts';

/** Random circuits of Clifford gates for tests. */

const right = Math.PI / 2;

const free = ['x', 'y', 'z', 'h', 's', 'sdg', 'sx', 'sxdg', 'id'];
const turns = ['p', 'rx', 'ry', 'rz'];
const pairTurns = ['rxx', 'ryy', 'rzz', 'rzx'];

/** A Clifford gate of the table on random qubits, by any of the ways in which it can be one. */
export function randomCliffordGate(qubits: number, random: Random): Instruction {
  const pick = (count: number) => Math.floor(count * random.next());
  const quarter = () => right * (pick(9) - 4);
  const a = pick(qubits);
  const b = qubits === 1 ? a : (a + 1 + pick(qubits - 1)) % qubits;
  const control: Control = { qubit: b, state: random.next() < 0.7 ? 1 : 0 };
  switch (pick(qubits === 1 ? 3 : 7)) {
    case 0:
      return gate(free[pick(free.length)] ?? 'x', [a]);
    case 1:
      return gate(turns[pick(turns.length)] ?? 'p', [a], [quarter()]);
    case 2:
      return gate(random.next() < 0.5 ? 'U' : 'u3', [a], [quarter(), quarter(), quarter()]);
    case 3:
      return gate(pairTurns[pick(pairTurns.length)] ?? 'rzz', [a, b], [quarter()]);
    case 4:
      return gate('swap', [a, b]);
    case 5:
      return gate('p', [a], [Math.PI * pick(4)], [control]);
    default:
      return gate(['x', 'y', 'z'][pick(3)] ?? 'x', [a], [], [control]);
  }
}

/** A circuit with gates, measurements on the way, resets and gates under measured bits. */
export function randomCliffordCircuit(qubits: number, random: Random): Circuit {
  const width = 4;
  const variables: readonly Variable[] = [bits('c', width), bits('d', qubits)];
  const pick = (count: number) => Math.floor(count * random.next());
  const body: Instruction[] = [];
  for (let step = 0; step < 25; step++) {
    const chance = random.next();
    const gates = () => [randomCliffordGate(qubits, random), randomCliffordGate(qubits, random)];
    if (chance < 0.12) body.push(measure(pick(qubits), 0, pick(width)));
    else if (chance < 0.17) body.push(reset(pick(qubits)));
    else if (chance < 0.25)
      body.push(when(bitAt(0, width, pick(width)), gates(), random.next() < 0.5 ? gates() : []));
    else body.push(...gates());
  }
  for (let qubit = 0; qubit < qubits; qubit++) if (random.next() < 0.8) body.push(measure(qubit, 1, qubit));
  return circuit(qubits, variables, body);
}
