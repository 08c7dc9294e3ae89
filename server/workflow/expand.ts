import { taskNode } from '../language/ide/index.ts';
import {
  type Model,
  type Step,
  namingsOf,
  runsSomething,
  stepsOf,
  type tree,
  walk,
} from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { TaskEdge, TaskGraph } from '../protocol/index.ts';
import type { EvaluationContext } from './evaluate.ts';
import { TaskFailure } from './failure.ts';
import type { Rounds } from './families.ts';
import { iterate } from './iterate.ts';
import type { PlannedStep, PlannedTask, RunPlan } from './plan.ts';
import { type Round, innerRound, noRound, roundName } from './rounds.ts';
import type { RunValue } from './run-value.ts';

/** The largest number of tasks that the loops of a workflow may make. */
export const maximumTasks = 2000;

/** The tasks of a run, one for each round of each loop, and which needs which. */
export interface Expansion {
  readonly tasks: readonly PlannedTask[];
  readonly graph: TaskGraph;
}

/**
 * Makes the tasks of a plan; the families of the context hear of them.
 *
 * @throws {TaskFailure} where a loop has no values, or there are too many tasks.
 */
export function expand(plan: RunPlan, context: EvaluationContext): Expansion {
  const { name } = plan.target;
  if (plan.body === undefined) {
    const node = { name, call: 'sample', detail: '', span: plan.span };
    return {
      tasks: [{ kind: 'circuit', name, span: plan.span }],
      graph: { workflow: name, nodes: [node], edges: [] },
    };
  }
  const tasks = new Expander(plan, context).expand(plan.body);
  return {
    tasks,
    graph: { workflow: name, nodes: tasks.map(nodeIn(context.model)), edges: edgesOf(tasks, context) },
  };
}

class Expander {
  readonly #plan: RunPlan;
  readonly #context: EvaluationContext;
  readonly #tasks: PlannedStep[] = [];
  readonly #names = new Set<string>();
  /** The values of each loop, by the round that it stands in. */
  readonly #values = new Map<tree.ForStatement, Map<string, readonly RunValue[]>>();

  constructor(plan: RunPlan, context: EvaluationContext) {
    this.#plan = plan;
    this.#context = context;
  }

  expand(body: tree.Block): readonly PlannedStep[] {
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
    if (loop === undefined) return this.#task(step, round);
    return this.#valuesOf(loop, round).map((value, index) =>
      this.#roundsOf(step, innerRound(round, loop, index, value)),
    );
  }

  #task(step: Step, round: Round): string {
    const name = this.#freeName(roundName(step.name, round));
    if (this.#tasks.length >= maximumTasks) throw this.#tooMany();
    this.#tasks.push({ kind: 'step', name, step, round });
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
  return ({ name, step }: PlannedStep) => {
    const isRound = step.loops.length > 0;
    return { ...taskNode(step, model), name, ...(isRound ? { group: step.name } : {}) };
  };
}

// ---------------------------------------------------------------------------------------------------------- edges

/** A step that another one names, from a place in these loops. */
interface Reference {
  readonly node: Step['node'];
  readonly loops: readonly tree.ForStatement[];
}

function edgesOf(tasks: readonly PlannedStep[], context: EvaluationContext): readonly TaskEdge[] {
  const known = new Map<Step, readonly Reference[]>();
  return tasks.flatMap(({ name, step, round }) => {
    const references = known.get(step) ?? referencesOf(step, context);
    known.set(step, references);
    const needed = references.flatMap(({ node, loops }) =>
      context.families.tasksOf(node, loops, round.indices.slice(0, loops.length)),
    );
    return [...new Set(needed)].map((from) => ({ from, to: name }));
  });
}

/** What the expressions of a step name, also by way of names for values. */
function referencesOf(step: Step, { model, families }: EvaluationContext): readonly Reference[] {
  const found = new Map<string, Reference>();
  const visit = (expression: tree.Expression, loops: readonly tree.ForStatement[]): void =>
    walk(expression, (part) => {
      const symbol = part.kind === 'identifier' ? model.symbolOf(part) : undefined;
      if (symbol?.kind !== 'task' && symbol?.kind !== 'alias') return;
      const family = families.of(symbol.node);
      const key = `${symbol.nameSpan.start} ${loops.length}`;
      if (family === undefined || found.has(key)) return;
      if (family.rounds !== undefined) found.set(key, { node: symbol.node, loops });
      else if (symbol.kind === 'alias') visit(symbol.node.value, family.step.loops);
    });
  for (const { expression, loops } of namingsOf(step)) visit(expression, loops);
  return [...found.values()];
}
