import type { Value } from '../../base/index.ts';
import type { Expression, IndexExpression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import { stepsOf } from './range-steps.ts';
import type { Symbol, Type } from './model.ts';
import { bit, typeText, unknown } from './types.ts';

/** Evenly spaced qubits of one register, or of the device (`$0`). */
export interface Segment {
  readonly root: Symbol | 'hardware';
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Registers with more elements are not looked at one by one. */
const maximumElements = 100_000;

/** The type of an operand that must be a qubit or a register of them; unknown after saying that it is not. */
export function checkQubits(a: Analysis, expression: Expression): Type {
  const type = a.check(expression);
  if (type.kind === 'qubit' || type.kind === 'unknown') return type;
  a.report('QF3013', expression.span, [typeText(type)]);
  return unknown;
}

/** The bits that a measurement of such qubits gives. */
export function bitsOf(source: Type): Type {
  if (source.kind !== 'qubit') return unknown;
  if (source.size === 'any') return unknown;
  return source.size === undefined ? bit : { kind: 'bit', width: source.size };
}

/** The qubits that a checked operand names, in order, where they are known before a run. */
export function segmentsOf(a: Analysis, expression: Expression): readonly Segment[] | undefined {
  switch (expression.kind) {
    case 'parenthesized':
      return segmentsOf(a, expression.inner);
    case 'hardware-qubit':
      return [{ root: 'hardware', start: expression.index, step: 1, count: 1 }];
    case 'identifier':
      return segmentsOfName(a, expression);
    case 'index':
      return segmentsOfIndex(a, expression);
    case 'binary': {
      const left = expression.operator === '++' ? segmentsOf(a, expression.left) : undefined;
      const right = left && segmentsOf(a, expression.right);
      return left && right && [...left, ...right];
    }
    default:
      return undefined;
  }
}

function segmentsOfName(
  a: Analysis,
  node: Extract<Expression, { kind: 'identifier' }>,
): readonly Segment[] | undefined {
  const symbol = a.symbols.get(node);
  if (symbol === undefined || symbol.type.kind !== 'qubit') return undefined;
  if (symbol.kind === 'alias') return a.aliases.get(symbol);
  if (symbol.type.size === 'any') return undefined;
  return [{ root: symbol, start: 0, step: 1, count: symbol.type.size ?? 1 }];
}

function segmentsOfIndex(a: Analysis, node: IndexExpression): readonly Segment[] | undefined {
  const base = segmentsOf(a, node.object);
  const [index] = node.indices;
  if (base === undefined || index === undefined || node.indices.length > 1) return undefined;
  const size = sizeOf(base);
  if (index.kind === 'range') {
    const steps = stepsOf(a, index, size);
    return steps && pick(base, steps.count, (place) => steps.start + place * steps.step);
  }
  if (index.kind !== 'set') return only(base, constantOf(a, index));
  const places = index.elements.map((element) => constantOf(a, element));
  if (!places.every((place) => typeof place === 'bigint')) return undefined;
  return pick(base, places.length, (place) => Number(places[place] ?? 0n));
}

/** One qubit of an operand. */
function only(base: readonly Segment[], place: Value | undefined): readonly Segment[] | undefined {
  const element = typeof place === 'bigint' ? elementAt(base, Number(place)) : undefined;
  return element && [{ root: element.root, start: element.index, step: 1, count: 1 }];
}

function pick(
  base: readonly Segment[],
  count: number,
  indexAt: (place: number) => number,
): readonly Segment[] | undefined {
  const [whole] = base;
  const isRun = base.length === 1 && whole !== undefined && count > 1;
  if (isRun) {
    const first = elementAt(base, indexAt(0));
    const second = elementAt(base, indexAt(1));
    // A range is evenly spaced; an index set is when all of its differences agree.
    const step = indexAt(1) - indexAt(0);
    const isEven = Array.from({ length: Math.min(count, maximumElements) }, (_, place) => place).every(
      (place) => place === 0 || indexAt(place) - indexAt(place - 1) === step,
    );
    if (first && second && isEven)
      return [{ ...whole, start: first.index, step: second.index - first.index, count }];
  }
  if (count > maximumElements) return undefined;
  const elements = Array.from({ length: count }, (_, place) => elementAt(base, indexAt(place)));
  if (!elements.every((element) => element !== undefined)) return undefined;
  return elements.map(({ root, index }) => ({ root, start: index, step: 1, count: 1 }));
}

export interface Element {
  readonly root: Segment['root'];
  readonly index: number;
}

function sizeOf(segments: readonly Segment[]): number {
  return segments.reduce((size, { count }) => size + count, 0);
}

/** The qubit at a place of an operand; negative places count from the end. */
export function elementAt(segments: readonly Segment[], place: number): Element | undefined {
  let rest = place < 0 ? place + sizeOf(segments) : place;
  if (rest < 0) return undefined;
  for (const { root, start, step, count } of segments) {
    if (rest < count) return { root, index: start + rest * step };
    rest -= count;
  }
  return undefined;
}

/** The qubits of an operand in order; of a very large one only the first. */
export function elementsOf(segments: readonly Segment[]): readonly Element[] {
  return segments
    .flatMap(({ root, start, step, count }) =>
      Array.from({ length: Math.min(count, maximumElements) }, (_, place) => ({
        root,
        index: start + place * step,
      })),
    )
    .slice(0, maximumElements);
}

/** A qubit that two operands share in one application of a gate, as it may be written, or nothing. */
export function sharedQubit(
  first: readonly Segment[],
  second: readonly Segment[],
  applications: number,
): Element | undefined {
  const isSingle = (segments: readonly Segment[]) => sizeOf(segments) === 1;
  for (let place = 0; place < Math.min(applications, maximumElements); place++) {
    const left = elementAt(first, isSingle(first) ? 0 : place);
    const right = elementAt(second, isSingle(second) ? 0 : place);
    if (left && right && left.root === right.root && left.index === right.index) return left;
  }
  return undefined;
}
