import type { Random } from '../../base/index.ts';
import type { Circuit, Instruction, Observable } from '../../circuit/index.ts';
import {
  assign,
  bitAt,
  bits,
  circuit,
  cx,
  gate,
  int,
  measure,
  read,
  reset,
  variable,
  when,
} from './circuits.ts';

/** Random circuits for tests of rewrites: loosely coupled groups of qubits, measured on the way and fed forward. */

/** Variables: `c`, measured on the way and read; `d`, measured at the end; `hidden`, which no result shows; `n`. */
const onTheWay = 3;

/** @param coupling the probability that a two-qubit gate leaves its group of two qubits. */
export function randomStructuredCircuit(qubits: number, coupling: number, random: Random): Circuit {
  const pick = (count: number) => Math.floor(count * random.next());
  const body: Instruction[] = Array.from({ length: qubits }, (_, qubit) => turn(qubit, random));
  for (let step = 0; step < 5 * qubits; step++) body.push(...randomStep(qubits, coupling, random));
  for (let qubit = 0; qubit < qubits; qubit++) if (random.next() < 0.6) body.push(measure(qubit, 1, qubit));
  // What follows concerns no measured bit, save where it meets a qubit that is measured twice.
  for (let step = 0; step < 3; step++) body.push(turn(pick(qubits), random));
  const copied = random.next() < 0.3 ? [assign(3, read(0, { kind: 'bit', width: onTheWay }))] : [];
  const variables = [
    bits('c', onTheWay),
    bits('d', qubits),
    { ...bits('hidden', 2), isOutput: false },
    variable('n', int, true, 0n),
  ];
  return circuit(qubits, variables, [...body, ...copied]);
}

function randomStep(qubits: number, coupling: number, random: Random): readonly Instruction[] {
  const pick = (count: number) => Math.floor(count * random.next());
  const qubit = pick(qubits);
  const chance = random.next();
  if (chance < 0.04) return [measure(qubit, 0, pick(onTheWay))];
  if (chance < 0.07) return [measure(qubit, 2, pick(2))];
  if (chance < 0.1) return [reset(qubit)];
  if (chance < 0.14) return [when(bitAt(0, onTheWay, pick(onTheWay)), [turn(qubit, random)])];
  if (chance < 0.5) return [turn(qubit, random)];
  const partner = random.next() < coupling ? (qubit + 1) % qubits : qubit ^ 1;
  return partner < qubits && partner !== qubit ? [cx(qubit, partner)] : [];
}

function turn(qubit: number, random: Random): Instruction {
  const name = ['rx', 'ry', 'rz'][Math.floor(3 * random.next())] ?? 'rx';
  return gate(name, [qubit], [2 * Math.PI * random.next()]);
}

/** Words of one to three letters with random coefficients. */
export function randomObservable(qubits: number, words: number, random: Random): Observable {
  const letters = ['X', 'Y', 'Z'] as const;
  const terms = new Map<string, Observable['terms'][number]>();
  for (let word = 0; word < words; word++) {
    const places = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, 1 + Math.floor(3 * random.next()))
      .map(({ qubit }) => qubit)
      .sort((a, b) => a - b);
    const factors = places.map((qubit) => ({ qubit, pauli: letters[Math.floor(3 * random.next())] ?? 'Z' }));
    terms.set(JSON.stringify(factors), { coefficient: 2 * random.next() - 1, factors });
  }
  return { name: 'random', terms: [...terms.values()], span: { start: 0, end: 0 } };
}
