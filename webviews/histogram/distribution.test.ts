import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { samplesDistribution, stateDistribution } from './distribution.ts';

describe('distribution', () => {
  it('gives sampled outcomes their count and interval', () => {
    const { outcomes, shots } = samplesDistribution({
      kind: 'samples',
      counts: { '00': 60, '11': 40 },
      probabilities: { '00': 0.6, '11': 0.4 },
    });
    assert.equal(shots, 100);
    const zeros = outcomes.find(({ key }) => key === '00');
    assert.equal(zeros?.count, 60);
    assert.ok((zeros.interval?.low ?? 1) < 0.6 && (zeros.interval?.high ?? 0) > 0.6);
  });

  it('gives exact outcomes neither', () => {
    const { outcomes, shots } = samplesDistribution({ kind: 'samples', probabilities: { '0': 1 } });
    assert.equal(shots, 0);
    assert.deepEqual(outcomes, [{ key: '0', probability: 1 }]);
  });

  it('counts the shots of outcomes that were left out', () => {
    const { shots } = samplesDistribution({
      kind: 'samples',
      counts: { '0': 75 },
      probabilities: { '0': 0.75 },
      omitted: { outcomes: 3, probability: 0.25 },
    });
    assert.equal(shots, 100);
  });

  it('reads a state with qubit 0 at the right and leaves out what cannot be measured', () => {
    const amplitudes = [
      [0, 0],
      [0.6, 0],
      [0, 0.8],
      [0, 0],
    ] as const;
    const { outcomes } = stateDistribution({ kind: 'state', qubits: 2, amplitudes });
    assert.deepEqual(
      outcomes.map(({ key }) => key),
      ['01', '10'],
    );
    assert.ok(Math.abs((outcomes[1]?.probability ?? 0) - 0.64) < 1e-12);
  });

  it('says how much of a large state its summary leaves out', () => {
    const { omitted } = stateDistribution({
      kind: 'state',
      qubits: 20,
      summary: { amplitudes: 2 ** 20, largest: [{ index: '0'.repeat(20), probability: 0.75 }] },
    });
    assert.deepEqual(omitted, { outcomes: 2 ** 20 - 1, probability: 0.25 });
  });
});
