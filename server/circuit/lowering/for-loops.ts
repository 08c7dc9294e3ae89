import type { ClassicalType } from '../../base/index.ts';
import { type tree, someStatement } from '../../language/index.ts';
import { evaluate, evaluateAs, resolveType } from './evaluate.ts';
import { type Evaluated, asExpression, binary, convertTo, int, integer, isKnown } from './evaluated.ts';
import { computed, fail } from './failure.ts';
import { type Flow, flowOf } from './flow.ts';
import { type Cell, type Frame, type Loop, placeOf } from './frame.ts';
import { elementsOf } from './lists.ts';
import type { Completion, Lowering } from './lowering.ts';
import { inRegion } from './region.ts';
import { aliasCell, newCell, read, snapshot, store, write } from './storage.ts';
import { collectRound, emitWhile, labelled, mayLeave, runRound } from './while-loops.ts';

export function lowerFor(lowering: Lowering, frame: Frame, node: tree.ForStatement): Completion {
  const type = resolveType(lowering, frame, node.type);
  const values = loopValues(lowering, frame, node);
  if (values === undefined) return lateFor(lowering, frame, node, type);
  if (values instanceof Integers && !mayLeave(node)) lowering.foresee(frame, node.span, values.count);
  const mayJump = someStatement(node.body, ({ kind }) => kind === 'break' || kind === 'continue');
  const flow = mayJump ? flowOf(lowering, frame, [node.body]) : undefined;
  return flow?.isJumpLate === true
    ? unrolledWithExits(lowering, frame, node, type, values, flow)
    : unrolledFor(lowering, frame, node, type, values);
}

/** The values that the loop variable takes, or nothing where only the run knows how many there are. */
export function loopValues(
  lowering: Lowering,
  frame: Frame,
  node: tree.ForStatement | tree.SumExpression,
): Iterable<Evaluated> | undefined {
  const { iterable } = node;
  if (iterable.kind === 'range') return rangeValues(lowering, frame, iterable);
  if (iterable.kind === 'set' || iterable.kind === 'list')
    return iterable.elements.map((element) => evaluate(lowering, frame, element));
  const value = evaluate(lowering, frame, iterable);
  // The elements are those from before the loop, whatever its body assigns.
  const kept = isKnown(value)
    ? value
    : read(snapshot(lowering, frame, 'elements', value, placeOf(frame, iterable.span)));
  return elementsOf(kept);
}

interface Bounds {
  readonly start: Evaluated;
  readonly step: Evaluated;
  readonly stop: Evaluated;
}

function boundsOf(lowering: Lowering, frame: Frame, node: tree.RangeExpression): Bounds {
  const bound = (end: tree.Expression | undefined, otherwise: Evaluated) =>
    end === undefined ? otherwise : evaluateAs(lowering, frame, end, int);
  if (node.stop === undefined) return fail(frame, 'QF2022', node.span, ['it has no end']);
  const start = bound(node.start, integer(0));
  return { start, step: bound(node.step, integer(1)), stop: bound(node.stop, integer(0)) };
}

function rangeValues(
  lowering: Lowering,
  frame: Frame,
  node: tree.RangeExpression,
): Iterable<Evaluated> | undefined {
  const { start, step, stop } = boundsOf(lowering, frame, node);
  if (!isKnown(start) || !isKnown(step) || !isKnown(stop)) return undefined;
  if (step.value === 0n) return fail(frame, 'QF2022', node.span, ['its step is 0']);
  return new Integers(Number(start.value), Number(step.value), Number(stop.value));
}

/** The whole numbers of a range, both ends included. */
class Integers implements Iterable<Evaluated> {
  readonly #start: number;
  readonly #step: number;
  readonly count: number;

  constructor(start: number, step: number, stop: number) {
    this.#start = start;
    this.#step = step;
    this.count = Math.max(0, Math.floor((stop - start) / step) + 1);
  }

  *[Symbol.iterator](): Generator<Evaluated> {
    for (let round = 0; round < this.count; round++) yield integer(this.#start + round * this.#step);
  }
}

function bindVariable(
  lowering: Lowering,
  frame: Frame,
  node: tree.ForStatement,
  type: ClassicalType,
  value: Evaluated,
): void {
  const symbol = frame.model.symbolOf(node.variable);
  if (symbol === undefined) return;
  const converted = computed(frame, node.iterable.span, () => convertTo(value, type));
  frame.bindings.set(symbol, aliasCell(lowering, node.variable.text, node.variable.span, converted));
}

function unrolledFor(
  lowering: Lowering,
  frame: Frame,
  node: tree.ForStatement,
  type: ClassicalType,
  values: Iterable<Evaluated>,
): Completion {
  for (const value of values) {
    lowering.step(frame, node.span);
    bindVariable(lowering, frame, node, type, value);
    const end = runRound(lowering, frame, { region: lowering.region, hasExits: false }, node.body);
    if (end === 'break') return 'next';
    if (end !== 'next' && end !== 'continue') return end;
  }
  return 'next';
}

/** Unrolls a loop that the run may leave early, or whose rounds it may cut short. */
function unrolledWithExits(
  lowering: Lowering,
  frame: Frame,
  node: tree.ForStatement,
  type: ClassicalType,
  values: Iterable<Evaluated>,
  { assigned }: Flow,
): Completion {
  inRegion(lowering, frame, assigned, placeOf(frame, node.span), () => {
    const loop: Loop = { region: lowering.region, hasExits: true };
    const rounds = lowering.collect(() => {
      for (const value of values) {
        lowering.step(frame, node.span);
        bindVariable(lowering, frame, node, type, value);
        if (!runExitableRound(lowering, frame, node, loop)) break;
      }
    });
    const { breakLabel } = loop;
    if (breakLabel === undefined) lowering.append(rounds);
    else lowering.append(labelled(frame, breakLabel, rounds, node.span));
  });
  return 'next';
}

/** Emits one round; whether another one may follow. A round that the run may cut short is never the last for certain. */
function runExitableRound(lowering: Lowering, frame: Frame, node: tree.ForStatement, loop: Loop): boolean {
  const ends: Completion[] = [];
  const round = lowering.collect(() => {
    ends.push(runRound(lowering, frame, loop, node.body));
    if (ends.includes('break') && loop.continueLabel !== undefined) {
      loop.breakLabel ??= lowering.newLabel();
      lowering.emit(frame, { kind: 'exit', label: loop.breakLabel, span: placeOf(frame, node.span) });
    }
  });
  const label = loop.continueLabel;
  delete loop.continueLabel;
  lowering.append(labelled(frame, label, round, node.span));
  return label !== undefined || ends.includes('next') || ends.includes('continue');
}

/** A range with bounds of the run: a counter that the circuit itself keeps. */
function lateFor(lowering: Lowering, frame: Frame, node: tree.ForStatement, type: ClassicalType): Completion {
  const { iterable } = node;
  if (iterable.kind !== 'range') return 'next';
  const bounds = boundsOf(lowering, frame, iterable);
  if (!isKnown(bounds.step))
    return fail(frame, 'QF3104', iterable.step?.span ?? iterable.span, ['The step of a range']);
  if (bounds.step.value === 0n) return fail(frame, 'QF2022', iterable.span, ['its step is 0']);
  const place = placeOf(frame, node.span);
  const counter = newCell(lowering, {
    name: node.variable.text,
    type: int,
    span: placeOf(frame, node.variable.span),
  });
  write(lowering, frame, counter, bounds.start, place);
  const stop = isKnown(bounds.stop)
    ? bounds.stop
    : read(snapshot(lowering, frame, 'last', bounds.stop, place));
  countWhile(lowering, frame, node, type, counter, stop, bounds.step);
  return 'next';
}

function countWhile(
  lowering: Lowering,
  frame: Frame,
  node: tree.ForStatement,
  type: ClassicalType,
  counter: Cell,
  stop: Evaluated,
  step: Evaluated,
): void {
  const { assigned } = flowOf(lowering, frame, [node.body]);
  const place = placeOf(frame, node.span);
  store(lowering, frame, counter, place);
  emitWhile(lowering, frame, node.span, assigned, (loop) => {
    const current = read(counter);
    const isUpwards = isKnown(step) && Number(step.value) > 0;
    const condition = asExpression(binary(isUpwards ? '<=' : '>=', current, stop));
    bindVariable(lowering, frame, node, type, current);
    const round = collectRound(lowering, frame, loop, node);
    const next = lowering.collect(() => write(lowering, frame, counter, binary('+', current, step), place));
    return { before: [], condition, body: [...round, ...next] };
  });
}
