/**
 * Gradients beside PennyLane Lightning's on random circuits: `PYTHON=python3 node bench/compare/gradients.ts`, where
 * that Python has the packages pennylane and pennylane-lightning. Prints the largest difference of a value or
 * derivative, for both of our rules, and fails where one exceeds 1e-9.
 */
import { Random } from '../../server/base/index.ts';
import type { Circuit, Expression, GateInstruction, Observable, Pauli } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { type LightningAngle, type LightningGate, lightning, wordsOf } from '../simulator/lightning.ts';

const circuits = 60;
const parameters = 5;
const tolerance = 1e-9;
const span = { start: 0, end: 0 };
const float = { kind: 'float' } as const;

/** Gates that both know by the same matrix, with their numbers of qubits and angles. */
const table = [
  ...['x', 'y', 'z', 'h', 's', 't'].map((gate) => ({ gate, operands: 1, angles: 0 })),
  { gate: 'swap', operands: 2, angles: 0 },
  ...['rx', 'ry', 'rz', 'p'].map((gate) => ({ gate, operands: 1, angles: 1 })),
  ...['rxx', 'ryy', 'rzz'].map((gate) => ({ gate, operands: 2, angles: 1 })),
  { gate: 'u3', operands: 1, angles: 3 },
];

interface Subject {
  readonly qubits: number;
  readonly gates: readonly LightningGate[];
  readonly observable: Observable;
  readonly point: readonly number[];
}

function randomSubject(seed: number): Subject {
  const random = new Random(seed);
  const pick = (count: number) => Math.floor(count * random.next());
  const qubits = 3 + pick(4);
  const angle = (): LightningAngle => ({
    kind: random.next() < 0.6 ? 'linear' : 'sine',
    scale: 3 * random.next() - 1.5,
    places: [pick(parameters), pick(parameters)],
  });
  const gates = Array.from({ length: 40 }, (): LightningGate => {
    const { gate, operands, angles } = table[pick(table.length)] ?? { gate: 'x', operands: 1, angles: 0 };
    const places = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ qubit }) => qubit);
    return {
      gate,
      wires: places.slice(0, operands),
      controls: places
        .slice(operands, operands + Math.min(qubits - operands, Math.max(0, pick(4) - 1)))
        .map((qubit) => ({ qubit, state: random.next() < 0.7 ? 1 : 0 })),
      angles: Array.from({ length: angles }, angle),
    };
  });
  return {
    qubits,
    gates,
    observable: randomObservable(qubits, random),
    point: Array.from({ length: parameters }, () => 4 * random.next() - 2),
  };
}

function randomObservable(qubits: number, random: Random): Observable {
  const words = new Set(
    Array.from({ length: 8 }, () =>
      Array.from({ length: qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join(''),
    ),
  );
  const terms = [...words].map((word) => ({
    coefficient: 2 * random.next() - 1,
    factors: [...word].flatMap((letter, qubit) =>
      letter === 'I' ? [] : [{ qubit, pauli: letter as Pauli }],
    ),
  }));
  return { name: 'random', terms, span };
}

function circuitOf({ qubits, gates }: Subject): Circuit {
  return {
    name: 'random',
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables: [],
    parameters: Array.from({ length: parameters }, (_, place) => ({ name: `p${place}`, type: float, span })),
    body: gates.map(({ gate, wires, controls, angles }): GateInstruction => ({
      kind: 'gate',
      gate,
      angles: angles.map(expression),
      qubits: wires,
      controls: controls.map(({ qubit, state }) => ({ qubit, state: state === 1 ? 1 : 0 })),
      span,
    })),
  };
}

function expression({ kind, scale, places: [first = 0, second = 0] }: LightningAngle): Expression {
  const read = (parameter: number): Expression => ({ kind: 'parameter', type: float, parameter });
  const product = (left: Expression, right: Expression): Expression => ({
    kind: 'binary',
    type: float,
    operator: '*',
    left,
    right,
  });
  if (kind === 'linear') return product({ kind: 'literal', type: float, value: scale }, read(first));
  return { kind: 'call', type: float, name: 'sin', arguments: [product(read(first), read(second))] };
}

const subjects = Array.from({ length: circuits }, (_, seed) => randomSubject(seed));
const theirs = lightning(
  subjects.map(({ qubits, gates, observable, point }) => ({
    qubits,
    gates,
    words: wordsOf(observable, qubits),
    point,
  })),
);
if (theirs.length === 0) process.exit(1);

const simulator = localSimulator();
for (const rule of ['adjoint', 'parameter_shift'] as const) {
  let largest = 0;
  for (const [place, subject] of subjects.entries()) {
    const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 30, rule } as const;
    const result = await simulator.gradient(circuitOf(subject), subject.point, subject.observable, options);
    if (!result.ok) throw new Error(result.refusal.message);
    const { value, derivatives } = result.value;
    const other = theirs[place];
    const found = [value, ...derivatives.map((derivative) => derivative.value)];
    const expected = [other?.value ?? Number.NaN, ...(other?.gradient ?? [])];
    for (const [at, number] of found.entries())
      largest = Math.max(largest, Math.abs(number - (expected[at] ?? Number.NaN)));
  }
  console.log(`${rule}: ${circuits} circuits, largest difference ${largest.toExponential(1)}`);
  if (!(largest < tolerance)) process.exitCode = 1;
}
console.log(`PennyLane ${theirs[0]?.version ?? ''}`);
