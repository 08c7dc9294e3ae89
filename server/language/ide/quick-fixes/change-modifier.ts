import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';
import { insertion } from '../refactor/lines.ts';

/** Declares a variable that never changes as a constant, so that its value is known before a run. */
export function declareConstant(model: Model, { start }: Span): readonly Fix[] {
  const node = variableAt(model, start);
  const value = node?.initializer;
  if (node === undefined || value === undefined || model.constantOf(value) === undefined) return [];
  if (node.modifier !== undefined || isAssigned(model, node)) return [];
  return [{ title: `Declare const ${node.name.text}`, edits: [insertion(node.type.span.start, 'const ')] }];
}

/** Declares a constant that is assigned to as a variable. */
export function declareVariable(model: Model, { start }: Span): readonly Fix[] {
  const node = variableAt(model, start);
  if (node?.modifier !== 'const') return [];
  const from = model.text.lastIndexOf('const', node.type.span.start);
  const isOwn = from >= node.span.start;
  const edit = { span: { start: from, end: node.type.span.start }, text: '' };
  return isOwn ? [{ title: `Remove const of ${node.name.text}`, edits: [edit] }] : [];
}

/** The declaration of the name at an offset, in the same body: what lies outside is not seen from within. */
function variableAt(model: Model, offset: number): tree.ClassicalDeclaration | undefined {
  const path = nodeAt(model.program, offset);
  const used = path.findLast((node) => node.kind === 'identifier');
  const symbol = used && model.symbolOf(used);
  const isHere = symbol?.kind === 'variable' || symbol?.kind === 'constant';
  if (!isHere || symbol.uri !== model.uri) return undefined;
  const owner = path.find((node) => node.kind === 'circuit' || node.kind === 'function');
  const isInside = owner === undefined || owner.span.start <= symbol.nameSpan.start;
  return symbol.kind === 'variable' || isInside ? symbol.node : undefined;
}

function isAssigned(model: Model, node: tree.ClassicalDeclaration): boolean {
  const symbol = model.symbolOf(node.name);
  return (
    symbol !== undefined &&
    model.occurrences(symbol).some(({ start }) => {
      const statement = nodeAt(model.program, start).findLast((one) => one.kind === 'assignment');
      return statement?.target.span.start === start;
    })
  );
}
