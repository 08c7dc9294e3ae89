import type { Block, Statement } from '../syntax/tree.ts';

/** Whether a return statement with a value stands anywhere in the block, or text that may have been one. */
export function returnsValue(block: Block): boolean {
  return holds(block, (statement) =>
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
  return holds(body, ({ kind }) => jumps.has(kind));
}

function holds(block: Block, isWanted: (statement: Statement) => boolean): boolean {
  return block.statements.some(
    (statement) => isWanted(statement) || innerBlocks(statement).some((inner) => holds(inner, isWanted)),
  );
}

function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
      return statement.otherwise === undefined ? [statement.then] : [statement.then, statement.otherwise];
    case 'for':
    case 'while':
    case 'box':
      return [statement.body];
    case 'switch': {
      const blocks = statement.cases.map(({ body }) => body);
      return statement.otherwise === undefined ? blocks : [...blocks, statement.otherwise];
    }
    default:
      return [];
  }
}
