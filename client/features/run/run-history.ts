import type {
  Result,
  RunView,
  SamplesResult,
  StateResult,
  TaskView,
} from '../../../server/protocol/index.ts';
import { isRunView } from '../../decode-views.ts';

/** Where the history lives; the editor's workspace state is one. */
export interface HistoryStore {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const key = 'qflow.runs/1';
const mostRuns = 50;
/** Characters of stored JSON: beyond half a megabyte the editor warns of large state. */
const mostCharacters = 400_000;
/** Outcomes or amplitudes of one result that outlive the session. */
const mostEntries = 256;

/** The finished runs of this workspace, the latest first; the runs of this session with their whole results. */
export class RunHistory {
  readonly #store: HistoryStore;
  #runs: readonly RunView[];

  constructor(store: HistoryStore) {
    this.#store = store;
    const stored = store.get(key);
    this.#runs = Array.isArray(stored) ? stored.filter(isRunView) : [];
  }

  get runs(): readonly RunView[] {
    return this.#runs;
  }

  find(runId: string): RunView | undefined {
    return this.#runs.find((run) => run.runId === runId);
  }

  async add(run: RunView): Promise<void> {
    this.#runs = [run, ...this.#runs].slice(0, mostRuns);
    await this.#store.update(key, fitting(this.#runs.map(capRun)));
  }
}

/** The latest runs that fit together into the budget; always at least the latest one. */
function fitting(runs: readonly RunView[]): readonly RunView[] {
  let characters = 0;
  const beyond = runs.findIndex((run, index) => {
    characters += JSON.stringify(run).length;
    return index > 0 && characters > mostCharacters;
  });
  return beyond === -1 ? runs : runs.slice(0, beyond);
}

/** The run with results small enough to store. */
export function capRun(run: RunView): RunView {
  const tasks = Object.entries(run.tasks).map(([name, task]): [string, TaskView] => [
    name,
    task.result === undefined ? task : { ...task, result: capResult(task.result) },
  ]);
  return { ...run, tasks: Object.fromEntries(tasks) };
}

function capResult(result: Result): Result {
  if (result.kind === 'samples') return capSamples(result);
  return result.kind === 'state' ? capState(result) : result;
}

function capSamples(result: SamplesResult): SamplesResult {
  const outcomes = Object.entries(result.probabilities);
  if (outcomes.length <= mostEntries) return result;
  const byProbability = outcomes.toSorted((a, b) => b[1] - a[1]);
  const kept = byProbability.slice(0, mostEntries);
  const left = byProbability.slice(mostEntries);
  const { counts } = result;
  return {
    kind: 'samples',
    ...(counts === undefined
      ? {}
      : { counts: Object.fromEntries(kept.map(([outcome]) => [outcome, counts[outcome] ?? 0])) }),
    probabilities: Object.fromEntries(kept),
    omitted: {
      outcomes: left.length + (result.omitted?.outcomes ?? 0),
      probability: left.reduce((sum, [, share]) => sum + share, result.omitted?.probability ?? 0),
    },
  };
}

function capState({ kind, qubits, amplitudes, summary }: StateResult): StateResult {
  if (amplitudes === undefined || amplitudes.length <= mostEntries)
    return { kind, qubits, ...(amplitudes && { amplitudes }), ...(summary && { summary }) };
  const largest = amplitudes
    .map(([re, im], index) => ({
      index: index.toString(2).padStart(qubits, '0'),
      probability: re * re + im * im,
    }))
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, mostEntries);
  return { kind, qubits, summary: { amplitudes: amplitudes.length, largest } };
}
