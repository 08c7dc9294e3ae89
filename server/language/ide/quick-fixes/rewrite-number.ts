import type { Fix, Span } from '../../../base/index.ts';
import { type CallParameter, findCall } from '../../../library/index.ts';
import { type Model, type Scope, nodeAt } from '../../index.ts';

/** `3__4` with one `_` between digits, and `2pi` as the product that it stands for on paper. */
export function readableNumber(model: Model, span: Span): readonly Fix[] {
  const written = model.text.slice(span.start, span.end);
  const [, factor = '', name = ''] = /^(\d+)(\p{L}[\p{L}\p{N}_]*)$/u.exec(written) ?? [];
  const isProduct = isKnown(name, model.scopeAt(span.start));
  const text = isProduct ? `${factor} * ${name}` : written.replace(/_+/g, '_').replace(/_$/, '');
  return text === written ? [] : [{ title: `Write ${text}`, edits: [{ span, text }] }];
}

function isKnown(name: string, scope: Scope | undefined): boolean {
  return scope !== undefined && (scope.symbols.has(name) || isKnown(name, scope.parent));
}

/** The bound that an argument lies beyond. */
export function nearestBound(model: Model, span: Span): readonly Fix[] {
  const call = nodeAt(model.program, span.start).findLast((node) => node.kind === 'call');
  const place = call?.arguments.findIndex((one) => one.value.span.start === span.start) ?? -1;
  const argument = call?.arguments[place];
  const value = argument && model.constantOf(argument.value);
  if (call === undefined || (typeof value !== 'number' && typeof value !== 'bigint')) return [];
  const parameters = findCall(call.callee.name)?.parameters ?? [];
  const name = argument?.name?.text;
  const taken = name === undefined ? parameters[place] : parameters.find((one) => one.name === name);
  const bound = taken && boundBeyond(taken, value);
  return bound === undefined ? [] : [{ title: `Write ${bound}`, edits: [{ span, text: String(bound) }] }];
}

function boundBeyond({ minimum, maximum }: CallParameter, value: number | bigint): number | undefined {
  return minimum !== undefined && value < minimum ? minimum : maximum;
}

/** The type of a declaration with as many bits as its value needs. */
export function widenType(model: Model, { start }: Span): readonly Fix[] {
  const node = nodeAt(model.program, start).findLast((one) => one.kind === 'classical-declaration');
  const value = writtenInteger(model, start);
  if (node?.type.width === undefined || value === undefined) return [];
  const name = value < 0n ? 'int' : node.type.name.text;
  const text = `${name}[${bitsFor(value, name === 'int')}]`;
  return [{ title: `Declare ${text} ${node.name.text}`, edits: [{ span: node.type.span, text }] }];
}

/** The value of the widest whole number that begins at an offset. */
function writtenInteger(model: Model, offset: number): bigint | undefined {
  const node = nodeAt(model.program, offset).find(
    ({ kind, span }) => (kind === 'integer' || kind === 'unary') && span.start === offset,
  );
  const value = node?.kind === 'integer' || node?.kind === 'unary' ? model.constantOf(node) : undefined;
  return typeof value === 'bigint' ? value : undefined;
}

/** The least number of bits that hold a whole number. */
function bitsFor(value: bigint, isSigned: boolean): number {
  const magnitude = value < 0n ? -value - 1n : value;
  const digits = magnitude === 0n ? 0 : magnitude.toString(2).length;
  return Math.max(1, isSigned ? digits + 1 : digits);
}

/** Real coefficients, by leaving the `im` of imaginary ones away. */
export function realCoefficients({ text }: Model, { start, end }: Span): readonly Fix[] {
  const edits = [...text.slice(start, end).matchAll(/(?<=[\d.])[ \t]*im\b/g)].map(({ index, 0: found }) => ({
    span: { start: start + index, end: start + index + found.length },
    text: '',
  }));
  return edits.length === 0 ? [] : [{ title: 'Make the coefficients real', edits }];
}
