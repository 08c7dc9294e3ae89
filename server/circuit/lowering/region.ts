import type { Span } from '../../base/index.ts';
import type { Symbol } from '../../language/index.ts';
import type { Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { store } from './storage.ts';

/**
 * Lowers a stretch whose execution only the run decides. Variables that it assigns must live in the circuit from
 * before it: which value they hold afterwards depends on the path that was taken.
 */
export function inRegion(
  lowering: Lowering,
  frame: Frame,
  assigned: ReadonlySet<Symbol>,
  span: Span,
  body: () => void,
): void {
  for (const symbol of assigned) {
    const binding = frame.bindings.get(symbol);
    if (binding?.kind === 'cell') store(lowering, frame, binding, span);
  }
  lowering.region += 1;
  body();
  lowering.region -= 1;
}
