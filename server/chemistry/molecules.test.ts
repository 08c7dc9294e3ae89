import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type BasisName,
  FermionMapping,
  type Molecule,
  basisNamed,
  electronicStructure,
  elementSymbols,
  fullConfigurationInteraction,
  lowestOrbitalsEnergy,
  mappingNames,
  qubitHamiltonian,
} from './index.ts';
import { orbitalCount } from '../library/index.ts';
import { molecularIntegrals } from './integrals/index.ts';
import { molecule } from './testing/molecules.ts';

type Row = readonly [
  name: string,
  molecule: Molecule,
  basis: BasisName,
  nuclear: number,
  hartreeFock: number,
  exact: number | undefined,
  terms: number | undefined,
];

const lithiumHydride = molecule('Li 0 0 0; H 0 0 1.5949');
const water = molecule('O 0 0 .1173; H 0 .7572 -.4692; H 0 -.7572 -.4692');
const ammonia = molecule('N 0 0 .1128; H 0 .9395 -.2632; H .8137 -.4698 -.2632; H -.8137 -.4698 -.2632');

/** Energies in hartree as PySCF gives them; numbers of Jordan–Wigner terms as Qiskit Nature does. */
const table: readonly Row[] = [
  ['H2', molecule('H 0 0 0; H 0 0 .7414'), 'sto3g', 0.713754, -1.116684, -1.13727, 15],
  ['HeH+', molecule('He 0 0 0; H 0 0 .7719', 1), 'sto3g', 1.371103, -2.841362, -2.851004, 27],
  ['LiH', lithiumHydride, 'sto3g', 0.99538, -7.862027, -7.882403, 631],
  ['BeH2', molecule('Be 0 0 0; H 0 0 1.3264; H 0 0 -1.3264'), 'sto3g', 3.391139, -15.560312, -15.595177, 666],
  ['H2O', water, 'sto3g', 9.189534, -74.963023, -75.012578, 1086],
  ['NH3', ammonia, 'sto3g', 11.956484, -55.453943, -55.518879, 3057],
  ['He2', molecule('He 0 0 0; He 0 0 1.2'), 'sto3g', 1.763924, -5.53965, -5.53965, undefined],
  ['BH', molecule('B 0 0 0; H 0 0 1.19'), 'sto3g', 2.223434, -24.752703, -24.808526, undefined],
  ['N2', molecule('N 0 0 .5488; N 0 0 -.5488'), 'sto3g', 23.623983, -107.495866, undefined, undefined],
  ['H2', molecule('H 0 0 0; H 0 0 .7414'), '6-31g', 0.713754, -1.126734, -1.151683, undefined],
  ['HeH+', molecule('He 0 0 0; H 0 0 .7719', 1), '6-31g', 1.371103, -2.909855, -2.932311, undefined],
  ['LiH', lithiumHydride, '6-31g', 0.99538, -7.979268, undefined, undefined],
  ['H2O', water, '6-31g', 9.189534, -75.983974, undefined, undefined],
];

/** A thousandth more than the last digit of the table is rounded by, in hartree. */
const tolerance = 1.001e-6;

function near(found: number, wanted: number, what: string): void {
  assert.ok(Math.abs(found - wanted) < tolerance, `${what}: ${found}, wanted ${wanted}`);
}

describe('molecules', function () {
  this.timeout(60_000);
  for (const [name, of, basis, nuclear, mean, exact, terms] of table) {
    it(`${name} in ${basis} has the energies of PySCF`, () => {
      const { hartreeFock, hamiltonian, nuclearRepulsion } = electronicStructure(of, basis);
      assert.ok(hartreeFock.converged);
      near(nuclearRepulsion, nuclear, 'nuclear repulsion');
      near(hartreeFock.energy, mean, 'Hartree–Fock');
      assert.ok(Math.abs(lowestOrbitalsEnergy(hamiltonian) - hartreeFock.energy) < 1e-9);
      if (exact !== undefined) near(fullConfigurationInteraction(hamiltonian).value, exact, 'exact');
      if (terms === undefined) return;
      for (const mapping of mappingNames) {
        const on = new FermionMapping(mapping, 2 * hamiltonian.orbitals);
        assert.equal(qubitHamiltonian(hamiltonian, on).terms().length, terms, mapping);
      }
    });
  }

  it('with unpaired electrons have orbitals of their own for either spin', () => {
    const beryllium = electronicStructure(molecule('Be 0 0 0; H 0 0 1.3', 0, 1), 'sto3g');
    near(beryllium.hartreeFock.energy, -14.935323, 'unrestricted Hartree–Fock');
    near(fullConfigurationInteraction(beryllium.hamiltonian).value, -14.956612, 'exact');
    const oxygen = electronicStructure(molecule('O 0 0 0; O 0 0 1.2', 0, 2), 'sto3g');
    near(oxygen.hartreeFock.energy, -147.633453, 'the triplet of oxygen');
  });

  it('have as many orbitals as the language says without integrals', () => {
    for (const element of elementSymbols)
      for (const basis of ['sto3g', '6-31g'] as const) {
        const text = `${element} 0 0 0`;
        const { overlap } = molecularIntegrals(molecule(text), basis);
        assert.equal(orbitalCount(text, basis), overlap.size, `${element} in ${basis}`);
      }
  });

  it('take basis sets in every usual spelling', () => {
    assert.deepEqual(['STO-3G', 'sto3g', '6-31G', '631g', 'cc-pvdz'].map(basisNamed), [
      ...['sto3g', 'sto3g', '6-31g', '6-31g'],
      undefined,
    ]);
  });

  it('with an impossible number of electrons are refused', () => {
    assert.throws(() => electronicStructure(molecule('H 0 0 0'), 'sto3g'), RangeError);
    assert.throws(() => electronicStructure(molecule('He 0 0 0', -2, 0), 'sto3g'), RangeError);
  });

  it('keep their energies when they are turned in space', () => {
    const turned = molecule('O .1 .2 .3; H .1 0.957 .887; H .1 -.557 .887');
    const { hartreeFock, hamiltonian } = electronicStructure(turned, 'sto3g');
    assert.ok(Math.abs(hartreeFock.energy - -74.9630631297) < 1e-7);
    assert.ok(Math.abs(fullConfigurationInteraction(hamiltonian).value - -75.012647119) < 1e-7);
  });
});
