import type { ModelCall, PauliTerm } from '../circuit/index.ts';
import type { ElectronicHamiltonian } from './electrons/index.ts';
import { fullConfigurationInteraction, isExactlySolvable } from './exact/index.ts';
import { Given, type ModelFiles } from './given.ts';
import { generate } from './linear-algebra.ts';
import {
  type LinearConstraint,
  constrainedForm,
  heisenbergChain,
  hubbardChain,
  isingChain,
  maxCut,
  quadraticBinary,
  sufficientPenalty,
} from './models/index.ts';
import { type PauliPolynomial, particleNumber, spinSquared } from './mapping/index.ts';
import { type HamiltonianSpace, electronsGiven, qubitSpace, withinSpace } from './qubit-space.ts';

/**
 * The Pauli words of a call such as `ising(4)` or `hamiltonian(molecule("…"))`, as `library/model-calls.ts` lists them; a text says why
 * there are none.
 */
export function modelTerms(call: ModelCall, files: ModelFiles): readonly PauliTerm[] | string {
  const given = new Given(call, files);
  const [sites, periodic] = [given.number('sites', 2), given.flag('periodic')];
  switch (call.name) {
    case 'ising':
      return isingChain(sites, given.number('coupling', 1), given.number('field', 1), periodic);
    case 'heisenberg': {
      const [coupling, anisotropy] = [given.number('coupling', 1), given.number('anisotropy', 1)];
      return heisenbergChain(sites, coupling, anisotropy, given.number('field', 0), periodic);
    }
    case 'hubbard': {
      const [hopping, repulsion] = [given.number('hopping', 1), given.number('repulsion', 4)];
      const chain = hubbardChain(sites, hopping, repulsion, periodic, { alpha: 0, beta: 0 });
      return onQubits(chain, given);
    }
    case 'maxcut':
      return cutTerms(given.rows('edges'));
    case 'qubo':
      return formTerms(given);
    case 'fcidump':
    case 'hamiltonian':
      return molecularTerms(given, ({ hamiltonian }) => hamiltonian);
    case 'particle_number':
      return molecularTerms(given, particleNumberWithin);
    case 'spin_squared':
      return molecularTerms(given, spinSquaredWithin);
    default:
      return `${call.name} is no observable`;
  }
}

function cutTerms(rows: readonly (readonly number[])[]): readonly PauliTerm[] | string {
  const wrong = rows.find(
    ([from = -1, to = -1, , ...surplus]) =>
      ![from, to].every((vertex) => Number.isInteger(vertex) && vertex >= 0) ||
      from === to ||
      surplus.length > 0,
  );
  if (wrong !== undefined) return `[${wrong.join(', ')}] is no edge between two vertices, such as [0, 1]`;
  return maxCut(rows.map(([from = 0, to = 0, weight = 1]) => ({ from, to, weight })));
}

function formTerms(given: Given): readonly PauliTerm[] | string {
  const rows = given.rows('matrix');
  if (rows.some(({ length }) => length !== rows.length)) return 'the matrix is not square';
  const [equal, atMost] = [given.rows('equal'), given.rows('at_most')];
  const wrong = [...equal, ...atMost].find(({ length }) => length !== rows.length + 1);
  if (wrong !== undefined)
    return `a constraint has ${rows.length} weights and what they come to, not [${wrong.join(', ')}]`;
  const penalty = given.number('penalty', sufficientPenalty(rows));
  const constraints = { equal: equal.map(constraintOf), atMost: atMost.map(constraintOf), penalty };
  const form = constrainedForm(rows, constraints);
  return typeof form === 'string' ? form : quadraticBinary(form.matrix, form.constant);
}

/** Of a row of weights with the bound behind them. */
function constraintOf(row: readonly number[]): LinearConstraint {
  return { weights: row.slice(0, -1), bound: row.at(-1) ?? 0 };
}

type Operator = (space: HamiltonianSpace, electrons: ElectronicHamiltonian) => PauliPolynomial;

function molecularTerms(given: Given, operator: Operator): readonly PauliTerm[] | string {
  const electrons = electronsGiven(given);
  return typeof electrons === 'string' ? electrons : onQubits(electrons, given, operator);
}

function onQubits(
  electrons: ElectronicHamiltonian,
  given: Given,
  operator: Operator = ({ hamiltonian }) => hamiltonian,
): readonly PauliTerm[] | string {
  const space = qubitSpace(electrons, given.mapping(), given.flag('tapered'));
  return typeof space === 'string' ? space : operator(space, electrons).terms();
}

function particleNumberWithin(space: HamiltonianSpace, { orbitals }: ElectronicHamiltonian): PauliPolynomial {
  return withinSpace(particleNumber(orbitals, space.mapping), space);
}

/** Orbitals that both spins share overlap only with themselves. */
function spinSquaredWithin(
  space: HamiltonianSpace,
  { orbitals, spinOverlap }: ElectronicHamiltonian,
): PauliPolynomial {
  const overlap = spinOverlap ?? generate(orbitals, (p, q) => (p === q ? 1 : 0));
  return withinSpace(spinSquared(orbitals, space.mapping, overlap), space);
}

/** The lowest energy of a call such as `exact_energy(molecule("…"))`, in hartree; a text says why there is none. */
export function exactEnergy(call: ModelCall, files: ModelFiles): number | string {
  const electrons = electronsGiven(new Given(call, files));
  if (typeof electrons === 'string') return electrons;
  if (!isExactlySolvable(electrons)) return 'it has too many determinants; choose an active space';
  return fullConfigurationInteraction(electrons).value;
}
