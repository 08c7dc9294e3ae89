import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';

/** Zero as a constant of each type, as programs write it. */
const zeros: Readonly<Record<string, string>> = {
  int: '0',
  uint: '0',
  float: '0.0',
  angle: '0',
  complex: '0',
  bool: 'false',
  bit: '0',
  duration: '0ns',
};

/** Gives a constant the value zero of its type. */
export function giveValue(model: Model, { start, end }: Span): readonly Fix[] {
  const node = declarationAt(model, start);
  const zero = node?.type.width === undefined || node.type.name.text !== 'bit' ? zeros[node?.type.name.text ?? ''] : undefined; // prettier-ignore
  if (zero === undefined) return [];
  return [{ title: `Write = ${zero}`, edits: [{ span: { start: end, end }, text: ` = ${zero}` }] }];
}

/** Makes a register as wide as what is measured into it. */
export function fitRegister(model: Model, { start }: Span): readonly Fix[] {
  const node = declarationAt(model, start);
  const value = node?.initializer;
  if (node?.type.name.text !== 'bit' || value?.kind !== 'measure-expression') return [];
  const type = model.typeOf(value);
  if (type.kind !== 'bit') return [];
  const text = type.width === undefined ? 'bit' : `bit[${type.width}]`;
  return [{ title: `Declare ${text} ${node.name.text}`, edits: [{ span: node.type.span, text }] }];
}

function declarationAt(model: Model, offset: number): tree.ClassicalDeclaration | undefined {
  return nodeAt(model.program, offset).findLast(
    (node): node is tree.ClassicalDeclaration => node.kind === 'classical-declaration',
  );
}
