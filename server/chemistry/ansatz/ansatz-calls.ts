import type { Span } from '../../base/index.ts';
import type { Circuit, ModelCall } from '../../circuit/index.ts';
import type { ElectronicHamiltonian } from '../electrons/index.ts';
import { Given, type ModelFiles } from '../given.ts';
import { electronsGiven, qubitSpace, referenceState } from '../qubit-space.ts';
import { type AnsatzParts, ansatzCircuit } from './ansatz-circuit.ts';
import { type Excitation, generalisedSinglesAndPairs, singlesAndDoubles } from './excitations.ts';
import { generatorTerms } from './generator.ts';

/** What the calls of `library/ansatz-calls.ts` turn by. */
interface Recipe {
  readonly excitations: (electrons: ElectronicHamiltonian) => readonly Excitation[];
  /** Whether electrons pass each other without a sign. */
  readonly withoutStrings?: true;
}

const recipes: Readonly<Record<string, Recipe>> = {
  hartree_fock: { excitations: () => [] },
  uccsd: { excitations: singlesAndDoubles },
  adapt_vqe: { excitations: singlesAndDoubles },
  givens: { excitations: singlesAndDoubles, withoutStrings: true },
  k_upccgsd: { excitations: generalisedSinglesAndPairs },
};

/**
 * The parts of an ansatz for a molecule, as a call such as `uccsd(molecule("…"))` asks for them; a text says why there are none.
 * Excitations that break a symmetry of tapered qubits are left out.
 */
export function ansatzParts(call: ModelCall, span: Span, files: ModelFiles): AnsatzParts | string {
  const given = new Given(call, files);
  const recipe = recipes[call.name];
  if (recipe === undefined) return `${call.name} is no ansatz`;
  if (recipe.withoutStrings === true && given.mapping() !== 'jordan_wigner')
    return 'its turns are those of the mapping jordan_wigner';
  const electrons = electronsGiven(given);
  if (typeof electrons === 'string') return electrons;
  const space = qubitSpace(electrons, given.mapping(), given.flag('tapered'));
  if (typeof space === 'string') return space;
  const generators = recipe
    .excitations(electrons)
    .map((excitation) => ({
      label: `${excitation.from.join(' ')} → ${excitation.to.join(' ')}`,
      terms: generatorTerms(excitation, space, recipe.withoutStrings),
    }))
    .filter(({ terms }) => terms.length > 0);
  const repetitions = given.number('repetitions', 1);
  return { name: call.name, ...referenceState(space), generators, repetitions, span };
}

/** A circuit whose angles are a parameter, with the values given beside it, or these values themselves. */
export type Ansatz = (isOpen: boolean) => Circuit;

/** The circuit of a call such as `uccsd(molecule("…"), parameters: [0.1, …])`; a text says why there is none. */
export function ansatzOfCall(call: ModelCall, span: Span, files: ModelFiles): Ansatz | string {
  const parts = ansatzParts(call, span, files);
  if (typeof parts === 'string') return parts;
  const count = parts.generators.length * parts.repetitions;
  const values = new Given(call, files).numbers('parameters') ?? Array.from({ length: count }, () => 0);
  if (values.length !== count) return `it has ${count} parameters, and ${values.length} are given`;
  return (isOpen) => ansatzCircuit(parts, values, isOpen);
}
