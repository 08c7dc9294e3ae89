import type { CacheNote, RunRequest, RunTarget } from '../../protocol/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import type { Marks } from '../marks.ts';
import type { TableWorld } from '../tables/world.ts';
import type { Runnable, TaskOptions, TaskOutcome } from '../task.ts';
import { type Content, contentOf } from './content.ts';
import { type Remembered, type ResultMemory, restored } from './memory.ts';

/** Whether a task is answered from an earlier run, and why. */
export interface Verdict extends CacheNote {
  readonly outcome?: TaskOutcome;
}

/** What a call is asked about: the call, what it sees, how it shall run. */
export interface Question {
  readonly task: string;
  readonly called: Runnable;
  readonly context: EvaluationContext;
  readonly options: TaskOptions;
  readonly marks: Marks;
  /** Whether it reaches out of the workflow, so that nobody knows what it would give today. */
  readonly reachesOut: boolean;
  /** The hashes of files that it reads, by their names. */
  readonly files?: ReadonlyMap<string, string>;
}

/** Decides for one run which tasks earlier runs answer. */
export class RunCache {
  readonly #memory: ResultMemory;
  readonly #request: RunRequest;
  readonly #target: RunTarget;
  /** The tasks that are to run again whatever was recorded. */
  readonly #again: ReadonlySet<string>;
  readonly #tables: TableWorld | undefined;

  constructor(
    memory: ResultMemory,
    request: RunRequest,
    target: RunTarget,
    again: ReadonlySet<string>,
    tables?: TableWorld,
  ) {
    this.#memory = memory;
    this.#request = request;
    this.#target = target;
    this.#again = again;
    this.#tables = tables;
  }

  /** @throws {TaskFailure} where the call reads a task that has no result yet */
  judge(question: Question): Verdict {
    const { task, called, context, options, files } = question;
    const content = contentOf(called, context, options, files);
    const always = this.#reasonToRun(question);
    if (always !== undefined) return verdict(task, content, always);
    const found = this.#memory.find(content.key, this.#mayUseAny(question) ? undefined : this.#request.basis);
    const outcome = found && restored(found.result, this.#tables);
    if (found === undefined) return verdict(task, content, this.#whatChanged(task, content));
    if (outcome === undefined)
      return verdict(task, content, 'runs again: the record kept only a part of its result');
    return { ...verdict(task, content, `cached: ${originText(found)}`), isCached: true, outcome };
  }

  #reasonToRun({ task, marks, reachesOut }: Question): string | undefined {
    if (this.#again.has(task)) return 'runs again, as asked';
    if (marks.cache === false) return 'runs: @cache(false)';
    if (this.#request.fresh === true) return 'runs: earlier results are not used';
    if (reachesOut && marks.cache === undefined && this.#request.basis === undefined)
      return 'runs: it reaches outside; @cache(true) would keep its result';
    return undefined;
  }

  #mayUseAny({ marks, reachesOut }: Question): boolean {
    return marks.cache === true || !reachesOut;
  }

  #whatChanged(task: string, { parts }: Content): string {
    const before = this.#memory.latest(this.#request.file, this.#target, task);
    if (before === undefined) return 'runs for the first time';
    const changes = changedParts(before.parts, parts);
    return changes.length === 0 ? 'runs: its earlier result is forgotten' : `runs: ${changes.join(', ')}`;
  }
}

function verdict(task: string, { key, parts }: Content, reason: string): Verdict {
  return { task, isCached: false, reason, key, parts };
}

function originText({ run, date }: Remembered): string {
  return `from run ${run.slice(0, 8)} of ${date.slice(0, 16).replace('T', ' ')}`;
}

/** The longest value that a reason shows. */
const shownLength = 24;

/** What differs between two contents: `input theta 0.3 → 0.4`, `circuit bell changed`. */
export function changedParts(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((part) => {
    const [old, fresh] = [before[part], now[part]];
    if (old === fresh) return [];
    if (old === undefined) return [`${part} is new`];
    if (fresh === undefined) return [`${part} is gone`];
    return [isShown(old) && isShown(fresh) ? `${part} ${old} → ${fresh}` : `${part} changed`];
  });
}

function isShown(value: string): boolean {
  return value.length <= shownLength && !/^[\da-f]{16}$/.test(value);
}
