/**
 * Coupled cluster of small molecules in STO-3G on all their qubits: `node bench/simulator/molecules.ts`, with names such as
 * `LiH BeH2` behind it for some of them. UCCSD is varied by L-BFGS-B from Hartree and Fock's state, in this thread alone;
 * the time covers everything from the circuit as data to the least energy, the error counts from full configuration
 * interaction. Then one energy and one gradient of that circuit.
 */
import { ansatzOfCall, exactEnergy, modelTerms } from '../../server/chemistry/index.ts';
import type { ModelCall } from '../../server/circuit/index.ts';
import { optimizer } from '../../server/optimizer/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { median, milliseconds, printTable, times } from '../table.ts';

const span = { start: 0, end: 0 };
const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 32 } as const;
const rounds = 5;

/** Positions in ångström. */
const geometries: Readonly<Record<string, string>> = {
  H2: 'H 0 0 0; H 0 0 0.7414',
  LiH: 'Li 0 0 0; H 0 0 1.5949',
  BeH2: 'Be 0 0 0; H 0 0 1.3264; H 0 0 -1.3264',
  H2O: 'O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692',
  NH3: 'N 0 0 0.1128; H 0 0.9395 -0.2632; H 0.8137 -0.4698 -0.2632; H -0.8137 -0.4698 -0.2632',
};

const named = process.argv.slice(2);
const rows: string[][] = [];
for (const [name, geometry] of Object.entries(geometries)) {
  if (named.length === 0 ? name !== 'NH3' : named.includes(name)) rows.push(await row(name, geometry));
}
console.log(`one thread, double precision, Node ${process.versions.node}\n`);
printTable(
  [
    'molecule',
    'qubits',
    'gates',
    'angles',
    'words',
    'evaluations',
    'time',
    'above exact',
    'one energy',
    'one gradient',
  ],
  rows,
);

async function row(name: string, geometry: string): Promise<string[]> {
  const call = (calls: string): ModelCall => {
    const molecule = { name: 'molecule', uri: '', arguments: new Map([['geometry', geometry]]) };
    return { name: calls, uri: '', arguments: new Map([['molecule', molecule]]) };
  };
  const ansatz = granted(ansatzOfCall(call('uccsd'), span, noFile));
  const terms = granted(modelTerms(call('hamiltonian'), noFile));
  const exact = granted(exactEnergy(call('exact_energy'), noFile));
  const observable = { name: 'energy', terms, span };
  const circuit = ansatz(true);
  const start = circuit.parameters[0]?.given as readonly number[];
  const simulator = localSimulator();
  const slope = async (x: readonly number[]) => {
    const result = await simulator.gradient(circuit, [x], observable, options);
    if (!result.ok) throw new Error(result.refusal.message);
    return { value: result.value.value, gradient: result.value.derivatives.map(({ value }) => value) };
  };
  const energies = async (points: readonly (readonly number[])[]) => {
    const sets = points.map((x) => [x]);
    const result = await simulator.estimateBatch(circuit, sets, observable, options);
    if (!result.ok) throw new Error(result.refusal.message);
    return result.value.map(({ value }) => value);
  };
  const objective = { isExact: true, values: energies, slope, fidelities: () => Promise.reject(new Error()) };
  const started = performance.now();
  const search = optimizer('l_bfgs_b').minimize(objective, start, { seed: 1 });
  let step = await search.next();
  while (step.done !== true) step = await search.next();
  const taken = performance.now() - started;
  const { x, value, evaluations } = step.value;
  return [
    name,
    ...[circuit.qubitCount, circuit.body.length, start.length, terms.length, evaluations].map((number) =>
      number.toLocaleString('en'),
    ),
    `${(taken / 1000).toFixed(2)} s`,
    `${(1000 * (value - exact)).toFixed(4)} mHa`,
    milliseconds(median(await times(rounds, () => energies([x])))),
    milliseconds(median(await times(rounds, () => slope(x)))),
  ];
}

function noFile(): undefined {
  return undefined;
}

function granted<T>(value: T | string): T {
  if (typeof value === 'string') throw new Error(value);
  return value;
}
