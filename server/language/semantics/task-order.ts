import { type Step, namingsOf } from '../syntax/steps.ts';
import type { Expression } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import type { Analysis } from './analysis.ts';
import type { Symbol } from './model.ts';

/** Says which tasks wait for each other: one diagnostic for each cycle. */
export function checkTaskOrder(a: Analysis, steps: readonly Step[]): void {
  const bySymbol = new Map<Symbol, Step>();
  for (const step of steps) {
    const symbol = step.node.kind === 'task' ? a.symbols.get(step.node.name) : undefined;
    if (symbol !== undefined) bySymbol.set(symbol, step);
  }
  const needs = new Map([...bySymbol].map(([symbol, step]) => [symbol, neededTasks(a, step)]));
  for (const cycle of cyclesOf(needs)) reportCycle(a, cycle);
}

function neededTasks(a: Analysis, step: Step): readonly Symbol[] {
  const needed = new Set<Symbol>();
  const visit = (expression: Expression): void =>
    walk(expression, (part) => {
      const symbol = part.kind === 'identifier' ? a.symbols.get(part) : undefined;
      if (symbol?.kind === 'task') needed.add(symbol);
      // A name for a part of a result leads to the task behind it.
      if (symbol?.kind === 'alias') visitOnce(symbol.node.value);
    });
  const seen = new Set<Expression>();
  const visitOnce = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    visit(expression);
  };
  for (const { expression } of namingsOf(step)) visit(expression);
  return [...needed];
}

/** Every cycle once, by a depth-first walk without recursion. */
function cyclesOf(needs: ReadonlyMap<Symbol, readonly Symbol[]>): Symbol[][] {
  const cycles: Symbol[][] = [];
  const done = new Set<Symbol>();
  for (const first of needs.keys()) {
    const path: { readonly symbol: Symbol; next: number }[] = done.has(first)
      ? []
      : [{ symbol: first, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const needed = needs.get(top.symbol)?.[top.next++];
      if (needed === undefined) {
        done.add(top.symbol);
        path.pop();
        continue;
      }
      const start = path.findIndex(({ symbol }) => symbol === needed);
      if (start >= 0) cycles.push(path.slice(start).map(({ symbol }) => symbol));
      else if (!done.has(needed)) path.push({ symbol: needed, next: 0 });
    }
  }
  return cycles;
}

function reportCycle(a: Analysis, cycle: readonly Symbol[]): void {
  const [first] = cycle;
  if (first?.kind !== 'task') return;
  const names = [...cycle, first].map(({ name }) => name).join(' → ');
  const related = cycle.flatMap((symbol) =>
    symbol.kind === 'task'
      ? [{ span: symbol.nameSpan, message: `${symbol.name} is part of the cycle.` }]
      : [],
  );
  a.report('QF5001', first.nameSpan, [names], { related });
}
