import type {
  CacheNote,
  RunEvent,
  RunRequest,
  RunView,
  TaskState,
  TaskView,
} from '../../../server/protocol/index.ts';

/** A run that was just asked for: what panels show until the run host tells more. */
export function openRun(request: RunRequest, started: string): RunView {
  return {
    runId: request.runId,
    uri: request.uri,
    file: request.file,
    target: request.target ?? { kind: 'circuit', name: '' },
    backend: request.backend ?? '',
    method: '',
    seed: request.seed ?? 0,
    shots: request.shots ?? 0,
    status: 'running',
    graph: { workflow: request.target?.name ?? '', nodes: [], edges: [] },
    tasks: {},
    diagnostics: [],
    started,
  };
}

/** The run after one more event; events of other runs must not come here. */
export function applyEvent(view: RunView, event: RunEvent): RunView {
  switch (event.kind) {
    case 'started':
      return announce(view, event);
    case 'graph':
      return unfold(view, event);
    case 'paused':
      return { ...view, isPaused: event.isPaused };
    case 'checkpoint':
    case 'log':
    case 'metrics':
    case 'coverage':
      return view;
    case 'cache':
      return event.notes.reduce(withNote, view);
    case 'forecast':
      return withTask(view, event.task, { forecast: event.summary });
    case 'task':
      return enterState(view, event);
    case 'progress':
      return withTask(view, event.task, { fraction: Math.min(1, Math.max(0, event.fraction)) });
    case 'iteration':
      return withIteration(view, event);
    case 'result':
      return withResult(view, event);
    case 'diagnostics':
      return { ...view, diagnostics: [...view.diagnostics, ...event.diagnostics] };
    case 'finished':
      return finish(view, event);
  }
}

function announce(view: RunView, event: Extract<RunEvent, { kind: 'started' }>): RunView {
  const { target, backend, seed, shots, graph } = event;
  const tasks = Object.fromEntries(
    graph.nodes.map(({ name }): [string, TaskView] => [name, { state: 'waiting' }]),
  );
  return { ...view, target, backend, seed, shots, graph, tasks };
}

/** What is still there keeps what is known of it. */
function unfold(view: RunView, { graph }: Extract<RunEvent, { kind: 'graph' }>): RunView {
  const tasks = graph.nodes.map(({ name }): [string, TaskView] => [
    name,
    view.tasks[name] ?? { state: 'waiting' },
  ]);
  return { ...view, graph, tasks: Object.fromEntries(tasks) };
}

function enterState(view: RunView, event: Extract<RunEvent, { kind: 'task' }>): RunView {
  const { fraction: _finished, ...rest } = view.tasks[event.task] ?? { state: 'waiting' };
  const task: TaskView = {
    ...rest,
    state: event.state,
    ...(event.duration === undefined ? {} : { duration: event.duration }),
    ...(event.message === undefined ? {} : { message: event.message }),
  };
  return { ...view, tasks: { ...view.tasks, [event.task]: task } };
}

function withNote(view: RunView, { task, isCached, reason }: CacheNote): RunView {
  const known: TaskView = view.tasks[task] ?? { state: 'waiting' };
  return { ...view, tasks: { ...view.tasks, [task]: { ...known, cache: { isCached, reason } } } };
}

/** How many iterations panels follow while a search goes on; its result has all of them. */
const followedIterations = 2000;

function withIteration(
  view: RunView,
  { task, iteration }: Extract<RunEvent, { kind: 'iteration' }>,
): RunView {
  const known = view.tasks[task]?.iterations ?? [];
  return withTask(view, task, { iterations: [...known, iteration].slice(-followedIterations) });
}

/** The result has the iterations, so that they are not kept twice. */
function withResult(view: RunView, { task, result }: Extract<RunEvent, { kind: 'result' }>): RunView {
  const { iterations: _followed, ...rest } = view.tasks[task] ?? { state: 'running' };
  return { ...view, tasks: { ...view.tasks, [task]: { ...rest, result } } };
}

function withTask(view: RunView, name: string, change: Partial<TaskView>): RunView {
  const task: TaskView = { state: 'running', ...view.tasks[name], ...change };
  return { ...view, tasks: { ...view.tasks, [name]: task } };
}

function finish(view: RunView, { document }: Extract<RunEvent, { kind: 'finished' }>): RunView {
  const { status, backend, method, truncation, seed, shots, timing, name } = document;
  const unfinished: TaskState = status === 'cancelled' ? 'cancelled' : 'skipped';
  const tasks = settleAll(view, unfinished);
  const target = view.target.name === '' ? { ...view.target, name } : view.target;
  const left = truncation !== undefined && { truncation };
  const { isPaused: _over, ...rest } = view;
  return { ...rest, target, status, backend, method, ...left, seed, shots, tasks, total: timing.total };
}

/** A run that the editor lost sight of, because its window was closed while it went on. */
export function interrupted(view: RunView): RunView {
  if (view.status !== 'running') return view;
  return { ...view, status: 'cancelled', tasks: settleAll(view, 'cancelled') };
}

function settleAll(view: RunView, unfinished: TaskState): RunView['tasks'] {
  return Object.fromEntries(
    Object.entries(view.tasks).map(([task, entry]) => [task, settle(entry, unfinished)]),
  );
}

/** No task of a finished run goes on: one that was running ended with the run, one that waited never began. */
function settle(task: TaskView, unfinished: TaskState): TaskView {
  if (task.state !== 'running' && task.state !== 'waiting') return task;
  const { fraction: _finished, ...rest } = task;
  const failed = task.state === 'running' && unfinished === 'skipped';
  return { ...rest, state: failed ? 'failed' : unfinished };
}
