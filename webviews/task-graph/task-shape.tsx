import type { TaskNode, TaskState, TaskView } from '../../server/protocol/index.ts';
import { clip, shorten } from '../ui/format.ts';
import { stateIcons } from '../ui/status.ts';
import type { Box } from './layout.ts';
import { resultText, stateText } from './task-words.ts';

interface TaskShapeProperties {
  readonly node: TaskNode;
  readonly box: Box;
  readonly task: TaskView | undefined;
  readonly label: string;
  /** Whether the Tab key reaches it; the arrows reach the others. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onKey: (key: string) => boolean;
}

/** How many characters of a name and of a smaller line fit. */
const nameLength = 22;
const lineLength = 30;

/** A task: its state as shape and word, its name, what it does, how far it is, what came out. */
export function TaskShape({
  node,
  box,
  task,
  label,
  reachable,
  onFocus,
  onOpen,
  onKey,
}: TaskShapeProperties) {
  const { x, y, width, height } = box;
  const state = task?.state;
  return (
    <g
      class={`task ${state === undefined ? 'task-plain' : `task-${state}`}`}
      transform={`translate(${x} ${y})`}
      role="button"
      data-task={node.name}
      data-state={state}
      tabindex={reachable ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onOpen();
        else if (!onKey(event.key)) return;
        event.preventDefault();
      }}
    >
      {/* The title is the button's name and says in full what may be cut short below. */}
      <title>{label}</title>
      <g aria-hidden="true">
        <rect class="task-box" width={width} height={height} rx="5" />
        {state !== undefined && <TaskIcon state={state} fraction={task?.fraction} />}
        <text class="task-name" x={state === undefined ? 14 : 40} y="25">
          {shorten(node.name, nameLength)}
        </text>
        <text class="task-line" x="14" y="46">
          {clip(node.detail === '' ? node.call : `${node.call} · ${node.detail}`, lineLength)}
        </text>
        {task !== undefined && <Status task={task} />}
        {task?.state === 'running' && <ProgressLine task={task} width={width} height={height} />}
      </g>
    </g>
  );
}

/** How far it is, and what came out. */
function Status({ task }: { readonly task: TaskView }) {
  return (
    <>
      <text class="task-state" x="14" y="65">
        {stateText(task)}
      </text>
      {task.result !== undefined && (
        <text class="task-result" x="14" y="84">
          {resultText(task.result)}
        </text>
      )}
    </>
  );
}

interface TaskIconProperties {
  readonly state: TaskState;
  readonly fraction: number | undefined;
}

const radius = 8;
const circumference = 2 * Math.PI * radius;

/** The state's shape; a running task has a ring that fills, or turns while nobody knows how far it is. */
function TaskIcon({ state, fraction }: TaskIconProperties) {
  if (state !== 'running')
    return <path class="task-icon" transform="translate(14 12)" d={stateIcons[state]} />;
  const drawn = circumference * (fraction ?? 0.25);
  return (
    <g transform="translate(23 20)">
      <circle class="ring-track" r={radius} />
      <circle
        class={fraction === undefined ? 'ring ring-turning' : 'ring'}
        r={radius}
        transform="rotate(-90)"
        stroke-dasharray={`${drawn} ${circumference - drawn}`}
      />
    </g>
  );
}

function ProgressLine({
  task,
  width,
  height,
}: {
  readonly task: TaskView;
  readonly width: number;
  readonly height: number;
}) {
  if (task.fraction === undefined) return null;
  return <rect class="progress-line" x="1" y={height - 4} width={(width - 2) * task.fraction} height="3" />;
}
