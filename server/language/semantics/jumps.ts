import type { Block, Statement } from '../syntax/tree.ts';
import { someStatement } from '../syntax/walk.ts';

/** Whether a return statement with a value stands anywhere in the block, or text that may have been one. */
export function returnsValue(block: Block): boolean {
  return someStatement(block, (statement) =>
    statement.kind === 'return'
      ? statement.value !== undefined
      : statement.kind === 'error' || statement.kind === 'unsupported',
  );
}

const jumps: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'break',
  'continue',
  'end',
  'return',
  'error',
]);

/** Whether a jump in the body may keep a loop from reaching its end. */
export function mayLeave(body: Block): boolean {
  return someStatement(body, ({ kind }) => jumps.has(kind));
}
