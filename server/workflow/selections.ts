import { type Model, type Step, runsSomething, type tree, walk } from '../language/index.ts';
import type { Families, Rounds } from './families.ts';

/** An index or a field behind a name, with the loops around the place where it is written. */
export interface Access {
  readonly part: tree.Expression | tree.Name;
  readonly loops: readonly tree.ForStatement[];
}

/** A step that an expression reads, with what it reads of it: `curve[3].value`, `grid.stderr[1][2]`. */
export interface Selection {
  readonly node: Step['node'];
  readonly name: tree.Identifier;
  /** The loops around the place that sees the step. */
  readonly loops: readonly tree.ForStatement[];
  /** In the order in which they apply. */
  readonly accesses: readonly Access[];
}

/** What expressions are read against. */
interface Known {
  readonly model: Model;
  readonly families: Families;
}

/**
 * The step behind a chain of indices and fields, also by way of names for such chains; nothing where the chain begins
 * with anything else.
 */
export function selectionOf(
  expression: tree.Expression,
  loops: readonly tree.ForStatement[],
  known: Known,
): Selection | undefined {
  switch (expression.kind) {
    case 'parenthesized':
      return selectionOf(expression.inner, loops, known);
    case 'member':
      return extended(selectionOf(expression.object, loops, known), [expression.member], loops);
    case 'index':
      return extended(selectionOf(expression.object, loops, known), expression.indices, loops);
    case 'identifier':
      return named(expression, loops, known);
    default:
      return undefined;
  }
}

function extended(
  selection: Selection | undefined,
  parts: readonly Access['part'][],
  loops: readonly tree.ForStatement[],
): Selection | undefined {
  return (
    selection && {
      ...selection,
      accesses: [...selection.accesses, ...parts.map((part) => ({ part, loops }))],
    }
  );
}

function named(
  name: tree.Identifier,
  loops: readonly tree.ForStatement[],
  known: Known,
): Selection | undefined {
  const symbol = known.model.symbolOf(name);
  if (symbol?.kind !== 'task' && symbol?.kind !== 'alias') return undefined;
  const family = known.families.of(symbol.node);
  if (family === undefined) return undefined;
  if (family.rounds !== undefined) return { node: symbol.node, name, loops, accesses: [] };
  return symbol.kind === 'alias' ? selectionOf(symbol.node.value, family.step.loops, known) : undefined;
}

/** Whether an expression has its value only when a task has run, also by way of names for values. */
export function readsResults(expression: tree.Expression, model: Model): boolean {
  let reads = false;
  walk(expression, (part) => {
    const symbol = part.kind === 'identifier' ? model.symbolOf(part) : undefined;
    if (symbol?.kind === 'task') reads = true;
    if (symbol?.kind === 'alias')
      reads ||= runsSomething(symbol.node.value) || readsResults(symbol.node.value, model);
    return !reads;
  });
  return reads;
}

/** What is left of a selection when the rounds that it names have been looked up. */
export interface Picked {
  readonly rounds: Rounds;
  /** What applies to the values of these rounds. */
  readonly rest: readonly Access[];
}

/**
 * The rounds that a selection names. An index picks a round also behind a field, for the field of a list is the list of
 * that field: `curve.value[3]` is `curve[3].value`.
 *
 * @param indexOf the value of an index; where it has none yet, all rounds may be the one
 * @returns nothing where there is no such round
 */
export function pick(
  { node, loops, accesses }: Selection,
  indices: readonly number[],
  families: Families,
  indexOf: (index: tree.Expression, loops: readonly tree.ForStatement[]) => number | undefined,
): Picked | undefined {
  let rounds = families.roundsOf(node, loops, indices.slice(0, loops.length));
  const rest: Access[] = [];
  let isOpen = true;
  for (const access of accesses) {
    const isIndex = 'kind' in access.part;
    // A slice is taken of the values of all rounds.
    const isSingle = isIndex && access.part.kind !== 'range' && access.part.kind !== 'set';
    const index =
      isOpen && isSingle && typeof rounds === 'object' ? indexOf(access.part, access.loops) : undefined;
    if (index === undefined) {
      isOpen &&= !isIndex;
      rest.push(access);
    } else rounds = typeof rounds === 'object' ? rounds.at(index) : undefined;
  }
  return rounds === undefined ? undefined : { rounds, rest };
}
