import type { Statement } from '../syntax/tree.ts';

const declarationKinds: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'import',
  'include',
  'gate',
  'function',
  'circuit',
  'observable',
  'noise',
  'backend',
  'model',
  'memory',
  'workflow',
  'task',
  'assert',
  'test',
  'targets',
  'pragma',
  'unsupported',
  'error',
]);

/** Whether a statement at the top level belongs to the implicit circuit `main`. */
export function isMain(statement: Statement): boolean {
  if (statement.kind !== 'classical-declaration') return !declarationKinds.has(statement.kind);
  return statement.modifier !== 'const' && statement.modifier !== 'input';
}
