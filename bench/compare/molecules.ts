/**
 * Molecules beside PySCF and OpenFermion: nuclear repulsion, Hartree–Fock and full configuration interaction of six of them in
 * STO-3G, the words of their Hamiltonians after Jordan and Wigner, the curve along which hydrogen and lithium hydride come
 * apart, and how close coupled cluster comes: `node bench/compare/molecules.ts PYTHON`, where PYTHON has pyscf and openfermion.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import {
  FermionMapping,
  ansatzOfCall,
  electronicStructure,
  fullConfigurationInteraction,
  modelTerms,
  qubitHamiltonian,
} from '../../server/chemistry/index.ts';
import { molecule } from '../../server/chemistry/testing/molecules.ts';
import type { ModelCall } from '../../server/circuit/index.ts';
import { optimizer } from '../../server/optimizer/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { printTable } from '../table.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/molecules.ts PYTHON');

interface Case {
  readonly name: string;
  /** In ångström. */
  readonly geometry: string;
  readonly charge: number;
  readonly basis: 'sto3g' | '6-31g';
  /** Whether the words of its Hamiltonian are counted. */
  readonly counts: boolean;
}

const geometries: readonly (readonly [name: string, geometry: string, charge?: number])[] = [
  ['H2', 'H 0 0 0; H 0 0 .7414'],
  ['HeH+', 'He 0 0 0; H 0 0 .7719', 1],
  ['LiH', 'Li 0 0 0; H 0 0 1.5949'],
  ['BeH2', 'Be 0 0 0; H 0 0 1.3264; H 0 0 -1.3264'],
  ['H2O', 'O 0 0 .1173; H 0 .7572 -.4692; H 0 -.7572 -.4692'],
  ['NH3', 'N 0 0 .1128; H 0 .9395 -.2632; H .8137 -.4698 -.2632; H -.8137 -.4698 -.2632'],
];
const molecules: readonly Case[] = geometries.map(([name, geometry, charge = 0]) => ({
  name,
  geometry,
  charge,
  basis: 'sto3g',
  counts: true,
}));

const distances = [0.5, 0.75, 1, 1.5, 2, 2.5, 3];
const curve: readonly Case[] = (['H', 'Li'] as const).flatMap((first) =>
  distances
    .map((distance) => (first === 'H' ? distance : distance + 0.5))
    .map((distance) => ({
      name: `${first === 'H' ? 'H2' : 'LiH'} at ${distance} Å`,
      geometry: `${first} 0 0 0; H 0 0 ${distance}`,
      charge: 0,
      basis: first === 'H' ? '6-31g' : 'sto3g',
      counts: false,
    })),
);

interface Energies {
  readonly nuclear: number;
  readonly mean: number;
  readonly exact: number;
  readonly terms?: number;
}

function theirs(cases: readonly Case[]): readonly Energies[] {
  const { stdout, stderr } = spawnSync(python ?? '', [path.join(import.meta.dirname, 'molecules.py')], {
    input: cases.map((one) => JSON.stringify(one)).join('\n'),
    encoding: 'utf8',
  });
  const rows = stdout.split('\n').filter((line) => line.startsWith('{'));
  if (rows.length !== cases.length) throw new Error(stderr);
  return rows.map((line) => JSON.parse(line) as Energies);
}

function ours({ geometry, charge, basis, counts }: Case): Energies {
  const { hartreeFock, hamiltonian, nuclearRepulsion } = electronicStructure(
    molecule(geometry, charge),
    basis,
  );
  const mapping = new FermionMapping('jordan_wigner', 2 * hamiltonian.orbitals);
  return {
    nuclear: nuclearRepulsion,
    mean: hartreeFock.energy,
    exact: fullConfigurationInteraction(hamiltonian).value,
    ...(counts ? { terms: qubitHamiltonian(hamiltonian, mapping).terms().length } : {}),
  };
}

/** The least energy of coupled cluster by L-BFGS-B from Hartree and Fock's state, and how many energies that took. */
async function coupledCluster({ geometry, charge }: Case): Promise<{ value: number; evaluations: number }> {
  const given = new Map<string, string | number>([
    ['geometry', geometry],
    ['charge', charge],
  ]);
  const inner = { name: 'molecule', uri: '', arguments: given };
  const call = (name: string): ModelCall => ({ name, uri: '', arguments: new Map([['molecule', inner]]) });
  const span = { start: 0, end: 0 };
  const ansatz = ansatzOfCall(call('uccsd'), span, () => undefined);
  const terms = modelTerms(call('hamiltonian'), () => undefined);
  if (typeof ansatz === 'string') throw new Error(ansatz);
  if (typeof terms === 'string') throw new Error(terms);
  const [circuit, observable] = [ansatz(true), { name: 'energy', terms, span }];
  const [simulator, options] = [localSimulator(), { shots: undefined, seed: 1, memoryLimit: 2 ** 32 }];
  const slope = async (x: readonly number[]) => {
    const found = await simulator.gradient(circuit, [x], observable, options);
    if (!found.ok) throw new Error(found.refusal.message);
    return { value: found.value.value, gradient: found.value.derivatives.map(({ value }) => value) };
  };
  const values = async (points: readonly (readonly number[])[]) => {
    const found = await simulator.estimateBatch(
      circuit,
      points.map((x) => [x]),
      observable,
      options,
    );
    if (!found.ok) throw new Error(found.refusal.message);
    return found.value.map(({ value }) => value);
  };
  const objective = {
    isExact: true,
    values,
    slope,
    fidelities: () => Promise.reject(new Error('not asked')),
  };
  const start = circuit.parameters[0]?.given as readonly number[];
  const search = optimizer('l_bfgs_b').minimize(objective, start, { seed: 1 });
  for (;;) {
    const step = await search.next();
    if (step.done === true) return step.value;
  }
}

let [worst, miscounted] = [0, 0];

function difference(one: Energies, other: Energies): number {
  const largest = Math.max(
    ...(['nuclear', 'mean', 'exact'] as const).map((key) => Math.abs(one[key] - other[key])),
  );
  worst = Math.max(worst, largest);
  if (one.terms !== other.terms) miscounted++;
  return largest;
}

const peer = theirs([...molecules, ...curve]);
const rows = [...molecules, ...curve].map((one, place) => {
  const [mine, their] = [ours(one), peer[place]];
  if (their === undefined) throw new Error(one.name);
  return { one, mine, their, largest: difference(mine, their) };
});

printTable(
  ['molecule', 'nuclear repulsion', 'Hartree–Fock', 'exact', 'largest difference', 'words', 'OpenFermion'],
  rows.map(({ one, mine, their, largest }) => [
    one.name,
    ...[mine.nuclear, mine.mean, mine.exact].map((energy) => energy.toFixed(6)),
    largest.toExponential(1),
    String(mine.terms ?? '–'),
    String(their.terms ?? '–'),
  ]),
);
console.log();

const clusters: string[][] = [];
// The sixth takes minutes.
for (const [place, one] of molecules.slice(0, 5).entries()) {
  const { value, evaluations } = await coupledCluster(one);
  const error = value - (peer[place]?.exact ?? NaN);
  clusters.push([one.name, value.toFixed(7), `${(1000 * error).toFixed(4)} mHa`, String(evaluations)]);
}
printTable(['UCCSD', 'least energy', 'above PySCF’s exact energy', 'evaluations'], clusters);
console.log(
  `\nlargest difference of an energy to PySCF's ${worst.toExponential(1)} hartree, ${miscounted} counts differ`,
);
process.exitCode = worst < 1e-6 && miscounted === 0 ? 0 : 1;
