import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskGraph } from '../../protocol/index.ts';
import { dotGraph } from './dot.ts';
import { mermaidGraph } from './mermaid.ts';

const span = { start: 0, end: 0 };
const graph: TaskGraph = {
  workflow: 'compare',
  nodes: [
    { name: 'end', call: 'estimate', detail: 'bell · <Z "0">', span },
    { name: 'pairs', call: 'sample', detail: '', span },
  ],
  edges: [{ from: 'end', to: 'pairs' }],
};

describe('a task graph', () => {
  it('is a Mermaid flowchart, whatever the tasks are called', () => {
    assert.equal(
      mermaidGraph(graph),
      `flowchart LR
  task1["<b>end</b><br/>estimate<br/>bell · #lt;Z #quot;0#quot;#gt;"]
  task2["<b>pairs</b><br/>sample"]
  task1 --> task2
`,
    );
  });

  it('is a graph of Graphviz', () => {
    assert.equal(
      dotGraph(graph),
      `digraph "compare" {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="sans-serif"];
  "end" [label="end\\nestimate\\nbell · <Z \\"0\\">"];
  "pairs" [label="pairs\\nsample"];
  "end" -> "pairs";
}
`,
    );
  });
});
