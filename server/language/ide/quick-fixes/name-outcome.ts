import type { Fix, Span } from '../../../base/index.ts';
import { type Model, type Node, type Scope, nodeAt, type tree } from '../../index.ts';
import { freeName, wordsOf } from '../refactor/free-name.ts';
import { beginsLine, indentAt, insertion } from '../refactor/lines.ts';

/** Statements whose expressions are read once, when they begin. */
const readOnce: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  ...(['classical-declaration', 'assignment', 'if', 'switch', 'gate-call', 'return'] as const),
]);

/** Measures into a bit in front of the statement, in which the bit then stands. */
export function nameOutcome(model: Model, span: Span): readonly Fix[] {
  const path = nodeAt(model.program, span.start);
  const measured = path.findLast((node) => node.kind === 'measure-expression');
  const statement = path.findLast(({ kind }) => readOnce.has(kind) || kind === 'while' || kind === 'for');
  if (measured === undefined || statement === undefined || !readOnce.has(statement.kind)) return [];
  const words = wordsOf(model.text);
  const name = freeName('outcome', (one) => words.has(one));
  const size = sizeOf(model, measured.source);
  const text = `bit${size} ${name} = ${model.text.slice(span.start, span.end)};`;
  const { start } = statement.span;
  const gap = beginsLine(model.text, start) ? `\n${indentAt(model.text, start)}` : ' ';
  return [{ title: `Add ${text}`, edits: [insertion(start, text + gap), { span, text: name }] }];
}

/** `[2]` of a register of two qubits. The type is that of its name, for what is wrong about the statement hides others. */
function sizeOf(model: Model, source: tree.Expression): string {
  let scope: Scope | undefined = model.scopeAt(source.span.start);
  while (source.kind === 'identifier' && scope !== undefined && !scope.symbols.has(source.name))
    scope = scope.parent;
  const named = source.kind === 'identifier' ? scope?.symbols.get(source.name)?.type : undefined;
  const type = named ?? model.typeOf(source);
  return type.kind === 'qubit' && typeof type.size === 'number' ? `[${type.size}]` : '';
}
