import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { fullConfigurationInteraction } from '../exact/index.ts';
import { activeSpaceOf, withinActiveSpace } from './active-space.ts';
import { lowestOrbitalsEnergy } from './electronic-hamiltonian.ts';
import { FcidumpError, readFcidump } from './fcidump.ts';

/** Core, Hartree–Fock and exact energies in hartree, computed with PySCF when the files were written. */
const files: readonly (readonly [name: string, core: number, mean: number, exact: number])[] = [
  ['H3p_eq_0.9', 1.7639240364, -1.2423305068, -1.2675871294],
  ['H4_chain_0.74', 3.0987854694, -2.0978996121, -2.1388899129],
  ['H4_chain_1.0', 2.2931012473, -2.098545937, -2.1663874486],
  ['H4_square_1.23', 2.3293320587, -1.7014893633, -1.9695121652],
  ['H6_chain_1.0', 4.603841735, -3.135532214, -3.2360662799],
  ['HeHp_0.772', 1.3709254169, -2.8413824898, -2.851024029977],
  ['HeHp_0.90', 1.1759493576, -2.854043741, -2.8626175788],
  ['HeHp_1.0', 1.0583544218, -2.8529210783, -2.8602051226],
  ['LiH_1.45', 1.0948494019, -7.8625677855, -7.8809823146],
  ['LiH_1.595', 0.9953176381, -7.8620238601, -7.8824019323],
  ['LiH_1.6', 0.9922072705, -7.8618647698, -7.8823243789],
  ['BeH2_1.33', 3.3819596187, -15.560098381, -15.5951175626],
  ['H2O', 9.1882584177, -74.9630631297, -75.012647119],
];

async function read(name: string) {
  return readFcidump(await readFile(new URL(`../testing/fcidump/${name}.fcidump`, import.meta.url), 'utf8'));
}

function fails(text: string, line: number): void {
  assert.throws(
    () => readFcidump(text),
    (error) => error instanceof FcidumpError && error.line === line,
  );
}

describe('FCIDUMP files', function () {
  this.timeout(30_000);
  for (const [name, core, mean, exact] of files) {
    it(`${name} has its energies`, async () => {
      const hamiltonian = await read(name);
      assert.ok(Math.abs(hamiltonian.constant - core) < 1e-9);
      assert.ok(Math.abs(lowestOrbitalsEnergy(hamiltonian) - mean) < 1e-9);
      const found = fullConfigurationInteraction(hamiltonian);
      assert.ok(found.converged);
      assert.ok(Math.abs(found.value - exact) < 1e-9, `${found.value}`);
    });
  }

  it('have active spaces', async () => {
    const hamiltonian = await read('LiH_1.595');
    const energies = [
      [2, 2, -7.8622855339],
      [2, 5, -7.8821745058],
      [4, 6, -7.8824019323],
    ] as const;
    for (const [electrons, orbitals, energy] of energies) {
      const space = activeSpaceOf(hamiltonian, electrons, orbitals);
      assert.ok(space);
      const active = withinActiveSpace(hamiltonian, space);
      assert.ok(Math.abs(fullConfigurationInteraction(active).value - energy) < 1e-9);
      assert.ok(Math.abs(lowestOrbitalsEnergy(active) - -7.8620238601) < 1e-9);
    }
    assert.equal(activeSpaceOf(hamiltonian, 3, 3), undefined);
    assert.equal(activeSpaceOf(hamiltonian, 2, 9), undefined);
  });

  it('of unrestricted orbitals have sections', () => {
    const zero = '0.0 0 0 0 0';
    const sections = [['.7 1 1 1 1'], ['.6 1 1 1 1'], ['.5 1 1 1 1'], ['-1.0D0 1 1 0 0'], ['-2.0 1 1 0 0']];
    const text = `&FCI NORB=1,NELEC=2,MS2=0,IUHF=1\n/\n${sections.map((lines) => [...lines, zero].join('\n')).join('\n')}\n.25 0 0 0 0\n`;
    const hamiltonian = readFcidump(text);
    assert.equal(hamiltonian.two.alphaBeta.at(0, 0, 0, 0), 0.5);
    assert.equal(lowestOrbitalsEnergy(hamiltonian), 0.25 - 1 - 2 + 0.5);
  });

  it('that are something else are refused with the line', () => {
    fails('hello', 1);
    fails('&FCI NORB=2 &END', 1);
    fails('&FCI NORB=2,NELEC=3,MS2=0 &END', 1);
    fails('&FCI NORB=2,NELEC=2,MS2=0,\n&END\n0.5 1 1 1 1\n0.5 1 1 3 1\n', 4);
    fails('&FCI NORB=2,NELEC=2\n/\n0.5 1 1\n', 3);
  });
});
