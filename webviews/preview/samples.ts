/** What panels are looked at with: every state of a run, and results of every size. Messages as the editor sends them. */
import type {
  CompilationView,
  PanelKind,
  IterationResult,
  PlacedDiagnostic,
  Result,
  RunView,
  SamplesResult,
  TableResult,
  TaskGraph,
  TaskView,
  ToPanel,
} from '../../server/protocol/index.ts';

const span = { start: 0, end: 4 };

/** Counts that look measured: a fixed quadratic residue sequence stands in for chance. */
function sampled(keys: readonly string[], weights: readonly number[], shots: number): SamplesResult {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts: Record<string, number> = {};
  let left = shots;
  for (const [index, key] of keys.entries()) {
    const wobble = 1 + 0.08 * Math.sin(index * index * 1.7 + 0.5);
    const count = Math.min(left, Math.round((shots * (weights[index] ?? 0) * wobble) / total));
    if (count > 0) counts[key] = count;
    left -= count;
  }
  const present = shots - left;
  const probabilities = Object.fromEntries(
    Object.entries(counts).map(([key, count]) => [key, count / present]),
  );
  return { kind: 'samples', counts, probabilities };
}

function keys(count: number, bits: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => index.toString(2).padStart(bits, '0'));
}

function run(
  name: string,
  tasks: Readonly<Record<string, TaskView>>,
  change: Partial<RunView> = {},
): ToPanel {
  const nodes = Object.keys(tasks).map((task) => ({ name: task, call: 'sample', detail: '', span }));
  const view: RunView = {
    runId: name,
    uri: `file:///samples/${name}.qflow`,
    file: `samples/${name}.qflow`,
    target: { kind: 'circuit', name },
    backend: 'simulator',
    method: 'statevector',
    seed: 7,
    shots: 4096,
    status: 'completed',
    graph: { workflow: name, nodes, edges: [] },
    tasks,
    diagnostics: [],
    started: '2026-11-21T10:00:00.000Z',
    ...(change.status === 'running' ? {} : { total: 12.4 }),
    ...change,
  };
  return { kind: 'run', run: view };
}

function single(name: string, result: Result, change: Partial<RunView> = {}): ToPanel {
  return run(name, { [name]: { state: 'completed', duration: 3.1, result } }, change);
}

const bell = sampled(['00', '01', '10', '11'], [0.49, 0.012, 0.008, 0.49], 4096);
const eight = sampled(
  keys(256, 8),
  keys(256, 8).map((_, index) => Math.exp(-(((index - 128) / 40) ** 2)) + 0.02),
  8192,
);
const huge = sampled(
  keys(4096, 12),
  keys(4096, 12).map((_, index) => 1 + (index % 97 === 0 ? 30 : 0) + (index % 7)),
  100_000,
);
const long = sampled(
  [...Array(14).keys()].map(
    (index) =>
      `${(2 ** 44 * (index + 1) * 37).toString(2).padStart(60, '0')} ${(index * 5).toString(2).padStart(6, '0')}`,
  ),
  [20, 3, 1, 8, 2, 2, 11, 1, 5, 1, 1, 4, 2, 1],
  2000,
);

const fault: PlacedDiagnostic = {
  code: 'QF3001',
  severity: 'error',
  message: 'Qubit q[1] is used twice in one gate.',
  help: 'Give the gate two different qubits.',
  file: 'samples/bell.qflow',
  line: 4,
  column: 9,
  endLine: 4,
  endColumn: 13,
};

const workflow: TaskGraph = {
  workflow: 'ground_state',
  nodes: [
    { name: 'pairs', call: 'sample', detail: 'bell · 4,096 shots', span },
    { name: 'vqe', call: 'estimate', detail: 'ansatz · h2', span },
    { name: 'angles', call: 'simulate', detail: 'ansatz', span },
    { name: 'energy', call: 'estimate', detail: 'ansatz(vqe) · 10,000 shots', span },
    {
      name: 'correction_of_readout_errors',
      call: 'sample',
      detail: 'calibration circuit with a long name',
      span,
    },
    { name: 'report', call: 'estimate', detail: 'ansatz · zz', span },
  ],
  edges: [
    { from: 'vqe', to: 'energy' },
    { from: 'angles', to: 'energy' },
    { from: 'pairs', to: 'correction_of_readout_errors' },
    { from: 'energy', to: 'report' },
    { from: 'correction_of_readout_errors', to: 'report' },
  ],
};

const target = { kind: 'workflow', name: 'ground_state' } as const;

const halfway: Readonly<Record<string, TaskView>> = {
  pairs: { state: 'completed', duration: 41, result: bell },
  vqe: { state: 'completed', duration: 1840, result: { kind: 'estimate', value: -1.13702, stderr: 0.0021 } },
  angles: { state: 'completed', duration: 2.2, result: { kind: 'state', qubits: 4, amplitudes: [[1, 0]] } },
  energy: { state: 'running', fraction: 0.43, forecast: '16 qubits, 1 MiB of memory' },
  correction_of_readout_errors: { state: 'running' },
  report: { state: 'waiting' },
};

const failedTasks: Readonly<Record<string, TaskView>> = {
  ...halfway,
  energy: { state: 'failed', duration: 12, message: fault.message },
  correction_of_readout_errors: { state: 'completed', duration: 77, result: bell },
  report: { state: 'skipped', message: 'energy has no result' },
};

const cached = { isCached: true, reason: 'cached: from run 4feae667 of 2026-11-21 14:02' } as const;

/** A second run: most of it is answered by the first. */
const known = { isCached: true, reason: 'cached: the same run was done before' } as const;

const cachedTasks: Readonly<Record<string, TaskView>> = {
  pairs: { state: 'completed', duration: 1, result: bell, cache: cached },
  vqe: {
    state: 'completed',
    duration: 1840,
    result: { kind: 'estimate', value: -1.13702, stderr: 0.0021 },
    cache: { isCached: false, reason: 'runs: input bond_length 0.735 → 0.75' },
  },
  angles: {
    state: 'completed',
    duration: 1,
    result: { kind: 'state', qubits: 4, amplitudes: [[1, 0]] },
    cache: cached,
  },
  energy: {
    state: 'completed',
    duration: 900,
    result: { kind: 'estimate', value: -1.1368, stderr: 0.0009 },
    cache: { isCached: false, reason: 'runs: result vqe changed' },
  },
  correction_of_readout_errors: { state: 'completed', duration: 1, result: bell, cache: cached },
  report: {
    state: 'completed',
    duration: 12,
    result: { kind: 'estimate', value: 0.9987, stderr: 0 },
    cache: { isCached: false, reason: 'runs: result energy changed' },
  },
};

const many: TaskGraph = {
  workflow: 'sweep',
  nodes: Array.from({ length: 200 }, (_, index) => ({
    name: `task_${index}`,
    call: 'estimate',
    detail: `ansatz · point ${index}`,
    span,
  })),
  edges: Array.from({ length: 199 }, (_, index) => ({
    from: `task_${Math.floor(index / 4)}`,
    to: `task_${index + 1}`,
  })),
};

const root = Math.SQRT1_2;

/** A search whose values fall and jump a little. */
const search: readonly IterationResult[] = Array.from({ length: 60 }, (_, place) => {
  const level = (count: number) => -1.857 + 0.9 * Math.exp(-count / 12);
  const value = level(place) + 0.05 * Math.sin(7 * place) * Math.exp(-place / 20);
  return {
    iteration: place + 1,
    value,
    stderr: 0.01,
    step: 0.3 * Math.exp(-place / 15),
    best: level(place) - 0.04,
  };
});

/** By panel and name. */
function tableOf(columns: TableResult['columns'], head: TableResult['head'], rows: number): TableResult {
  return { kind: 'table', columns, head, rows, digest: '' };
}

const scanColumns: TableResult['columns'] = [
  { name: 'angle', type: 'float' },
  { name: 'label', type: 'string' },
  { name: 'shots', type: 'int' },
  { name: 'converged', type: 'bool' },
];
const scanCells: TableResult['head'] = [
  [0.5, 'first angle', 1024, true],
  [1.5707963267948966, null, 4096, false],
  [
    -2.25e-7,
    'ein „langer“ Text, der über mehrere Spalten reichen könnte, wenn er nicht umbricht',
    null,
    true,
  ],
];
const wideColumns = keys(40, 6).map((_, index) => ({ name: `feature_${index}`, type: 'float' as const }));
const wideCells = keys(100, 7).map((_, row) => wideColumns.map((_column, at) => Math.sin(row * 40 + at)));

export const samples: Readonly<Record<PanelKind, Readonly<Record<string, ToPanel>>>> = {
  histogram: {
    empty: {
      kind: 'empty',
      message: 'Nothing has run yet. Choose Run above a circuit or a workflow, such as `circuit bell`.',
    },
    running: run(
      'bell',
      { bell: { state: 'running', fraction: 0.52, forecast: '2 qubits, 64 B of memory' } },
      { status: 'running', method: '' },
    ),
    starting: run('bell', {}, { status: 'running', method: '', backend: '' }),
    completed: single('bell', bell),
    medium: single('peak', eight, { shots: 8192 }),
    huge: single('noise', huge, { shots: 100_000, total: 5320 }),
    long: single('registers', long, { shots: 2000 }),
    one: single('flip', { kind: 'samples', probabilities: { '1': 1 } }, { shots: 0 }),
    exact: single(
      'w',
      { kind: 'samples', probabilities: { '001': 1 / 3, '010': 1 / 3, '100': 1 / 3 } },
      { shots: 0 },
    ),
    state: single(
      'state',
      {
        kind: 'state',
        qubits: 2,
        amplitudes: [
          [root, 0],
          [0, 0],
          [0, 0],
          [0, root],
        ],
      },
      { shots: 0 },
    ),
    searching: run(
      'electrons',
      { electrons: { state: 'running', iterations: search.slice(0, 25) } },
      { status: 'running' },
    ),
    minimum: single('electrons', {
      kind: 'minimum',
      value: -1.8563,
      stderr: 0.0042,
      optimizer: 'spsa',
      names: ['theta[0]', 'theta[1]'],
      parameters: [0.2235369, -1.2],
      evaluations: 171,
      gradients: 0,
      iterations: 60,
      stopped: 'iterations',
      history: search,
    }),
    prediction: single('answers', {
      kind: 'value',
      value: {
        values: [0, 0, 1, 1],
        confidences: [0.981, 0.743, 0.902, 0.5604],
        scores: [
          [1.9831, -1.9612],
          [0.5302, -0.5318],
          [-1.1047, 1.1152],
          [-0.1203, 0.1225],
        ],
        errors: [
          [0.0112, 0.0108],
          [0.0211, 0.0209],
          [0.0151, 0.0149],
          [0.0226, 0.0223],
        ],
      },
    }),
    evaluation: single('judged', {
      kind: 'value',
      value: { accuracy: 0.75, loss: 0.4128, stderr: 0.0073, values: [0, 0, 1, 1] },
    }),
    cached: run('bell', { bell: { state: 'completed', duration: 1, result: bell, cache: known } }),
    failed: run('bell', {}, { status: 'failed', diagnostics: [fault], method: '', backend: '' }),
    cancelled: run(
      'bell',
      { bell: { state: 'cancelled', duration: 830 } },
      { status: 'cancelled', method: '' },
    ),
    table: single('scan', tableOf(scanColumns, scanCells, scanCells.length), { shots: 0 }),
    'table-wide': single('features', tableOf(wideColumns, wideCells, 12_400_000), { shots: 0 }),
    'table-empty': single('none_left', tableOf(scanColumns, [], 0), { shots: 0 }),
    workflow: run('ground_state', halfway, { status: 'running', graph: workflow, target }),
  },
  'task-graph': {
    empty: { kind: 'empty', message: 'This file has no workflow. Declare one with `workflow name { ... }`.' },
    graph: { kind: 'graph', uri: 'file:///samples/h2.qflow', file: 'samples/h2.qflow', graph: workflow },
    running: run('h2', halfway, { status: 'running', graph: workflow, target }),
    completed: run(
      'h2',
      {
        ...failedTasks,
        energy: {
          state: 'completed',
          duration: 900,
          result: { kind: 'estimate', value: -1.1368, stderr: 0.0009 },
        },
        report: { state: 'completed', duration: 12, result: { kind: 'estimate', value: 0.9987, stderr: 0 } },
      },
      { graph: workflow, target, total: 2913 },
    ),
    paused: run('h2', halfway, { status: 'running', isPaused: true, graph: workflow, target }),
    cached: run('h2', cachedTasks, { graph: workflow, target, total: 912 }),
    failed: run('h2', failedTasks, { status: 'failed', graph: workflow, target, diagnostics: [fault] }),
    cancelled: run(
      'h2',
      {
        ...halfway,
        energy: { state: 'cancelled' },
        correction_of_readout_errors: { state: 'cancelled' },
        report: { state: 'cancelled' },
      },
      { status: 'cancelled', graph: workflow, target },
    ),
    single: run('bell', { bell: { state: 'completed', duration: 4, result: bell } }),
    many: { kind: 'graph', uri: 'file:///samples/sweep.qflow', file: 'samples/sweep.qflow', graph: many },
  },
  targets: {
    empty: { kind: 'empty', message: 'No targets yet. Name some in the file with `targets ibm_fez;`.' },
    table: {
      kind: 'targets',
      table: {
        uri: 'file:///samples/ghz.qflow',
        circuit: 'ghz',
        qubits: 41,
        shots: 1024,
        rows: [
          {
            device: 'ibm_fez',
            title: 'IBM Fez (Heron r2)',
            fits: true,
            reasons: [],
            success: 0.61,
            successParts: { gates: 0.83, readout: 0.78, idle: 0.94 },
            twoQubitGates: '40 cz',
            twoQubitCount: 40,
            depth: 96,
            swaps: 0,
            secondsPerShot: 6.2e-6,
            usageSeconds: 2.26,
            dollars: 3.62,
            priceNote: '2.26 s · $1.6; by secondary sources, 2026-11-21',
            source: 'medians, 2025-02-26',
          },
          {
            device: 'ionq_forte',
            title: 'IonQ Forte',
            fits: false,
            reasons: ['ionq_forte has 36 qubits; this circuit needs 41.'],
            source: 'characterisation, 2026-05-03',
          },
        ],
      },
    },
  },
  compilation: {
    empty: {
      kind: 'empty',
      message: 'This file has no circuit to compile. Declare one with `circuit name { ... }`.',
    },
    failing: {
      kind: 'empty',
      message: '`wide` was not compiled for iqm_garnet: The circuit uses 41 qubits, the target has 20.',
      choice: { device: 'iqm_garnet', level: 2, devices: ['iqm_garnet', 'ibm_fez'] },
    },
    small: { kind: 'compilation', view: compilationOf(3, 6) },
    huge: { kind: 'compilation', view: compilationOf(24, 10_000) },
    joined: {
      kind: 'compilation',
      view: { ...compilationOf(3, 6), device: 'ionq_forte', map: { qubits: 36, pairs: [] }, swaps: [] },
    },
  },
};

/** Compiled circuits as long as they are asked for, on a grid of 54 qubits. */
function compilationOf(qubits: number, gates: number): CompilationView {
  const [rows, columns] = [6, 9];
  const logical = Array.from({ length: gates }, (_, gate) => {
    const first = gate % qubits;
    const statement = { start: 40 + 12 * gate, end: 51 + 12 * gate };
    return gate % 2 === 0
      ? { text: 'cx', qubits: [first, (first + 1) % qubits], ...statement }
      : { text: 'ry(0.3)', qubits: [first], ...statement };
  });
  const native = logical.flatMap(({ qubits: on, start, end }) => [
    { text: 'rz(π/2)', qubits: [20 + (on[0] ?? 0)], start, end },
    ...(on.length === 2 ? [{ text: 'cz', qubits: on.map((qubit) => 20 + qubit), start, end }] : []),
  ]);
  const pairs = Array.from({ length: rows * columns }, (_, qubit) => [
    ...(qubit % columns < columns - 1 ? [{ a: qubit, b: qubit + 1 }] : []),
    ...(qubit + columns < rows * columns ? [{ a: qubit, b: qubit + columns }] : []),
  ]).flat();
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const swaps = Array.from({ length: Math.ceil(gates / 8) }, (_, swap) => ({
    qubits: [20 + (swap % 8), 21 + (swap % 8)] as const,
    serves: [21 + (swap % 8), 22 + (swap % 8)],
    text: `cx q[${swap % qubits}], q[${(swap + 2) % qubits}];`,
    start: 40 + 12 * swap,
    end: 51 + 12 * swap,
  }));
  const figure = (name: string, before: number, after: number) => ({
    name,
    before: before.toLocaleString('en'),
    after: after.toLocaleString('en'),
  });
  return {
    uri: 'file:///samples/compiled.qflow',
    circuit: 'compiled',
    device: 'lab_54',
    level: 2,
    devices: ['lab_54', 'ibm_fez', 'ionq_forte'],
    logical,
    native,
    qubits: all.map((qubit) => `q[${qubit}]`),
    starts: all.map((qubit) => 20 + qubit),
    ends: all.map((qubit) => 20 + ((qubit + 1) % qubits)),
    swaps,
    map: {
      qubits: rows * columns,
      pairs: pairs.map((pair, place) => ({ ...pair, error: 0.002 + 0.001 * ((place * 7) % 11) })),
    },
    figures: [
      figure('gates', logical.length, native.length),
      figure('two-qubit gates', gates / 2, gates / 2),
    ],
    certificate: `Equal to its source as a unitary on ${qubits} qubits.`,
  };
}
