import type { ClassicalType, Span } from '../../base/index.ts';
import { type tree, someStatement } from '../../language/index.ts';
import type { Block } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { evaluateCondition } from './evaluate.ts';
import { asExpression, isKnown } from './evaluated.ts';
import { type Flow, flowOf, isLateExpression } from './flow.ts';
import { type Frame, type Loop, placeOf } from './frame.ts';
import type { Completion, Lowering } from './lowering.ts';
import { inRegion } from './region.ts';

/** A loop whose condition stays known is unrolled; any other is left to the run. */
export function lowerWhile(lowering: Lowering, frame: Frame, node: tree.WhileStatement): Completion {
  const flow = flowOf(lowering, frame, [node.body]);
  const isLate =
    flow.isJumpLate ||
    flow.isReturnLate ||
    isLateExpression(lowering, frame, node.condition, flow.late) ||
    someStatement(node.body, ({ kind }) => kind === 'end');
  return isLate ? lateWhile(lowering, frame, node, flow) : unrolledWhile(lowering, frame, node);
}

function unrolledWhile(lowering: Lowering, frame: Frame, node: tree.WhileStatement): Completion {
  const { condition: kept } = node;
  if (kept.kind === 'boolean' && kept.value && !mayLeave(node)) lowering.foresee(frame, node.span, Infinity);
  for (;;) {
    lowering.step(frame, node.span);
    const condition = evaluateCondition(lowering, frame, node.condition);
    if (!isKnown(condition)) return lateWhile(lowering, frame, node, flowOf(lowering, frame, [node.body]));
    if (condition.value !== true) return 'next';
    const end = runRound(lowering, frame, { region: lowering.region, hasExits: false }, node.body);
    if (end === 'break') return 'next';
    if (end !== 'next' && end !== 'continue') return end;
  }
}

/** Whether anything in a loop's body ends the loop. */
export function mayLeave({ body }: tree.WhileStatement | tree.ForStatement): boolean {
  return someStatement(body, ({ kind }) => kind === 'break' || kind === 'return' || kind === 'end');
}

/** Lowers one round of a loop. */
export function runRound(lowering: Lowering, frame: Frame, loop: Loop, body: tree.Block): Completion {
  frame.loops.push(loop);
  const end = lowering.actions.run(lowering, frame, body);
  frame.loops.pop();
  return end;
}

function lateWhile(
  lowering: Lowering,
  frame: Frame,
  node: tree.WhileStatement,
  { assigned }: Flow,
): Completion {
  emitWhile(lowering, frame, node.span, assigned, (loop) => {
    let condition: Expression = { kind: 'literal', type: { kind: 'bool' }, value: true };
    const before = lowering.collect(() => {
      condition = asExpression(evaluateCondition(lowering, frame, node.condition));
    });
    const body = collectRound(lowering, frame, loop, node);
    return { before, condition, body };
  });
  return 'next';
}

/** The instructions of one round, in a block of its own where it is left early. */
export function collectRound(
  lowering: Lowering,
  frame: Frame,
  loop: Loop,
  node: tree.WhileStatement | tree.ForStatement,
): Block {
  const round = lowering.collect(() => runRound(lowering, frame, loop, node.body));
  return labelled(frame, loop.continueLabel, round, node.span);
}

/** A body that an exit may leave, where one does. */
export function labelled(frame: Frame, label: number | undefined, body: Block, span: Span): Block {
  return label === undefined ? body : [{ kind: 'block', label, body, span: placeOf(frame, span) }];
}

interface LateLoop {
  /** What must run before each look at the condition. */
  readonly before: Block;
  readonly condition: Expression;
  readonly body: Block;
}

/** Emits a loop that the run repeats, with labels where it is left early. */
export function emitWhile(
  lowering: Lowering,
  frame: Frame,
  span: Span,
  assigned: Flow['assigned'],
  build: (loop: Loop) => LateLoop,
): void {
  const place = placeOf(frame, span);
  const loop: Loop = { region: undefined, hasExits: true };
  inRegion(lowering, frame, assigned, place, () => {
    lowering.loops += 1;
    const { before, condition, body } = build(loop);
    lowering.loops -= 1;
    if (before.length > 0) loop.breakLabel ??= lowering.newLabel();
    const loopInstruction =
      before.length === 0
        ? ({ kind: 'while', condition, body, span: place } as const)
        : whileTrue(before, condition, body, loop.breakLabel ?? 0, place);
    const whole = labelled(frame, loop.breakLabel, [loopInstruction], span);
    for (const instruction of whole) lowering.emit(frame, instruction);
  });
}

/** A loop whose condition needs instructions of its own: `while (true) { before; if (!condition) break; body }`. */
function whileTrue(before: Block, condition: Expression, body: Block, label: number, span: Span) {
  const bool: ClassicalType = { kind: 'bool' };
  const leave = { kind: 'exit', label, span } as const;
  const test = { kind: 'if', condition, then: [], otherwise: [leave], span } as const;
  const always: Expression = { kind: 'literal', type: bool, value: true };
  return { kind: 'while', condition: always, body: [...before, test, ...body], span } as const;
}
