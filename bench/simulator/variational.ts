/**
 * Variational loops: `node bench/simulator/variational.ts`. With `PYTHON` naming a Python that has the packages
 * pennylane and pennylane-lightning, Lightning runs the same circuits beside ours, both on one thread.
 *
 * Ours covers everything from the circuit as data, a thousand energies as one batch; Lightning's covers a prepared tape
 * on the device alone, with the observable as a sum of words.
 */
import { Random } from '../../server/base/index.ts';
import type { Observable } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { median, milliseconds, printTable, ratio, times } from '../table.ts';
import { type AnsatzGate, ansatzCircuit, hardwareEfficient } from './ansatz.ts';
import { type LightningGate, lightning, wordsOf } from './lightning.ts';
import { molecularObservable, symmetries } from './molecular.ts';

const rounds = 5;
const batch = 1000;
const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 32 } as const;

interface Subject {
  readonly name: string;
  readonly qubits: number;
  readonly gates: readonly AnsatzGate[];
  readonly parameters: number;
  readonly observable: Observable;
  /** Energies that are asked for at once. */
  readonly batch: number;
}

const subjects: readonly Subject[] = [
  {
    name: '12 qubits, 100 parameters',
    qubits: 12,
    gates: hardwareEfficient(12, 100),
    parameters: 100,
    observable: molecularObservable(symmetries.lithiumHydride, 3),
    batch,
  },
  {
    name: '16 qubits, 128 parameters',
    qubits: 16,
    gates: hardwareEfficient(16, 128),
    parameters: 128,
    observable: molecularObservable(symmetries.ammonia, 3),
    batch: 1,
  },
];

const simulator = localSimulator();

function points(count: number, parameters: number): readonly (readonly number[])[] {
  const random = new Random(5);
  return Array.from({ length: count }, () =>
    Array.from({ length: parameters }, () => 2 * Math.PI * random.next()),
  );
}

/** Milliseconds of one energy and of one gradient; a warm-up comes first. */
async function ours(subject: Subject): Promise<{ readonly energy: number; readonly gradient: number }> {
  const { qubits, parameters, gates, observable } = subject;
  const circuit = ansatzCircuit(qubits, parameters, gates);
  const sets = points(subject.batch, parameters).map((point) => [point]);
  const energies = async () => {
    const result = await simulator.estimateBatch(circuit, sets, observable, options);
    if (!result.ok) throw new Error(result.refusal.message);
  };
  const gradient = async () => {
    const result = await simulator.gradient(circuit, sets[0] ?? [], observable, options);
    if (!result.ok || result.value.rule !== 'adjoint') throw new Error('no adjoint gradient');
  };
  await energies();
  for (let warmUp = 0; warmUp < rounds; warmUp++) await gradient();
  return {
    energy: median(await times(rounds, energies)) / subject.batch,
    gradient: median(await times(rounds, gradient)),
  };
}

function lightningGates(gates: readonly AnsatzGate[]): readonly LightningGate[] {
  return gates.map(({ gate, qubit, control, parameter }) => ({
    gate,
    wires: [qubit],
    controls: control === undefined ? [] : [{ qubit: control, state: 1 }],
    angles: parameter === undefined ? [] : [{ kind: 'linear', scale: 1, places: [parameter] }],
  }));
}

function workName(work: 'energy' | 'gradient', { batch: count }: Subject): string {
  if (work === 'gradient') return 'gradient (adjoint)';
  return count > 1 ? `one of ${count.toLocaleString('en')} energies in a batch` : 'one energy';
}

const rows: string[][] = [];
for (const subject of subjects) {
  const own = await ours(subject);
  const { qubits, gates, parameters, observable } = subject;
  const [theirs] = lightning([
    {
      qubits,
      gates: lightningGates(gates),
      words: wordsOf(observable, qubits),
      point: points(1, parameters)[0] ?? [],
      rounds,
    },
  ]);
  for (const work of ['energy', 'gradient'] as const) {
    const other = median(theirs?.times?.[work] ?? []);
    rows.push([
      `${subject.name}, ${observable.terms.length.toLocaleString('en')} words`,
      workName(work, subject),
      milliseconds(own[work]),
      milliseconds(other),
      ratio(other, own[work]),
    ]);
  }
}

console.log(`one thread, double precision, median of ${rounds}, Node ${process.versions.node}\n`);
printTable(['circuit', 'work', 'ours', 'Lightning', 'Lightning / ours'], rows);
