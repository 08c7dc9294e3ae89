import { hasErrors } from '../base/index.ts';
import { type Model, loadProject } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { RunRequest } from '../protocol/index.ts';
import { type Attachments, readAttachments } from './attachments.ts';
import { Coverage } from './coverage/coverage.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Expansion, expand } from './expand.ts';
import { TaskFailure } from './failure.ts';
import { Families } from './families.ts';
import { resolveArguments, resolveInputs } from './inputs.ts';
import { type Marks, limitsOf, marksOf, refuseLater } from './marks.ts';
import { callOptions, checkRequest, runSeed } from './options.ts';
import { type PlannedLoop, type PlannedTask, type RunPlan, planRun } from './plan.ts';
import { noRound } from './rounds.ts';
import type { RunEnvironment } from './run.ts';
import { type Needs, needsOf } from './scheduler.ts';
import { calledBy } from './step.ts';
import type { Runnable, TaskOptions } from './task.ts';

/** A task with what it sees of the run and how it shall run. */
export interface Job {
  readonly task: PlannedTask;
  readonly context: EvaluationContext;
  readonly marks: Marks;
}

/** The tasks of a run and what each needs, as far as they are known. */
export interface Unfolded {
  readonly expansion: Expansion;
  readonly needs: Needs;
  readonly jobs: ReadonlyMap<string, Job>;
}

/** A run whose tasks are known, but for those of loops over results, before the first of them starts. */
export interface PreparedRun extends Unfolded {
  readonly request: RunRequest;
  readonly model: Model;
  readonly plan: RunPlan;
  /** What notes the statements that run, where the request asks for it. */
  readonly coverage?: Coverage;
  readonly families: Families;
  readonly seed: number;
  /** What `@limits` before the workflow says of all its tasks together. */
  readonly limits: Pick<Marks, 'budget' | 'latency'>;
  /** The tasks that run in any case. */
  readonly again: ReadonlySet<string>;
  readonly optionsOf: (called: Runnable, name: string, context: EvaluationContext) => TaskOptions;
  /**
   * The tasks when the results are there that a loop runs over.
   *
   * @throws {TaskFailure} where they are no values of its variable, or there are too many
   */
  readonly unfold: (loop: PlannedLoop) => Unfolded;
}

type Part = Pick<RunEnvironment, 'read' | 'library' | 'simulator' | 'freshSeed' | 'tables' | 'look'>;

/** Reads, checks and unfolds what a request names. @throws {TaskFailure} with every reason why it cannot run */
export async function prepareRun(request: RunRequest, environment: Part): Promise<PreparedRun> {
  const model = await checkedModel(request, environment);
  checkRequest(model, request);
  const plan = planRun(model, request.target);
  const attachments = await readAttachments(model, environment.read);
  const coverage = request.coverage === true ? new Coverage() : undefined;
  const context = {
    ...contextOf(request, model, plan, attachments, coverage),
    tables: environment.tables,
  };
  refuseLater(plan.annotations, context);
  const unfolded = unfoldedBy(plan, context, []);
  const { expansion } = unfolded;
  const seed = seedOf(expansion, context, request, environment);
  const again = new Set(tasksAgain(request, expansion, model));
  const ripe: PlannedLoop[] = [];
  const failures = new Map<string, Error>();
  return {
    ...unfolded,
    request,
    model,
    plan,
    ...(coverage === undefined ? {} : { coverage }),
    families: context.families,
    seed,
    limits: limitsOf(plan.annotations, context),
    again,
    optionsOf: (called, name, own) => callOptions(called, name, own, request, seed, environment.simulator),
    unfold: (loop) => {
      const key = `${loop.loop.span.start} ${loop.round.indices.join()}`;
      const found = once(failures, key, () => unfoldedBy(plan, context, [...ripe, loop]));
      ripe.push(loop);
      for (const task of tasksAgain(request, found.expansion, model)) again.add(task);
      return found;
    },
  };
}

/** Fails for the same reason as before, where it has failed: the steps of one loop have one fault in common. */
function once<T>(failures: Map<string, Error>, key: string, compute: () => T): T {
  const known = failures.get(key);
  if (known !== undefined) throw known;
  try {
    return compute();
  } catch (error) {
    if (error instanceof Error) failures.set(key, error);
    throw error;
  }
}

/** @param ripe loops over results that are there */
function unfoldedBy(plan: RunPlan, context: EvaluationContext, ripe: readonly PlannedLoop[]): Unfolded {
  const expansion = expand(plan, context, (loop, round) =>
    ripe.some((other) => other.loop === loop && other.round.indices.join() === round.indices.join()),
  );
  return {
    expansion,
    needs: needsOf(expansion.graph),
    jobs: new Map(expansion.tasks.map((task) => [task.name, jobOf(task, context)])),
  };
}

async function checkedModel({ uri, text }: RunRequest, { read, library, look }: Part): Promise<Model> {
  const model = await loadProject(
    uri,
    (wanted) => (wanted === uri ? Promise.resolve(text) : read(wanted)),
    library,
    look,
  );
  const errors = model.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (hasErrors(errors)) throw new TaskFailure(errors.map((diagnostic) => ({ model, diagnostic })));
  return model;
}

function contextOf(
  request: RunRequest,
  model: Model,
  plan: RunPlan,
  attachments: Attachments,
  coverage: Coverage | undefined,
): EvaluationContext {
  const given = request.inputs ?? {};
  const values = resolveArguments(model, plan, given);
  const parameters = new Map(
    plan.parameters.map(({ node, type }, place) => [node, { type, value: values[place] ?? 0 }]),
  );
  return {
    model,
    families: new Families(),
    inputs: resolveInputs(model, plan, given),
    arguments: values,
    parameters,
    round: noRound,
    attachments,
    ...(coverage === undefined ? {} : { coverage }),
  };
}

function seedOf(
  { tasks }: Expansion,
  context: EvaluationContext,
  request: RunRequest,
  { simulator, freshSeed }: Part,
): number {
  const first = tasks.find((task) => calledBy(task) !== undefined);
  const seen = first === undefined ? context : seenBy(first, context);
  return runSeed(seen, first && calledBy(first), request, simulator, freshSeed);
}

function jobOf(task: PlannedTask, context: EvaluationContext): Job {
  const own = seenBy(task, context);
  return { task, context: own, marks: marksOf(task, own) };
}

/** What the expressions of a task see: the run, from the round that the task stands in. */
function seenBy(task: PlannedTask, context: EvaluationContext): EvaluationContext {
  return task.kind === 'circuit' ? context : { ...context, round: task.round };
}

/** The task that is to run again, all its rounds, and with `from` all that depend on them. */
function tasksAgain({ again }: RunRequest, { graph }: Expansion, model: Model): ReadonlySet<string> {
  if (again === undefined) return new Set();
  const named = graph.nodes.filter(({ name, group }) => name === again.task || group === again.task);
  if (named.length === 0) throw noSuchTask(model, again.task, graph.nodes);
  const found = new Set(named.map(({ name }) => name));
  if (again.scope === 'task') return found;
  // A set hands out what is added to it while it is walked through.
  for (const name of found) for (const { from, to } of graph.edges) if (from === name) found.add(to);
  return found;
}

function noSuchTask(model: Model, task: string, nodes: Expansion['graph']['nodes']): TaskFailure {
  const known = [...new Set(nodes.map(({ name, group }) => group ?? name))].join(', ');
  const diagnostic = diagnose('QF5131', { start: 0, end: 0 }, [task, known]);
  return new TaskFailure([{ model, diagnostic }]);
}
