import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ModelArgument } from '../circuit/index.ts';
import { lowestEigenvalue, modelTerms } from './index.ts';

type Arguments = Readonly<Record<string, ModelArgument>>;

const noFiles = () => undefined;

function call(name: string, given: Arguments) {
  return { name, uri: 'test:/main.qflow', arguments: new Map(Object.entries(given)) };
}

function hamiltonian(geometry: string, molecule: Arguments = {}, given: Arguments = {}) {
  const inner = call('molecule', { geometry, ...molecule });
  return modelTerms(call('hamiltonian', { molecule: inner, ...given }), noFiles);
}

describe('calls of molecules and models', () => {
  it('taper hydrogen to one qubit with the same energy', () => {
    const terms = hamiltonian('H 0 0 0; H 0 0 0.735', {}, { tapered: true, mapping: 'bravyi_kitaev' });
    assert.ok(typeof terms !== 'string' && terms.length === 3);
    assert.ok(Math.abs(lowestEigenvalue(terms, 1).value - -1.137306035753) < 1e-8);
  });

  it('keep active electrons in the field of frozen ones', () => {
    const lithium = 'Li 0 0 0; H 0 0 1.595';
    const two = hamiltonian(lithium, {}, { active: [2, 2], tapered: true });
    assert.ok(typeof two !== 'string');
    assert.ok(Math.abs(lowestEigenvalue(two, 3).value - -7.8622855339) < 1e-7);
    const five = hamiltonian(lithium, {}, { frozen: 1 });
    assert.ok(typeof five !== 'string');
    assert.equal(Math.max(...five.flatMap(({ factors }) => factors.map(({ qubit }) => qubit))), 9);
  });

  it('say why there is none', () => {
    assert.match(String(hamiltonian('')), /no atom/);
    assert.match(String(hamiltonian('Fe 0 0 0')), /no basis for "Fe"/);
    assert.match(String(hamiltonian('H 0 0')), /no atom with three coordinates/);
    assert.match(String(hamiltonian('H 0 0 0; H 0 0 0')), /at the place of another/);
    assert.match(String(hamiltonian('H 0 0 0')), /a charge of 0/);
    assert.match(String(hamiltonian('He 0 0 0', {}, { active: [2, 5] })), /no active space/);
    assert.match(String(modelTerms(call('qubo', { matrix: [[1], [2]] }), noFiles)), /not square/);
    assert.match(String(modelTerms(call('maxcut', { edges: [[0, 0]] }), noFiles)), /no edge/);
  });

  it('read molecules and integrals from files', () => {
    const files = new Map([
      ['h2.xyz', '2\nhydrogen\nH 0 0 0 0.1\nH 0 0 0.735 0.1\n'],
      [
        'list.json',
        JSON.stringify([
          { symbols: ['He'], coords: [[0, 0, 0]] },
          {
            symbols: ['H', 'H'],
            coords: [
              [0, 0, 0],
              [0, 0, 0.735],
            ],
            charge: 0,
            multiplicity: 1,
          },
          {
            symbols: ['H', 'H'],
            coords: [
              [0, 0, 0],
              [0, 0, 1.3889488],
            ],
            units: 'bohr',
          },
          { symbols: ['H'], coords: [] },
        ]),
      ],
      ['bad.fcidump', 'no integrals'],
    ]);
    const energy = (given: Arguments) => {
      const inner = call('molecule', given);
      const terms = modelTerms(call('hamiltonian', { molecule: inner }), (_, path) => files.get(path));
      return typeof terms === 'string' ? terms : lowestEigenvalue(terms, 4).value;
    };
    const near = (given: Arguments, tolerance: number) =>
      assert.ok(Math.abs(Number(energy(given)) - -1.137306035753) < tolerance, String(energy(given)));
    near({ file: 'h2.xyz' }, 1e-8);
    near({ file: 'list.json', index: 1 }, 1e-8);
    near({ file: 'list.json', index: 2 }, 1e-6);
    assert.match(String(energy({ file: 'list.json', index: 3 })), /as many symbols as coords/);
    assert.match(String(energy({ file: 'list.json', index: 9 })), /4 molecules/);
    assert.match(String(energy({ file: 'gone.xyz' })), /no file "gone.xyz"/);
    assert.match(String(energy({ file: 'h2.xyz', geometry: 'H 0 0 0' })), /not both/);
    assert.match(String(energy({ file: 'bad.fcidump' })), /no FCIDUMP: line 1/);
  });
});
