import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyse, parse } from '../index.ts';
import { taskGraph } from './task-graph.ts';

function edgesOf(text: string): readonly string[] {
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///w.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  assert.deepEqual(model.diagnostics, []);
  return (taskGraph(model)?.edges ?? []).map(({ from, to }) => `${from} → ${to}`);
}

describe('the edges of a task graph', () => {
  it('are what a task names, by way of aliases too, and what it comes after', () => {
    const edges = edgesOf(`
circuit coin(float t) { qubit q; ry(t) q; }
workflow w {
  task first = sample(coin(0.5), shots: 10);
  let share = first.probabilities["1"];
  @after(last)
  task second = simulate(coin(share));
  task last = simulate(coin(1.5));
}`);
    assert.deepEqual(edges, ['first → second', 'last → second']);
  });
});
