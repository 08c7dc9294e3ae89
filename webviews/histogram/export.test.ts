import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunView } from '../../server/protocol/index.ts';
import { toCsv, toJson } from './export.ts';
import { samplesDistribution } from './distribution.ts';
import { summarise } from './summary.ts';

describe('export', () => {
  it('writes sampled outcomes with counts and intervals', () => {
    const probabilities = { '00': 0.25, '11': 0.75 };
    const csv = toCsv({ kind: 'samples', counts: { '00': 1, '11': 3 }, probabilities });
    const [header, first] = csv.split('\n');
    assert.equal(header, 'outcome,count,probability,low95,high95');
    assert.match(first ?? '', /^00,1,0\.25,0\.0\d+,0\.\d+$/);
  });

  it('says what is missing', () => {
    const csv = toCsv({
      kind: 'samples',
      probabilities: { '0 1': 0.5 },
      omitted: { outcomes: 7, probability: 0.5 },
    });
    assert.equal(csv, 'outcome,probability\n0 1,0.5\n7 other outcomes,0.5\n');
  });

  it('writes amplitudes', () => {
    const csv = toCsv({
      kind: 'state',
      qubits: 1,
      amplitudes: [
        [1, 0],
        [0, 0],
      ],
    });
    assert.equal(csv, 'state,re,im,probability\n0,1,0,1\n1,0,0,0\n');
  });

  it('writes estimates', () => {
    assert.equal(toCsv({ kind: 'estimate', value: -1, stderr: 0.5 }), 'value,stderr\n-1,0.5\n');
  });

  it('writes the variance of an estimate that has one', () => {
    const csv = toCsv({ kind: 'estimate', value: -1, stderr: 0, variance: 0.25 });
    assert.equal(csv, 'value,stderr,variance\n-1,0,0.25\n');
  });

  it('writes what a model predicts a line for each sample, however many', () => {
    const values = Array.from({ length: 20 }, (_, place) => place % 2);
    const scores = values.map((value) => [value, 0.5]);
    const lines = toCsv({ kind: 'value', value: { loss: 0.1234567891, values, scores } }).split('\n');
    assert.equal(lines.length, 22);
    assert.deepEqual(lines.slice(0, 3), [
      'index,loss,values,scores',
      '0,0.1234567891,0,"[0, 0.5]"',
      '1,0.1234567891,1,"[1, 0.5]"',
    ]);
  });

  it('writes the sector of each iteration of a molecule', () => {
    const iteration = {
      iteration: 1,
      value: -1,
      step: 0.5,
      best: -1,
      sector: { particles: 2, spinSquared: 0 },
    };
    const counts = { evaluations: 3, gradients: 2, iterations: 1, stopped: 'converged' } as const;
    const found = { value: -1, stderr: 0, optimizer: 'bfgs', names: ['a'], parameters: [0.5], ...counts };
    const { sector, ...plain } = iteration;
    assert.equal(
      toCsv({ kind: 'minimum', ...found, history: [iteration], sector }),
      'iteration,value,stderr,change,step,best,particles,spin_squared\n1,-1,,,0.5,-1,2,0\n',
    );
    assert.equal(
      toCsv({ kind: 'minimum', ...found, history: [plain] }),
      'iteration,value,stderr,change,step,best\n1,-1,,,0.5,-1\n',
    );
  });

  it('writes a derivative a line, names with commas quoted', () => {
    const derivatives = [
      { name: 'shared', value: 0.5, stderr: 0.01 },
      { name: 'theta[0, 1]', value: -2, stderr: 0 },
    ];
    const csv = toCsv({ kind: 'gradient', value: 1, stderr: 0, rule: 'adjoint', derivatives });
    assert.equal(csv, 'parameter,derivative,stderr\nshared,0.5,0.01\n"theta[0, 1]",-2,0\n');
  });

  it('writes a run as the documented JSON', () => {
    const run: RunView = {
      runId: '1',
      uri: 'file:///bell.qflow',
      file: 'bell.qflow',
      target: { kind: 'circuit', name: 'bell' },
      backend: 'simulator',
      method: 'statevector',
      seed: 7,
      shots: 0,
      status: 'completed',
      graph: { workflow: 'bell', nodes: [], edges: [] },
      tasks: {
        bell: { state: 'completed', duration: 2, result: { kind: 'estimate', value: 1, stderr: 0 } },
      },
      diagnostics: [],
      started: '2026-01-01T00:00:00.000Z',
      total: 3,
    };
    const document = JSON.parse(toJson(run)) as Record<string, unknown>;
    assert.equal(document['schema'], 'qflow.run/1');
    assert.deepEqual(document['results'], { bell: { kind: 'estimate', value: 1, stderr: 0 } });
    assert.deepEqual(document['timing'], { started: run.started, total: 3, tasks: { bell: 2 } });
  });
});

describe('summary', () => {
  it('names the most frequent outcomes', () => {
    const distribution = samplesDistribution({
      kind: 'samples',
      counts: { '00': 3, '11': 1 },
      probabilities: { '00': 0.75, '11': 0.25 },
    });
    assert.equal(
      summarise(distribution),
      '2 outcomes, from 4 shots. Most frequent: 00 with 75 %, then 11 with 25 %.',
    );
  });

  it('has a sentence for one outcome and for none', () => {
    assert.match(
      summarise(samplesDistribution({ kind: 'samples', probabilities: { '1': 1 } })),
      /^One outcome/,
    );
    assert.equal(summarise(samplesDistribution({ kind: 'samples', probabilities: {} })), 'No outcomes.');
  });
});
