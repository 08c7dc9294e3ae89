import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { RunView, TaskGraph } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { saveDrawing } from '../ui/save-drawing.ts';
import { Button, Select } from '../ui/kit.ts';
import { useChoice } from '../ui/use-choice.ts';
import { Edges } from './edges.tsx';
import { type GraphLayout, type Size, type TaskSize, bestLayout, layoutGraph } from './layout.ts';
import { neighbour } from './navigate.ts';
import { TaskShape } from './task-shape.tsx';
import { needsOf } from './task-table.tsx';
import { describeTask } from './task-words.ts';
import { useViewport } from './use-viewport.ts';
import { t } from '../ui/words.ts';

interface GraphViewProperties {
  readonly graph: TaskGraph;
  readonly tasks: RunView['tasks'];
  /** Whether single tasks may run again: the run has ended. */
  readonly isRerunnable: boolean;
  /** What else belongs into the row of controls. */
  readonly tools: ComponentChildren;
}

/** Below this scale tasks are drawn as blocks. */
const far = 0.25;

const directions = [
  { value: 'auto', text: t('Automatic layout') },
  { value: 'right', text: t('Left to right') },
  { value: 'down', text: t('Top down') },
] as const;

/** The graph as a drawing that can be moved, zoomed and walked through with the keyboard. */
export function GraphView({ graph, tasks, isRerunnable, tools }: GraphViewProperties) {
  const frame = useRef<HTMLDivElement>(null);
  const [direction, setDirection] = useChoice('direction', ['auto', 'right', 'down']);
  const [focused, setFocused] = useState<string>();
  const [size, setSize] = useState({ width: 640, height: 480 });
  const taskSize = Object.keys(tasks).length === 0 ? 'declared' : 'run';
  const layout = useLayout(graph, direction, size, taskSize);
  const { viewport, zoom, fitAll, show, handlers } = useViewport(
    frame,
    layout,
    attention(graph, tasks),
    size,
    setSize,
  );
  const home = graph.nodes.some(({ name }) => name === focused) ? focused : graph.nodes[0]?.name;
  const focus = (name: string) => {
    const placed = layout.tasks.find(({ node }) => node.name === name);
    if (placed === undefined) return;
    show(placed.box);
    frame.current?.querySelector<SVGElement>(`[data-task="${CSS.escape(name)}"]`)?.focus();
  };
  return (
    <div class="graph-area">
      <div class="toolbar" role="group" aria-label={t('Appearance')}>
        {tools}
        <Select
          labelHidden
          label={t('Direction')}
          value={direction}
          options={directions}
          onChange={setDirection}
        />
        <div class="segmented" role="group" aria-label={t('Zoom')}>
          <Button label={t('Zoom out')} onClick={() => zoom(1 / 1.25)}>
            −
          </Button>
          <Button label={t('Zoom in')} onClick={() => zoom(1.25)}>
            +
          </Button>
          <Button label={t('Fit the whole graph')} onClick={fitAll}>
            {t('Fit')}
          </Button>
        </div>
        {isRerunnable && <RerunButtons task={focused === undefined ? undefined : home} />}
        <Button label={t('Save as SVG')} onClick={() => saveDrawing(graph.workflow)}>
          SVG
        </Button>
      </div>
      <div ref={frame} class="graph-frame" {...handlers}>
        <svg
          class={viewport.scale < far ? 'drawing drawing-far' : 'drawing'}
          role="group"
          aria-label={t('Task graph of {0}', graph.workflow)}
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
        >
          <g transform={`translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`}>
            <Edges layout={layout} tasks={tasks} />
            {layout.tasks.map(({ node, box }) => (
              <TaskShape
                key={node.name}
                node={node}
                box={box}
                task={tasks[node.name]}
                label={describeTask(node, tasks[node.name], needsOf(graph, node.name))}
                reachable={node.name === home}
                onFocus={() => setFocused(node.name)}
                onOpen={() => post({ kind: 'reveal', task: node.name })}
                onKey={(key) => {
                  const next = neighbour(layout, node.name, key);
                  if (next !== undefined) focus(next);
                  return next !== undefined;
                }}
              />
            ))}
          </g>
        </svg>
      </div>
    </div>
  );
}

/** Run the task that was chosen last again, alone or with all that depend on it. */
function RerunButtons({ task }: { readonly task: string | undefined }) {
  const rerun = (scope: 'task' | 'from') => () => {
    if (task !== undefined) post({ kind: 'rerunTask', task, scope });
  };
  const isOpen = task !== undefined;
  return (
    <div class="segmented" role="group" aria-label={t('Run again')}>
      <Button
        disabled={!isOpen}
        onClick={rerun('task')}
        {...(isOpen ? { label: t('Run task {0}', task) } : {})}
      >
        {t('Run task')}
      </Button>
      <Button
        disabled={!isOpen}
        onClick={rerun('from')}
        {...(isOpen ? { label: t('Run from here: {0} and all that depends on it', task) } : {})}
      >
        {t('Run from here')}
      </Button>
    </div>
  );
}

/** The task to look at when the whole graph is too large to read: the first one that runs, else the first one. */
function attention({ nodes }: TaskGraph, tasks: RunView['tasks']): string | undefined {
  return (nodes.find(({ name }) => tasks[name]?.state === 'running') ?? nodes[0])?.name;
}

/** The layout, kept while the run moves on: only another shape of the graph is laid out anew. */
function useLayout(
  graph: TaskGraph,
  direction: 'auto' | 'right' | 'down',
  size: Size,
  taskSize: TaskSize,
): GraphLayout {
  const shape = JSON.stringify([graph.nodes, graph.edges]);
  return useMemo(
    () =>
      direction === 'auto' ? bestLayout(graph, size, taskSize) : layoutGraph(graph, direction, taskSize),
    [
      shape,
      direction,
      taskSize,
      direction === 'auto' ? size.width : 0,
      direction === 'auto' ? size.height : 0,
    ],
  );
}
