import { type Model, blocksOf, type tree } from '../../language/index.ts';

/** Statements that always go on to the next. */
const goingOn: ReadonlySet<tree.Statement['kind']> = new Set<tree.Statement['kind']>([
  'gate-call',
  'qubit-declaration',
  'classical-declaration',
  'measure',
  'reset',
  'barrier',
  'delay',
  'alias',
  'include',
  'gate',
  'if',
]);

/**
 * Whether a circuit is written out with more gates than so many instructions, so that it need not be unrolled to see that
 * it has more. False where that is not plain to see.
 */
export function outgrows(model: Model, name: string, instructions: number): boolean {
  const entry = model.circuits.find((circuit) => circuit.name === name);
  if (entry === undefined) return false;
  const { statements } = entry.node.kind === 'program' ? entry.node : entry.node.body;
  return statements.length > instructions && gatesIn(model, statements) > instructions;
}

function gatesIn(model: Model, statements: readonly tree.Statement[]): number {
  let count = 0;
  for (const statement of statements) {
    if (!goesOn(statement)) return 0;
    if (statement.kind !== 'gate-call' || statement.operands.length === 0) continue;
    if (model.symbolOf(statement.name)?.kind === 'standard-gate') count++;
  }
  return count;
}

function goesOn(statement: tree.Statement): boolean {
  if (statement.kind === 'gate') return true;
  return (
    goingOn.has(statement.kind) && blocksOf(statement).every(({ statements }) => statements.every(goesOn))
  );
}
