import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chooseMethod } from './choice.ts';
import type { Prospect } from './method.ts';
import { circuit, gate } from './testing/circuits.ts';

function prospect(qubits: number, rounds: number): Prospect {
  const gates = Array.from({ length: rounds }, (_, round) => gate('h', [round % qubits]));
  const options = { shots: 10, seed: 1, memoryLimit: 2 ** 30 };
  return { circuit: circuit(qubits, [], gates), bindings: [], options, wanted: { kind: 'sample' } };
}

describe('the choice of a method', () => {
  it('tells of the other methods where the time of the first decides nothing', () => {
    const choice = chooseMethod(prospect(3, 4));
    assert.ok(choice.ok);
    assert.equal(choice.best.name, 'statevector');
    assert.deepEqual(
      choice.others.map(({ name }) => name),
      ['stabilizer', 'mps'],
    );
    assert.ok(choice.obstacles.some(({ clause }) => clause.includes('sparse')));
  });

  it('takes another one where it is faster', () => {
    const choice = chooseMethod(prospect(22, 100));
    assert.ok(choice.ok);
    assert.equal(choice.best.name, 'stabilizer');
  });
});
