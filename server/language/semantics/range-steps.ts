import type { Expression, RangeExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';

/** The constant `start:step:stop` of a range inside a register of `size` elements. */
export interface Steps {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The elements that a constant range counts through; its ends may count from the end of `size` elements. */
export function stepsOf(a: Analysis, range: RangeExpression, size: number | undefined): Steps | undefined {
  const step = range.step === undefined ? 1 : constantInteger(a, range.step);
  if (step === undefined || step === 0) return undefined;
  const last = size === undefined || !Number.isFinite(size) ? undefined : size - 1;
  const start =
    range.start === undefined ? (step > 0 ? 0 : last) : fromEnd(constantInteger(a, range.start), size);
  const stop =
    range.stop === undefined ? (step > 0 ? last : 0) : fromEnd(constantInteger(a, range.stop), size);
  if (start === undefined || stop === undefined) return undefined;
  return { start, step, count: Math.max(0, Math.floor((stop - start) / step) + 1) };
}

function fromEnd(index: number | undefined, size: number | undefined): number | undefined {
  return index !== undefined && index < 0 && size !== undefined ? index + size : index;
}

function constantInteger(a: Analysis, expression: Expression): number | undefined {
  const value = constantOf(a, expression);
  return typeof value === 'bigint' ? Number(value) : undefined;
}
