import type { Fix, Span } from '../../../base/index.ts';
import { type Model, type Node, nodeAt, type tree } from '../../index.ts';
import { aboveComments, beginsLine, indentAt, insertion } from '../refactor/lines.ts';
import { wholeLine } from './remove-fault.ts';

const movable: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  ...(['classical-declaration', 'gate', 'function', 'qubit-declaration', 'alias', 'task'] as const),
]);

/** Moves the declaration of a name in front of the statement beside it that uses the name. */
export function moveUp(model: Model, span: Span): readonly Fix[] {
  const path = nodeAt(model.program, span.start);
  const name = model.text.slice(span.start, span.end);
  for (const owner of path.toReversed()) {
    if (owner.kind !== 'block' && owner.kind !== 'program') continue;
    const user = owner.statements.find((one) => one.span.start <= span.start && span.start < one.span.end);
    const declared = owner.statements.find((one) => declares(one, name) && one.span.start > span.start);
    if (user === undefined || declared === undefined || neededBy(model, declared, user)) continue;
    return [{ title: `Move ${name} up`, edits: moved(model.text, declared.span, user.span.start) }];
  }
  return [];
}

function declares(statement: tree.Statement, name: string): boolean {
  return movable.has(statement.kind) && 'name' in statement && statement.name.text === name;
}

/** Whether what would be moved names what the other statement declares, so that the order is no way out. */
function neededBy({ text }: Model, declared: tree.Statement, user: tree.Statement): boolean {
  const name = 'name' in user ? user.name.text : undefined;
  return name !== undefined && text.slice(declared.span.start, declared.span.end).split(/[^\p{L}\p{N}_]+/u).includes(name); // prettier-ignore
}

/** Moves qubits that a block declares to the top of its circuit. */
export function moveToTop(model: Model, { start }: Span): readonly Fix[] {
  const path = nodeAt(model.program, start);
  const circuit = path.find((node) => node.kind === 'circuit');
  const declared = path.findLast((node) => node.kind === 'qubit-declaration');
  const [first] = circuit?.body.statements ?? [];
  if (circuit === undefined || declared === undefined || first === undefined) return [];
  const { text } = declared.name;
  const isTaken = model.scopeAt(first.span.start).symbols.has(text);
  if (isTaken) return [];
  return [{ title: `Move ${text} to the top`, edits: moved(model.text, declared.span, first.span.start) }];
}

/** A statement with the comments above it in front of another one. */
function moved(text: string, { start, end }: Span, before: number) {
  const from = beginsLine(text, start) ? aboveComments(text, start) : start;
  const gap = beginsLine(text, before) ? `\n${indentAt(text, before)}` : ' ';
  return [
    insertion(before, text.slice(from, end).trim() + gap),
    { span: wholeLine(text, { start: from, end }), text: '' },
  ];
}
