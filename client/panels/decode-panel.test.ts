import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeFromPanel, decodePanelState } from './decode-panel.ts';

const graph = {
  workflow: 'w',
  nodes: [{ name: 'a', call: 'sample', detail: '', span: { start: 0, end: 1 } }],
  edges: [],
};

describe('messages of panels', () => {
  it('are understood', () => {
    for (const message of [
      { kind: 'ready' },
      { kind: 'rerun' },
      { kind: 'cancel' },
      { kind: 'reveal', task: 'a' },
      { kind: 'revealDiagnostic', index: 0 },
      { kind: 'save', format: 'csv', name: 'a', text: 'x' },
    ])
      assert.deepEqual(decodeFromPanel(message), message);
  });

  it('are refused when they are of no kind or of the wrong shape', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      {},
      { kind: 'run' },
      { kind: 'reveal' },
      { kind: 'reveal', task: 3 },
      { kind: 'revealDiagnostic', index: '0' },
      { kind: 'save', format: 'exe', name: 'a', text: 'x' },
      { kind: 'save', format: 'csv', name: 'a' },
    ])
      assert.equal(decodeFromPanel(message), undefined, JSON.stringify(message));
  });
});

describe('the state that a panel keeps', () => {
  const shown = { kind: 'graph', uri: 'file:///a.qflow', file: 'a.qflow', graph };

  it('is read again where it is a table of targets, and refused where a row is none', () => {
    const row = { device: 'ibm_fez', title: 'IBM Fez', fits: true, reasons: [], source: 'IBM' };
    const table = { uri: 'file:///a.qflow', circuit: 'bell', qubits: 2, shots: 100, rows: [row] };
    const state = { panel: 'targets', shown: { kind: 'targets', table } };
    assert.deepEqual(decodePanelState(state, 'targets')?.shown, state.shown);
    const broken = { ...table, rows: [{ ...row, fits: 'yes' }] };
    assert.equal(
      decodePanelState({ ...state, shown: { kind: 'targets', table: broken } }, 'targets'),
      undefined,
    );
  });

  it('is read again', () => {
    assert.deepEqual(
      decodePanelState({ panel: 'task-graph', shown, choices: {} }, 'task-graph')?.shown,
      shown,
    );
  });

  it('is refused for another panel or of another shape', () => {
    assert.equal(decodePanelState({ panel: 'task-graph', shown }, 'histogram'), undefined);
    assert.equal(decodePanelState(undefined, 'histogram'), undefined);
    assert.equal(
      decodePanelState({ panel: 'histogram', shown: { kind: 'run', run: {} } }, 'histogram'),
      undefined,
    );
    const broken = { ...shown, graph: { ...graph, nodes: [{ name: 'a' }] } };
    assert.equal(decodePanelState({ panel: 'task-graph', shown: broken }, 'task-graph'), undefined);
  });
});
