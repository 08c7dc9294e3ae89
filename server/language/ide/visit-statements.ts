import { type tree, blocksOf } from '../index.ts';

/** Visits statements and those inside them, without looking into expressions. */
export function visitStatements(
  statements: readonly tree.Statement[],
  visit: (statement: tree.Statement) => void,
): void {
  for (const statement of statements) {
    visit(statement);
    for (const body of bodiesOf(statement)) visitStatements(body.statements, visit);
  }
}

/** The blocks of a statement, whether it declares something or only repeats or decides. */
export function bodiesOf(statement: tree.Statement): readonly tree.Block[] {
  switch (statement.kind) {
    case 'gate':
    case 'function':
    case 'circuit':
    case 'workflow':
    case 'test':
      return statement.body === undefined ? [] : [statement.body];
    default:
      return blocksOf(statement);
  }
}
