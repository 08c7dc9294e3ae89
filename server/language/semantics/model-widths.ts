import { findCall, orbitalCount } from '../../library/index.ts';
import { spineOf } from '../syntax/spine.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf, typeOf } from './expect.ts';
import { isPauliName } from './pauli-sums.ts';
import { givenArguments } from './noise-arguments.ts';
import { isReal } from './types.ts';

/** Calls of a molecule, each on the qubits of its Hamiltonian. */
const molecular: ReadonlySet<string> = new Set([
  ...['hamiltonian', 'particle_number', 'spin_squared'],
  ...['hartree_fock', 'uccsd', 'k_upccgsd', 'givens'],
]);

type Arguments = ReadonlyMap<string, Expression>;

/**
 * The number of qubits of a sum in which molecules and models of matter take part, found without their integrals; nothing
 * where it depends on what is known only at the run.
 */
export function modelSumWidth(a: Analysis, node: Expression): number | undefined {
  switch (node.kind) {
    case 'parenthesized':
      return modelSumWidth(a, node.inner);
    case 'unary':
      return modelSumWidth(a, node.operand);
    case 'binary': {
      const { leftmost, operators } = spineOf(node);
      return widest([leftmost, ...operators.map(({ right }) => right)].map((part) => modelSumWidth(a, part)));
    }
    case 'index': {
      const [index] = node.indices;
      const isPauli = node.object.kind === 'identifier' && isPauliName(node.object.name);
      if (!isPauli || index === undefined || index.kind === 'range' || index.kind === 'set') return undefined;
      const qubit = constantOf(a, index);
      return typeof qubit === 'bigint' ? Number(qubit) + 1 : undefined;
    }
    case 'call':
    case 'identifier':
      return namedWidth(a, node) ?? scalarWidth(a, node);
    default:
      return scalarWidth(a, node);
  }
}

function widest(widths: readonly (number | undefined)[]): number | undefined {
  let most = 0;
  for (const width of widths) {
    if (width === undefined) return undefined;
    most = Math.max(most, width);
  }
  return most;
}

/** A number acts on no qubit. */
function scalarWidth(a: Analysis, node: Expression): number | undefined {
  return isReal(typeOf(a, node)) ? 0 : undefined;
}

/** The qubits of an observable or an ansatz that is named, kept in a `let`, or made here. */
export function namedWidth(a: Analysis, node: Expression): number | undefined {
  if (node.kind === 'parenthesized') return namedWidth(a, node.inner);
  const made = madeBy(a, node);
  if (made !== undefined) return modelWidth(a, made);
  const name = node.kind === 'call' ? node.callee : node;
  const symbol = name.kind === 'identifier' ? a.symbols.get(name) : undefined;
  return symbol && a.observableWidths.get(symbol);
}

/** The call of the library that an expression is, or that a `let` holds. */
function madeBy(a: Analysis, node: Expression): CallExpression | undefined {
  if (node.kind === 'parenthesized') return madeBy(a, node.inner);
  if (node.kind === 'call') return a.symbols.get(node.callee)?.kind === 'standard-call' ? node : undefined;
  const symbol = node.kind === 'identifier' ? a.symbols.get(node) : undefined;
  return symbol?.kind === 'alias' ? madeBy(a, symbol.node.value) : undefined;
}

function modelWidth(a: Analysis, node: CallExpression): number | undefined {
  const { name } = node.callee;
  const call = findCall(name, 'observable') ?? findCall(name, 'circuit');
  if (call === undefined) return undefined;
  const given = givenArguments(node, call);
  if (molecular.has(name)) return molecularWidth(a, given);
  const sites = wholeNumber(a, given.get('sites'));
  if (name === 'ising' || name === 'heisenberg') return sites;
  return name === 'hubbard' && sites !== undefined ? 2 * sites : undefined;
}

/** Two qubits for each orbital that stays; how many symmetries remove only the integrals tell. */
function molecularWidth(a: Analysis, given: Arguments): number | undefined {
  const tapered = given.get('tapered');
  if (tapered !== undefined && constantOf(a, tapered) !== false) return undefined;
  const orbitals = activeOrbitals(a, given) ?? allOrbitals(a, given);
  return orbitals === undefined ? undefined : 2 * orbitals;
}

/** The second number of `active: [electrons, orbitals]`. */
function activeOrbitals(a: Analysis, given: Arguments): number | undefined {
  const active = given.get('active');
  return active?.kind === 'list' ? wholeNumber(a, active.elements[1]) : undefined;
}

function allOrbitals(a: Analysis, given: Arguments): number | undefined {
  const of = given.get('molecule');
  const molecule = of && madeBy(a, of);
  const call = findCall('molecule', 'observable');
  if (molecule?.callee.name !== 'molecule' || call === undefined || given.has('active')) return undefined;
  const inner = givenArguments(molecule, call);
  const [geometry, basis] = [inner.get('geometry'), inner.get('basis')];
  if (geometry?.kind !== 'string' || (basis !== undefined && basis.kind !== 'string')) return undefined;
  const orbitals = orbitalCount(geometry.value, basis?.value ?? 'sto3g');
  const frozen = given.has('frozen') ? wholeNumber(a, given.get('frozen')) : 0;
  return orbitals === undefined || frozen === undefined ? undefined : orbitals - frozen;
}

function wholeNumber(a: Analysis, node: Expression | undefined): number | undefined {
  const value = node && constantOf(a, node);
  return typeof value === 'bigint' ? Number(value) : undefined;
}
