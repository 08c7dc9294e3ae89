import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { samples } from '../preview/samples.ts';
import { decodeState, decodeToPanel } from './decode.ts';

describe('messages of the editor', () => {
  it('are understood', () => {
    for (const messages of Object.values(samples))
      for (const message of Object.values(messages)) assert.equal(decodeToPanel(message), message);
  });

  it('are refused when they are of no kind or of the wrong shape', () => {
    for (const message of [
      null,
      7,
      {},
      { kind: 'dance' },
      { kind: 'empty' },
      { kind: 'run', run: { runId: '1' } },
      { kind: 'graph', file: 'a', graph: { nodes: [] } },
    ])
      assert.equal(decodeToPanel(message), undefined, JSON.stringify(message));
  });
});

describe('the state of a page', () => {
  it('is read by the panel that kept it only', () => {
    const shown = samples.histogram['completed'];
    assert.deepEqual(decodeState({ panel: 'histogram', shown }, 'histogram'), { panel: 'histogram', shown });
    assert.equal(decodeState({ panel: 'histogram', shown }, 'task-graph'), undefined);
    assert.equal(
      decodeState({ panel: 'histogram', shown: samples.histogram['empty'] }, 'histogram'),
      undefined,
    );
  });
});
