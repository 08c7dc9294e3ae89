import { taskNode } from '../language/ide/index.ts';
import {
  type Model,
  type Naming,
  type Node,
  type Step,
  loopNaming,
  namingsOf,
  runsSomething,
  stepsOf,
  type tree,
  walk,
} from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { TaskEdge, TaskGraph } from '../protocol/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import { type Rounds, leaves } from './families.ts';
import { iterate } from './iterate.ts';
import type { PlannedLoop, PlannedStep, PlannedTask, RunPlan } from './plan.ts';
import { type Round, innerRound, noRound, outerRound, roundName } from './rounds.ts';
import { type RunValue, asNumber } from './run-value.ts';
import { type Selection, pick, readsResults, selectionOf } from './selections.ts';

/** The largest number of tasks that the loops of a workflow may make. */
export const maximumTasks = 20_000;

/** The tasks of a run, one for each round of each loop, and which needs which. */
export interface Expansion {
  readonly tasks: readonly PlannedTask[];
  readonly graph: TaskGraph;
}

/** Whether the results are there that a loop runs over, in a round of the loops around it. */
export type IsRipe = (loop: tree.ForStatement, round: Round) => boolean;

/**
 * Makes the tasks of a plan; the families of the context hear of them. Loops over results that are not there yet are
 * one task for each step inside, which stands for its rounds. When they are ripe the plan is expanded anew: what was
 * known before keeps its name.
 *
 * @throws {TaskFailure} where a loop has no values, or there are too many tasks.
 */
export function expand(plan: RunPlan, context: EvaluationContext, isRipe: IsRipe = () => false): Expansion {
  const { name } = plan.target;
  if (plan.body === undefined) {
    const node = { name, call: 'sample', detail: '', span: plan.span };
    return {
      tasks: [{ kind: 'circuit', name, span: plan.span }],
      graph: { workflow: name, nodes: [node], edges: [] },
    };
  }
  const tasks = new Expander(plan, context, isRipe).expand(plan.body);
  return {
    tasks,
    graph: { workflow: name, nodes: tasks.map(nodeIn(context.model)), edges: edgesOf(tasks, context) },
  };
}

class Expander {
  readonly #plan: RunPlan;
  readonly #context: EvaluationContext;
  readonly #isRipe: IsRipe;
  readonly #tasks: (PlannedStep | PlannedLoop)[] = [];
  readonly #names = new Set<string>();
  /** The values of each loop, by the round that it stands in. */
  readonly #values = new Map<tree.ForStatement, Map<string, readonly RunValue[]>>();

  constructor(plan: RunPlan, context: EvaluationContext, isRipe: IsRipe) {
    this.#plan = plan;
    this.#context = context;
    this.#isRipe = isRipe;
  }

  expand(body: tree.Block): readonly (PlannedStep | PlannedLoop)[] {
    for (const step of stepsOf(body)) this.#add(step);
    return this.#tasks;
  }

  #add(step: Step): void {
    const { families } = this.#context;
    const isName = step.node.kind === 'alias' && !runsSomething(step.node.value);
    families.add(isName ? { step } : { step, rounds: this.#roundsOf(step, noRound) });
  }

  #roundsOf(step: Step, round: Round): Rounds {
    const loop = step.loops[round.loops.length];
    const { name } = step;
    if (loop === undefined) return this.#task({ kind: 'step', name: roundName(name, round), step, round });
    if (readsResults(loop.iterable, this.#context.model) && !this.#isRipe(loop, round))
      return this.#task({ kind: 'loop', name: `${roundName(name, round)}[…]`, step, round, loop });
    return this.#valuesOf(loop, round).map((value, index) =>
      this.#roundsOf(step, innerRound(round, loop, index, value)),
    );
  }

  #task(task: PlannedStep | PlannedLoop): string {
    const name = this.#freeName(task.name);
    if (this.#tasks.length >= maximumTasks) throw this.#tooMany();
    this.#tasks.push({ ...task, name });
    return name;
  }

  /** Names in different blocks of a test may be the same. */
  #freeName(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.has(name); count++) name = `${wanted} (${count})`;
    this.#names.add(name);
    return name;
  }

  #valuesOf(loop: tree.ForStatement, round: Round): readonly RunValue[] {
    const known = this.#values.get(loop) ?? new Map<string, readonly RunValue[]>();
    this.#values.set(loop, known);
    const key = round.indices.join();
    const values = known.get(key) ?? iterate(loop, { ...this.#context, round });
    known.set(key, values);
    return values;
  }

  #tooMany(): TaskFailure {
    const { model } = this.#context;
    const most = maximumTasks.toLocaleString('en');
    const diagnostic = diagnose('QF5121', this.#plan.span, [`more than ${most}`, most]);
    return new TaskFailure([{ model, diagnostic }]);
  }
}

function nodeIn(model: Model) {
  return ({ name, step }: PlannedStep | PlannedLoop) => {
    const isRound = step.loops.length > 0;
    return { ...taskNode(step, model), name, ...(isRound ? { group: step.name } : {}) };
  };
}

// ---------------------------------------------------------------------------------------------------------- edges

function edgesOf(
  tasks: readonly (PlannedStep | PlannedLoop)[],
  context: EvaluationContext,
): readonly TaskEdge[] {
  const known = new Map<Step, readonly Selection[]>();
  return tasks.flatMap((task) => {
    const { name, step, round } = task;
    const namings = task.kind === 'loop' ? [loopNaming(task.loop, step.loops)] : namingsOf(step);
    const selections = (task.kind === 'loop' ? undefined : known.get(step)) ?? selectionsIn(namings, context);
    if (task.kind === 'step') known.set(step, selections);
    const needed = selections.flatMap((selection) => tasksIn(selection, round, context));
    return [...new Set(needed)].map((from) => ({ from, to: name }));
  });
}

/** The tasks that a selection means in a round: one where its indices are known before the run, else all that it may. */
function tasksIn(selection: Selection, round: Round, context: EvaluationContext): readonly string[] {
  const indexOf = (index: tree.Expression, loops: readonly tree.ForStatement[]) =>
    readsResults(index, context.model)
      ? undefined
      : asNumber(evaluate(index, { ...context, round: outerRound(round, loops.length) }));
  const picked = pick(selection, round.indices, context.families, indexOf);
  return picked === undefined ? [] : leaves(picked.rounds);
}

/** What expressions read of steps, also by way of names for values. */
function selectionsIn(namings: readonly Naming[], context: EvaluationContext): readonly Selection[] {
  const found: Selection[] = [];
  const seen = new Set<tree.AliasDeclaration>();
  const visit = (expression: tree.Expression, loops: readonly tree.ForStatement[]): void =>
    walk(expression, (part) => {
      const selection = isReading(part) ? selectionOf(part, loops, context) : undefined;
      if (selection === undefined) return expandAlias(part);
      found.push(selection);
      for (const access of selection.accesses) if ('kind' in access.part) visit(access.part, access.loops);
      return false;
    });
  /** A name for a value that is more than a part of a result. */
  const expandAlias = (part: Node): void => {
    const symbol = part.kind === 'identifier' ? context.model.symbolOf(part) : undefined;
    const family = symbol?.kind === 'alias' ? context.families.of(symbol.node) : undefined;
    if (symbol?.kind !== 'alias' || family === undefined || seen.has(symbol.node)) return;
    seen.add(symbol.node);
    visit(symbol.node.value, family.step.loops);
  };
  for (const { expression, loops } of namings) visit(expression, loops);
  return found;
}

function isReading(part: Node): part is Extract<Node, { kind: 'identifier' | 'index' | 'member' }> {
  return part.kind === 'identifier' || part.kind === 'index' || part.kind === 'member';
}
