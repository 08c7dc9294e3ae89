import type { ModelCall, PauliTerm } from '../circuit/index.ts';
import type { ElectronicHamiltonian } from './electrons/index.ts';
import { determinantCount, fullConfigurationInteraction } from './exact/index.ts';
import { Given, type ModelFiles } from './given.ts';
import { modelTerms } from './observable-calls.ts';
import { electronsGiven } from './qubit-space.ts';

/** Where the states of a molecule's electrons lie, and how low their energy can be. */
export interface ParticleSector {
  readonly particleNumber: readonly PauliTerm[];
  readonly spinSquared: readonly PauliTerm[];
  /** Of the active space. */
  readonly electrons: number;
  /** The lowest energy of so many electrons in hartree, where it is found in a moment. */
  readonly exactEnergy?: number;
}

/** Determinants times pairs of orbitals up to which the exact energy takes well under a second. */
const momentarySize = 500_000;

/** The sector of a call such as `hamiltonian(molecule("…"))`; nothing for other models. */
export function particleSector(call: ModelCall, files: ModelFiles): ParticleSector | undefined {
  if (call.name !== 'hamiltonian' && call.name !== 'fcidump') return undefined;
  const electrons = electronsGiven(new Given(call, files));
  const terms = ['particle_number', 'spin_squared'].map((name) => modelTerms({ ...call, name }, files));
  const [particleNumber, spinSquared] = terms;
  if (typeof electrons === 'string' || !isSum(particleNumber) || !isSum(spinSquared)) return undefined;
  const { alpha, beta } = electrons.electrons;
  const energy = isMomentary(electrons)
    ? { exactEnergy: fullConfigurationInteraction(electrons).value }
    : undefined;
  return { particleNumber, spinSquared, electrons: alpha + beta, ...energy };
}

function isSum(terms: readonly PauliTerm[] | string | undefined): terms is readonly PauliTerm[] {
  return typeof terms === 'object';
}

function isMomentary({ orbitals, electrons }: ElectronicHamiltonian): boolean {
  return orbitals ** 2 * determinantCount(orbitals, electrons) <= momentarySize;
}
