import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Circuit, ModelArgument, Observable } from '../../circuit/index.ts';
import { localSimulator } from '../../simulator/index.ts';
import { ansatzOfCall, modelTerms } from '../index.ts';

type Arguments = Readonly<Record<string, ModelArgument>>;

const noFiles = () => undefined;
const span = { start: 0, end: 0 };
const triangle = 'H 0 0 0; H 0.9 0 0; H 0.45 0.8 0';

function call(name: string, given: Arguments) {
  return { name, uri: 'test:/main.qflow', arguments: new Map(Object.entries(given)) };
}

function ofMolecule(name: string, geometry: string, charge: number, given: Arguments = {}) {
  return call(name, { molecule: call('molecule', { geometry, charge }), ...given });
}

function ansatz(name: string, geometry: string, charge = 0, given: Arguments = {}, isOpen = true): Circuit {
  const made = ansatzOfCall(ofMolecule(name, geometry, charge, given), span, noFiles);
  assert.ok(typeof made !== 'string', String(made));
  return made(isOpen);
}

function anglesOf(circuit: Circuit): number {
  const [theta] = circuit.parameters;
  return theta?.type.kind === 'array' ? (theta.type.shape[0] ?? 0) : 0;
}

/** The energy of the triangle of hydrogen with one electron less, at angles that are unlike each other. */
async function energy(name: string, given: Arguments, angles: number): Promise<number> {
  const parameters = Array.from({ length: angles }, (_, place) => Math.sin(1 + place));
  const circuit = ansatz(name, triangle, 1, { ...given, parameters }, false);
  const terms = modelTerms(ofMolecule('hamiltonian', triangle, 1, given), noFiles);
  assert.ok(typeof terms !== 'string', String(terms));
  const observable: Observable = { name: 'h', terms, span };
  const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 30, method: 'statevector' } as const;
  const found = await localSimulator().estimate(circuit, [], observable, options);
  assert.ok(found.ok);
  return found.value.value;
}

describe('ansätze of molecules', () => {
  it('have an angle for each excitation, as many as Qiskit Nature has', () => {
    assert.equal(anglesOf(ansatz('uccsd', 'H 0 0 0; H 0 0 0.735')), 3);
    assert.equal(anglesOf(ansatz('uccsd', 'Li 0 0 0; H 0 0 1.5949')), 92);
    assert.equal(anglesOf(ansatz('uccsd', 'H 0 0 0; H 0 0 0.735', 0, { repetitions: 2 })), 6);
    assert.equal(anglesOf(ansatz('k_upccgsd', triangle, 1, { repetitions: 2 })), 2 * (3 + 6));
    assert.equal(anglesOf(ansatz('hartree_fock', 'Li 0 0 0; H 0 0 1.5949')), 0);
  });

  it('begin with the lowest orbitals filled', () => {
    const { body } = ansatz('hartree_fock', 'Li 0 0 0; H 0 0 1.5949');
    assert.deepEqual(
      body.map((one) => one.kind === 'gate' && [one.gate, ...one.qubits]),
      [0, 1, 6, 7].map((qubit) => ['x', qubit]),
    );
  });

  it('mean the same electrons in every mapping', async () => {
    const mappings = ['jordan_wigner', 'parity', 'bravyi_kitaev'];
    const energies = await Promise.all(mappings.map((mapping) => energy('uccsd', { mapping }, 8)));
    for (const found of energies) assert.ok(Math.abs(found - (energies[0] ?? 0)) < 1e-10, energies.join());
    const pairs = await Promise.all(mappings.map((mapping) => energy('k_upccgsd', { mapping }, 9)));
    for (const found of pairs) assert.ok(Math.abs(found - (pairs[0] ?? 0)) < 1e-10, pairs.join());
  });

  it('turn by what is left of each excitation when qubits are tapered', () => {
    const hydrogen = 'H 0 0 0; H 0 0 0.735';
    const small = ansatz('uccsd', hydrogen, 0, { tapered: true });
    assert.deepEqual([small.qubitCount, anglesOf(small)], [1, 1]);
  });

  it('leave the sign of passing electrons out of Givens rotations', () => {
    const gates = (name: string) => ansatz(name, 'Li 0 0 0; H 0 0 1.5949', 0, { active: [2, 4] }).body.length;
    assert.ok(gates('givens') < gates('uccsd'));
  });

  it('say what is wrong with a call', () => {
    const refusal = (given: Arguments, name = 'uccsd') =>
      String(ansatzOfCall(ofMolecule(name, 'H 0 0 0; H 0 0 0.735', 0, given), span, noFiles));
    assert.match(refusal({ parameters: [1] }), /3 parameters, and 1 are given/);
    assert.match(refusal({ active: [2, 9] }), /no active space/);
    assert.match(refusal({ mapping: 'parity' }, 'givens'), /jordan_wigner/);
  });
});
