import { type Complex, type Fix, type Matrix, cx, matrices } from '../../base/index.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';

type Given = ReadonlyMap<string, Expression>;

/** Makes probabilities add up to one, each by the same factor; t2 as long as relaxation allows. */
export function noiseFixes(a: Analysis, code: string, given: Given): readonly Fix[] {
  if (code === 'QF5014') return scaledProbabilities(a, given);
  return code === 'QF5015' ? longestCoherence(a, given) : [];
}

function scaledProbabilities(a: Analysis, given: Given): readonly Fix[] {
  const known = [...given.values()].flatMap((value) => {
    const constant = constantOf(a, value);
    const isNumber = typeof constant === 'number' || typeof constant === 'bigint';
    return isNumber ? [{ span: value.span, probability: Number(constant) }] : [];
  });
  const sum = known.reduce((total, { probability }) => total + probability, 0);
  const edits = known.map(({ span, probability }) => ({ span, text: shortNumber(probability / sum) }));
  return [{ title: 'Scale them to a sum of 1', edits }];
}

function longestCoherence(a: Analysis, given: Given): readonly Fix[] {
  const [t1, t2] = [given.get('t1'), given.get('t2')];
  if (t1 === undefined || t2 === undefined) return [];
  const text = `2 * ${t1.kind === 'binary' ? `(${a.textOf(t1.span)})` : a.textOf(t1.span)}`;
  return [{ title: `Write t2: ${text}`, edits: [{ span: t2.span, text }] }];
}

/**
 * Kraus operators of a channel from some that are none: K·S^(−1/2) with S = ΣK†K, which keeps their proportions. Only
 * for real matrices with a diagonal S that no state is lost under.
 */
export function krausFixes(value: Expression, operators: readonly Matrix[]): readonly Fix[] {
  const [first] = operators;
  const size = first?.length ?? 0;
  const isSquare = operators.every((operator) => operator.length === size && operator.every(({ length }) => length === size)); // prettier-ignore
  if (!isSquare || (size !== 2 && size !== 4)) return [];
  const squares = operators.map((operator) => matrices.product(matrices.adjoint(operator), operator));
  const sum = (row: number, column: number) =>
    squares.reduce<Complex>((total, square) => cx.add(total, matrices.element(square, row, column)), cx.zero);
  const lengths = Array.from({ length: size }, (_, column) => Math.sqrt(sum(column, column).re));
  const isDiagonal = lengths.every((_, row) =>
    lengths.every((_length, column) => row === column || cx.magnitude(sum(row, column)) < 1e-12),
  );
  const isReal = operators.every((operator) => operator.flat().every(({ im }) => im === 0));
  if (!isDiagonal || !isReal || lengths.some((length) => length < 1e-9)) return [];
  const text = listText(operators.map((rows) =>
    listText(rows.map((row) => listText(row.map(({ re }, column) => String(re / (lengths[column] ?? 1)))))),
  )); // prettier-ignore
  return [{ title: 'Normalize the operators', edits: [{ span: value.span, text }] }];
}

function listText(parts: readonly string[]): string {
  return `[${parts.join(', ')}]`;
}

/** Rounded down, so that rounding carries no sum over one. */
function shortNumber(value: number): string {
  return String(Math.floor(value * 1e9) / 1e9);
}
