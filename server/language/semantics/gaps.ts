import type { Span } from '../../base/index.ts';
import type { Statement } from '../syntax/tree.ts';

/** Where a statement may declare what cannot be read. */
export interface Gaps {
  /** Whether it may declare any name at all. */
  readonly hasUnknownNames: boolean;
  /** Text that may declare any of its words. */
  readonly spans: readonly Span[];
}

/** Text that is skipped may declare any of its words; a declaration without a name may declare any name at all. */
export function gapsIn(statement: Statement): Gaps {
  if (leaf.has(statement.kind)) return nothing;
  const spans: Span[] = [];
  return { hasUnknownNames: collect(statement, spans), spans };
}

const nothing: Gaps = { hasUnknownNames: false, spans: [] };

/** Statements that declare nothing, of which files have many. */
const leaf: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'gate-call',
  'measure',
  'reset',
  'barrier',
  'delay',
  'assignment',
  'expression',
]);

function collect(statement: Statement, spans: Span[]): boolean {
  const isNameless = 'name' in statement && statement.kind !== 'gate-call' && statement.name.text === '';
  switch (statement.kind) {
    case 'error':
    case 'unsupported':
      spans.push(statement.span);
      return isNameless;
    case 'circuit':
    case 'workflow':
    case 'test':
      return collectAll(statement.body.statements, spans) || isNameless;
    case 'gate':
      return isNameless || [...statement.parameters, ...statement.qubits].some(({ text }) => text === '');
    case 'function':
      return collectAll(statement.body?.statements ?? [], spans) || isNameless;
    default:
      return isNameless;
  }
}

function collectAll(statements: readonly Statement[], spans: Span[]): boolean {
  return statements.map((inner) => collect(inner, spans)).includes(true);
}
