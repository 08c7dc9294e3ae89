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
/** How many of the latest runs keep their whole results while the session lasts. */
const wholeRuns = 10;
/** Characters of stored JSON: beyond half a megabyte the editor warns of large state. */
const mostCharacters = 400_000;
/** Outcomes or amplitudes of one result that outlive the session. */
const mostEntries = 256;

/** A run with its form for storage, which is made once. */
interface Entry {
  readonly run: RunView;
  readonly stored: RunView;
  /** Characters of its JSON. */
  readonly size: number;
}

/** The finished runs of this workspace, the latest first. */
export class RunHistory {
  readonly #store: HistoryStore;
  #entries: readonly Entry[];

  constructor(store: HistoryStore) {
    this.#store = store;
    const stored = store.get(key);
    this.#entries = Array.isArray(stored) ? stored.filter(isRunView).map(toEntry) : [];
  }

  get runs(): readonly RunView[] {
    return this.#entries.map(({ run }) => run);
  }

  find(runId: string): RunView | undefined {
    return this.runs.find((run) => run.runId === runId);
  }

  async add(run: RunView): Promise<void> {
    const entries = [toEntry(run), ...this.#entries].slice(0, mostRuns);
    this.#entries = entries.map((entry, index) =>
      index < wholeRuns ? entry : { ...entry, run: entry.stored },
    );
    await this.#store.update(
      key,
      fitting(entries).map(({ stored }) => stored),
    );
  }
}

function toEntry(run: RunView): Entry {
  const stored = capRun(run);
  return { run, stored, size: JSON.stringify(stored).length };
}

/** The latest runs that fit together into the budget; always at least the latest one. */
function fitting(entries: readonly Entry[]): readonly Entry[] {
  let characters = 0;
  const beyond = entries.findIndex(({ size }, index) => {
    characters += size;
    return index > 0 && characters > mostCharacters;
  });
  return beyond === -1 ? entries : entries.slice(0, beyond);
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
