import type { Span } from '../../base/index.ts';
import type { RunTarget } from '../../protocol/index.ts';
import type { Model } from '../index.ts';
import { runnables } from './runnables.ts';

/** Something that can be done with a declaration, shown above it. */
export interface CodeLens {
  readonly action: 'run' | 'graph' | 'targets';
  readonly title: string;
  readonly target: RunTarget;
  readonly span: Span;
}

/** "Run" above all that runs, "Graph" above workflows; faults elsewhere in the file take none of them away. */
export function codeLenses(model: Model): readonly CodeLens[] {
  return runnables(model).flatMap(({ kind, name, span }): CodeLens[] => {
    const target = { kind, name };
    const run: CodeLens = { action: 'run', title: 'Run', target, span };
    return kind === 'workflow' ? [run, { action: 'graph', title: 'Graph', target, span }] : [run];
  });
}
