import type { RunView } from '../../server/protocol/index.ts';
import type { GraphLayout, PlacedEdge } from './layout.ts';

interface EdgesProperties {
  readonly layout: GraphLayout;
  readonly tasks: RunView['tasks'];
}

/** The arrows from tasks to what needs them; the ones into a running task move. */
export function Edges({ layout, tasks }: EdgesProperties) {
  return (
    <g class="edges" aria-hidden="true">
      {layout.edges.map((edge) => (
        <g key={`${edge.from} ${edge.to}`} class={`edge ${edgeClass(edge, tasks)}`}>
          <path class="edge-line" d={edge.path} />
          <path class="edge-head" d={head(edge, layout.direction)} />
        </g>
      ))}
    </g>
  );
}

function edgeClass({ from, to }: PlacedEdge, tasks: RunView['tasks']): string {
  if (tasks[to]?.state === 'running') return 'edge-active';
  return tasks[from]?.state === 'completed' ? 'edge-done' : 'edge-idle';
}

function head({ end: { x, y } }: PlacedEdge, direction: GraphLayout['direction']): string {
  return direction === 'right' ? `M${x} ${y}l-8 -4.500v9Z` : `M${x} ${y}l-4.500 -8h9Z`;
}
