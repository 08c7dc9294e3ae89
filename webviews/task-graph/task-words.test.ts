import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeTask, resultText, stateText } from './task-words.ts';

describe('a task in words', () => {
  it('tells how far it is and how long it took', () => {
    assert.equal(stateText({ state: 'running', fraction: 0.437 }), 'running 43 %');
    assert.equal(stateText({ state: 'running' }), 'running');
    assert.equal(stateText({ state: 'completed', duration: 1200 }), 'completed in 1.2 s');
    assert.equal(stateText({ state: 'skipped' }), 'skipped');
    const cache = { isCached: true, reason: 'cached: from run 1' };
    assert.equal(stateText({ state: 'completed', duration: 2, cache }), 'completed, cached');
    assert.equal(stateText({ state: 'waiting', cache }), 'cached');
  });

  it('tells the most telling part of a result', () => {
    assert.equal(resultText({ kind: 'estimate', value: -1.137, stderr: 0.0021 }), '-1.1370 ± 0.0021');
    const gradient = { kind: 'gradient', value: -1.5, stderr: 0, rule: 'adjoint', derivatives: [] } as const;
    assert.equal(resultText(gradient), '-1.5');
    assert.equal(resultText({ kind: 'samples', probabilities: { '00': 0.4, '11': 0.6 } }), '11 60 %');
    assert.equal(resultText({ kind: 'samples', probabilities: {} }), 'no outcomes');
    assert.equal(resultText({ kind: 'state', qubits: 3 }), '3 qubits');
  });

  it('tells everything', () => {
    const node = { name: 'energy', call: 'estimate', detail: 'ansatz', span: { start: 0, end: 0 } };
    assert.equal(
      describeTask(node, { state: 'failed', message: 'No value.' }, ['vqe']),
      'energy, estimate ansatz, failed, No value., needs vqe',
    );
    assert.equal(describeTask(node, undefined, []), 'energy, estimate ansatz');
  });
});
