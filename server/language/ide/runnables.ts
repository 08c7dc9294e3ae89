import type { Span } from '../../base/index.ts';
import type { RunTarget } from '../../protocol/index.ts';
import type { CircuitEntry, Model } from '../index.ts';

/** Something that runs, with the place of its name. */
export interface RunnablePlace extends RunTarget {
  readonly span: Span;
}

/** Everything in a file that can run, in the order of the text; circuits that need arguments run from workflows only. */
export function runnables(model: Model): readonly RunnablePlace[] {
  const circuits = model.circuits.filter(runsAlone).map(({ name, nameSpan }): RunnablePlace => ({
    kind: 'circuit',
    name,
    span: nameSpan,
  }));
  const workflows = model.workflows.map(({ name, nameSpan }): RunnablePlace => ({
    kind: 'workflow',
    name,
    span: nameSpan,
  }));
  const tests = model.tests.map(({ title }): RunnablePlace => ({
    kind: 'test',
    name: title.value,
    span: title.span,
  }));
  return [...circuits, ...workflows, ...tests].toSorted((a, b) => a.span.start - b.span.start);
}

/** Whether a circuit runs without being given arguments. */
function runsAlone({ node }: CircuitEntry): boolean {
  return node.kind === 'program' || node.parameters.every(({ defaultValue }) => defaultValue !== undefined);
}
