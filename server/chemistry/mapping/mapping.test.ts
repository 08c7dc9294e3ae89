import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import {
  FermionMapping,
  PauliPolynomial,
  electronicStructure,
  fullConfigurationInteraction,
  lowestEigenvalue,
  lowestModes,
  mappingNames,
  parityReduction,
  particleNumber,
  qubitHamiltonian,
  readFcidump,
  spinSquared,
  spinZ,
  tapered,
  taperedState,
  zSymmetries,
} from '../index.ts';
import { molecule } from '../testing/molecules.ts';
import { type MaskedTerm, parity } from './pauli-polynomial.ts';

async function dump(name: string) {
  return readFcidump(await readFile(new URL(`../testing/fcidump/${name}.fcidump`, import.meta.url), 'utf8'));
}

/** What a sum of words makes of a basis state: amplitudes by state. */
function applied(terms: readonly MaskedTerm[], to: ReadonlyMap<number, number>): Map<number, number> {
  const result = new Map<number, number>();
  for (const [state, amplitude] of to) {
    for (const { x, z, coefficient } of terms) {
      const size = amplitude * coefficient * (parity(z & state) === 1 ? -1 : 1);
      result.set(state ^ x, (result.get(state ^ x) ?? 0) + size);
    }
  }
  return new Map([...result].filter(([, amplitude]) => Math.abs(amplitude) > 1e-12));
}

function word(x: { factors: readonly { qubit: number; pauli: string }[] }): string {
  return x.factors.map(({ pauli, qubit }) => `${pauli}${qubit}`).join(' ') || 'I';
}

function expectation(operator: PauliPolynomial, state: number): number {
  return applied([...operator], new Map([[state, 1]])).get(state) ?? 0;
}

describe('mappings of electrons to qubits', () => {
  for (const name of mappingNames) {
    it(`${name} does what a and a† do to every occupation`, () => {
      const modes = 5;
      const mapping = new FermionMapping(name, modes);
      for (let occupied = 0; occupied < 2 ** modes; occupied++) {
        for (let mode = 0; mode < modes; mode++) {
          const before = occupied & (2 ** mode - 1);
          const sign = parity(before) === 1 ? -1 : 1;
          const isThere = ((occupied >>> mode) & 1) === 1;
          const start = new Map([[mapping.encoded(occupied), 1]]);
          const flipped = new Map([[mapping.encoded(occupied ^ (1 << mode)), sign]]);
          assert.deepEqual(applied(mapping.annihilation(mode), start), isThere ? flipped : new Map());
          assert.deepEqual(applied(mapping.creation(mode), start), isThere ? new Map() : flipped);
          assert.equal(mapping.isOccupied(mode, mapping.encoded(occupied)), isThere);
        }
      }
    });
  }

  it('give hydrogen the words that Qiskit Nature gives it', () => {
    const { hamiltonian } = electronicStructure(molecule('H 0 0 0; H 0 0 .735'), 'sto3g');
    const words = new Map(
      qubitHamiltonian(hamiltonian, new FermionMapping('jordan_wigner', 4))
        .terms()
        .map((term) => [word(term), term.coefficient]),
    );
    const wanted: Readonly<Record<string, number>> = {
      I: -0.090578986088,
      Z0: 0.172183932619,
      Z2: 0.172183932619,
      Z1: -0.225753492224,
      Z3: -0.225753492224,
      'Z0 Z1': 0.120912632618,
      'Z0 Z2': 0.168927538701,
      'Z0 Z3': 0.166145432564,
      'Z1 Z3': 0.174643430683,
      'X0 X1 X2 X3': 0.045232799946,
      'X0 X1 Y2 Y3': 0.045232799946,
      'Y0 Y1 Y2 Y3': 0.045232799946,
    };
    assert.equal(words.size, 15);
    for (const [name, coefficient] of Object.entries(wanted))
      assert.ok(Math.abs((words.get(name) ?? 0) - coefficient) < 1e-8, `${name} ${words.get(name)}`);
  });

  it('leave two qubits of hydrogen after the parity reduction', () => {
    const { hamiltonian } = electronicStructure(molecule('H 0 0 0; H 0 0 .735'), 'sto3g');
    const mapping = new FermionMapping('parity', 4);
    const state = mapping.encoded(lowestModes(hamiltonian));
    const terms = tapered(qubitHamiltonian(hamiltonian, mapping), parityReduction(2), state).terms();
    const found = new Map(terms.map((term) => [word(term), term.coefficient]));
    const wanted = { I: -0.332404, Z0: -0.397937, Z1: 0.397937, 'Z0 Z1': -0.01128, 'X0 X1': 0.180931 };
    assert.equal(found.size, 5);
    for (const [name, size] of Object.entries(wanted))
      assert.ok(
        Math.abs(Math.abs(found.get(name) ?? 0) - Math.abs(size)) < 1e-5,
        `${name} ${found.get(name)}`,
      );
    assert.ok(Math.abs(lowestEigenvalue(terms, 2).value - -1.137306035753) < 1e-8);
  });

  it('keep the lowest energy of H3+ in its sector, and every spectrum the same', async () => {
    const hamiltonian = await dump('H3p_eq_0.9');
    const lowest = mappingNames.map(
      (name) => lowestEigenvalue(qubitHamiltonian(hamiltonian, new FermionMapping(name, 6)).terms(), 6).value,
    );
    for (const energy of lowest) assert.ok(Math.abs(energy - -1.3149624763) < 1e-8, `${energy}`);
    const mapping = new FermionMapping('jordan_wigner', 6);
    const polynomial = qubitHamiltonian(hamiltonian, mapping);
    assert.equal(polynomial.terms().length, 66);
    const symmetries = zSymmetries(polynomial, 6);
    assert.ok(symmetries.length >= 2);
    const state = mapping.encoded(lowestModes(hamiltonian));
    const small = tapered(polynomial, symmetries, state);
    const exact = lowestEigenvalue(small.terms(), 6 - symmetries.length).value;
    assert.ok(Math.abs(exact - -1.2675871294) < 1e-8, `${exact}`);
    const before = expectation(polynomial, state);
    assert.ok(Math.abs(expectation(small, taperedState(symmetries, state)) - before) < 1e-10);
  });

  it('tell the wrong sector of HeH+ from the right one', async () => {
    const hamiltonian = await dump('HeHp_0.772');
    const terms = qubitHamiltonian(hamiltonian, new FermionMapping('jordan_wigner', 4)).terms();
    const anywhere = lowestEigenvalue(terms, 4);
    assert.ok(Math.abs(anywhere.value - -3.0134857193) < 1e-8);
    const sectors = [1.3709254169, -1.230645938, -2.85102403, -3.0134857193, -2.4303312157];
    for (const [count, energy] of sectors.entries()) {
      const electrons = { alpha: Math.ceil(count / 2), beta: Math.floor(count / 2) };
      const found = fullConfigurationInteraction({ ...hamiltonian, electrons }).value;
      assert.ok(Math.abs(found - energy) < 1e-8, `${count} electrons: ${found}`);
    }
    const number = particleNumber(2, new FermionMapping('jordan_wigner', 4));
    const image = applied([...number], new Map([...anywhere.vector].entries()));
    const mean = [...anywhere.vector].reduce((sum, value, state) => sum + value * (image.get(state) ?? 0), 0);
    assert.ok(Math.abs(mean - 3) < 1e-6);
  });

  it('know the number and the spin of electrons', async () => {
    const { spinOverlap } = await dump('H4_square_1.23');
    assert.ok(spinOverlap);
    for (const name of mappingNames) {
      const mapping = new FermionMapping(name, 8);
      const [number, z] = [particleNumber(4, mapping), spinZ(4, mapping)];
      const squared = spinSquared(4, mapping, spinOverlap);
      const closed = mapping.encoded(0b0011_0011);
      const triplet = mapping.encoded(0b0001_0111);
      const open = mapping.encoded(0b0010_0001);
      assert.deepEqual(
        [number, z, squared].map((operator) => expectation(operator, closed)),
        [4, 0, 0],
      );
      assert.deepEqual(
        [number, z, squared].map((operator) => expectation(operator, triplet)),
        [4, 1, 2],
      );
      assert.deepEqual(
        [number, z, squared].map((operator) => expectation(operator, open)),
        [2, 0, 1],
      );
    }
  });
});
