import type {
  AliasDeclaration,
  AssertStatement,
  Block,
  Expression,
  ForStatement,
  IfStatement,
  TaskDeclaration,
} from './tree.ts';

/** What a workflow or a test does: a task, an assertion, or a name that others use. */
export type StepNode = TaskDeclaration | AliasDeclaration | AssertStatement;

/** A decision that a step stands in, and in which of its branches. */
export interface Guard {
  readonly node: IfStatement;
  readonly holds: boolean;
  /** The loops around the decision itself, outermost first. */
  readonly loops: readonly ForStatement[];
}

/** A step with what stands around it. */
export interface Step {
  readonly node: StepNode;
  /** The name of a task or alias; of assertions `assert`, `assert 2` and so on. Unique within its workflow. */
  readonly name: string;
  /** Outermost first. */
  readonly loops: readonly ForStatement[];
  readonly guards: readonly Guard[];
}

/** Every step of a workflow or test, in the order of the text, those inside loops and decisions too. */
export function stepsOf(body: Block): readonly Step[] {
  const steps: Step[] = [];
  collect(body, { loops: [], guards: [] }, steps);
  return steps;
}

type Surroundings = Pick<Step, 'loops' | 'guards'>;

function collect({ statements }: Block, around: Surroundings, steps: Step[]): void {
  for (const node of statements) {
    if (node.kind === 'task' || node.kind === 'alias') {
      if (node.name.text !== '') steps.push({ node, name: node.name.text, ...around });
    } else if (node.kind === 'assert') steps.push({ node, name: assertionName(steps), ...around });
    else if (node.kind === 'for') collect(node.body, { ...around, loops: [...around.loops, node] }, steps);
    else if (node.kind === 'if') collectBranches(node, around, steps);
  }
}

function collectBranches(node: IfStatement, around: Surroundings, steps: Step[]): void {
  const inside = (holds: boolean): Surroundings => ({
    loops: around.loops,
    guards: [...around.guards, { node, holds, loops: around.loops }],
  });
  collect(node.then, inside(true), steps);
  if (node.otherwise !== undefined) collect(node.otherwise, inside(false), steps);
}

function assertionName(steps: readonly Step[]): string {
  const before = steps.filter(({ node }) => node.kind === 'assert').length;
  return before === 0 ? 'assert' : `assert ${before + 1}`;
}

/** The expression that a step evaluates. */
export function expressionOf(node: StepNode): Expression {
  return node.kind === 'assert' ? node.condition : node.value;
}

/** An expression that names what a step needs, with the loops around the place where it stands. */
export interface Naming {
  readonly expression: Expression;
  readonly loops: readonly ForStatement[];
}

/** What a loop runs over, as a place that names what the loop needs; `around` are the loops of a step inside it. */
export function loopNaming(loop: ForStatement, around: readonly ForStatement[]): Naming {
  return { expression: loop.iterable, loops: around.slice(0, around.indexOf(loop)) };
}

/** Where a step names what it needs: in its expression, in `@after(a, b)`, and in the loops and conditions around it. */
export function namingsOf({ node, loops, guards }: Step): readonly Naming[] {
  const after = node.annotations.filter(({ name }) => name.text === 'after');
  const expressions = [
    expressionOf(node),
    ...after.flatMap((mark) => mark.arguments.map(({ value }) => value)),
  ];
  return [
    ...expressions.map((expression) => ({ expression, loops })),
    ...loops.map((loop) => loopNaming(loop, loops)),
    ...guards.map((guard) => ({ expression: guard.node.condition, loops: guard.loops })),
  ];
}

/** How many loops, from the outside, two places have in common. */
export function commonLoops(one: readonly ForStatement[], other: readonly ForStatement[]): number {
  const differing = one.findIndex((loop, place) => loop !== other[place]);
  return differing < 0 ? one.length : differing;
}
