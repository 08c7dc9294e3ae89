import { type Matrix, Random } from '../../server/base/index.ts';
import { randomUnitary } from '../../server/simulator/testing/reference.ts';

/** One gate of a benchmark circuit, in words that every engine knows. */
export type Gate =
  | { readonly name: 'h' | 'x' | 'cx' | 'cz' | 'mcz' | 'swap'; readonly qubits: readonly number[] }
  | { readonly name: 'rx' | 'ry' | 'rz' | 'cp'; readonly qubits: readonly number[]; readonly angle: number }
  | { readonly name: 'unitary'; readonly qubits: readonly number[]; readonly matrix: Matrix };

/** A kind of circuit for any number of qubits. */
export interface Family {
  readonly name: string;
  readonly gates: (qubits: number) => readonly Gate[];
}

export const families: readonly Family[] = [
  { name: 'GHZ', gates: ghz },
  { name: 'QFT', gates: qft },
  { name: 'random', gates: random },
  { name: 'ansatz', gates: ansatz },
  { name: 'QAOA', gates: qaoa },
  { name: 'Grover', gates: grover },
  { name: 'quantum volume', gates: quantumVolume },
];

/** H and a ladder of CX. */
function ghz(qubits: number): readonly Gate[] {
  return [{ name: 'h', qubits: [0] }, ...ladder(qubits)];
}

/** The Fourier transform of a product state without zeros, with its exchanges at the end. */
function qft(qubits: number): readonly Gate[] {
  const source = new Random(1);
  const start = range(qubits).map((qubit) => turn('ry', qubit, source));
  const body = range(qubits)
    .toReversed()
    .flatMap((target): Gate[] => [
      { name: 'h', qubits: [target] },
      ...range(target)
        .toReversed()
        .map((control): Gate => ({
          name: 'cp',
          qubits: [control, target],
          angle: Math.PI / 2 ** (target - control),
        })),
    ]);
  const exchanges = range(Math.floor(qubits / 2)).map((qubit): Gate => ({
    name: 'swap',
    qubits: [qubit, qubits - 1 - qubit],
  }));
  return [...start, ...body, ...exchanges];
}

/** Twenty layers of RY and RZ on every qubit and alternating CX and CZ in a brick pattern. */
function random(qubits: number): readonly Gate[] {
  const source = new Random(2);
  return range(20).flatMap((layer) => [
    ...turns(qubits, source),
    ...range(Math.floor((qubits - (layer % 2)) / 2)).map((brick): Gate => {
      const first = 2 * brick + (layer % 2);
      return { name: source.next() < 0.5 ? 'cx' : 'cz', qubits: [first, first + 1] };
    }),
  ]);
}

/** Five layers of RY, RZ and a CX ladder. */
function ansatz(qubits: number): readonly Gate[] {
  return layers(qubits, 5);
}

/** Layers of RY, RZ and a CX ladder. */
export function layers(qubits: number, count: number): readonly Gate[] {
  const source = new Random(3);
  return range(count).flatMap(() => [...turns(qubits, source), ...ladder(qubits)]);
}

/** Three rounds on a random graph of about four edges a vertex. */
function qaoa(qubits: number): readonly Gate[] {
  const source = new Random(4);
  const edges = range(2 * qubits).map(() => {
    const p = Math.floor(source.next() * qubits);
    return [p, (p + 1 + Math.floor(source.next() * (qubits - 1))) % qubits] as const;
  });
  return [
    ...range(qubits).map((qubit): Gate => ({ name: 'h', qubits: [qubit] })),
    ...range(3).flatMap((): Gate[] => [
      ...edges.flatMap(([p, q]): Gate[] => [
        { name: 'cx', qubits: [p, q] },
        turn('rz', q, source),
        { name: 'cx', qubits: [p, q] },
      ]),
      ...range(qubits).map((qubit) => turn('rx', qubit, source)),
    ]),
  ];
}

/** Three rounds of the oracle of one marked state and the reflection about the mean. */
function grover(qubits: number): readonly Gate[] {
  const all = range(qubits);
  const on = (name: 'h' | 'x', some: readonly number[]) =>
    some.map((qubit): Gate => ({ name, qubits: [qubit] }));
  const zeros = all.filter((qubit) => qubit % 3 === 0);
  const mcz: Gate = { name: 'mcz', qubits: all };
  const oracle = [...on('x', zeros), mcz, ...on('x', zeros)];
  const reflection = [...on('h', all), ...on('x', all), mcz, ...on('x', all), ...on('h', all)];
  return [...on('h', all), ...range(3).flatMap(() => [...oracle, ...reflection])];
}

/** Ten layers of random two-qubit unitaries on random pairs. */
function quantumVolume(qubits: number): readonly Gate[] {
  const source = new Random(5);
  return range(10).flatMap(() => {
    const order = range(qubits)
      .map((qubit) => ({ qubit, key: source.next() }))
      .sort((a, b) => a.key - b.key);
    return range(Math.floor(qubits / 2)).map((pair): Gate => {
      const [p, q] = order.slice(2 * pair, 2 * pair + 2).map(({ qubit }) => qubit);
      return { name: 'unitary', qubits: [p ?? 0, q ?? 1], matrix: randomUnitary(4, source) };
    });
  });
}

function turns(qubits: number, source: Random): readonly Gate[] {
  return range(qubits).flatMap((qubit) => [turn('ry', qubit, source), turn('rz', qubit, source)]);
}

function ladder(qubits: number): readonly Gate[] {
  return range(qubits - 1).map((qubit): Gate => ({ name: 'cx', qubits: [qubit, qubit + 1] }));
}

function turn(name: 'rx' | 'ry' | 'rz', qubit: number, source: Random): Gate {
  return { name, qubits: [qubit], angle: 2 * Math.PI * source.next() };
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
