import type { Span } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import type { Expression } from '../expression.ts';
import { evaluate, evaluateCondition } from './evaluate.ts';
import { type Evaluated, binary, isKnown } from './evaluated.ts';
import { computed } from './failure.ts';
import { flowOf } from './flow.ts';
import { type Frame, placeOf } from './frame.ts';
import type { Completion, Lowering } from './lowering.ts';
import { inRegion } from './region.ts';

export function lowerIf(lowering: Lowering, frame: Frame, node: tree.IfStatement): Completion {
  const condition = evaluateCondition(lowering, frame, node.condition);
  const { then, otherwise } = node;
  const runOtherwise = (): Completion =>
    otherwise === undefined ? 'next' : lowering.actions.run(lowering, frame, otherwise);
  if (isKnown(condition))
    return condition.value === true ? lowering.actions.run(lowering, frame, then) : runOtherwise();
  const { assigned } = flowOf(lowering, frame, otherwise === undefined ? [then] : [then, otherwise]);
  let completion: Completion = 'next';
  inRegion(lowering, frame, assigned, placeOf(frame, node.span), () => {
    const runThen = () => lowering.actions.run(lowering, frame, then);
    completion = emitIf(lowering, frame, condition.expression, node.span, runThen, runOtherwise);
  });
  return completion;
}

function emitIf(
  lowering: Lowering,
  frame: Frame,
  condition: Expression,
  span: Span,
  runThen: () => Completion,
  runOtherwise: () => Completion,
): Completion {
  const ends: Completion[] = [];
  const then = lowering.collect(() => ends.push(runThen()));
  const otherwise = lowering.collect(() => ends.push(runOtherwise()));
  if (then.length > 0 || otherwise.length > 0)
    lowering.emit(frame, { kind: 'if', condition, then, otherwise, span: placeOf(frame, span) });
  return ends.every((end) => end === 'stop') ? 'stop' : 'next';
}

/** A switch is a chain of ifs: its cases exclude each other and do not fall through. */
export function lowerSwitch(lowering: Lowering, frame: Frame, node: tree.SwitchStatement): Completion {
  const value = evaluate(lowering, frame, node.value);
  if (isKnown(value)) return lowerCases(lowering, frame, node, value, 0);
  const blocks = node.cases.map(({ body }) => body);
  const { assigned } = flowOf(
    lowering,
    frame,
    node.otherwise === undefined ? blocks : [...blocks, node.otherwise],
  );
  let completion: Completion = 'next';
  inRegion(lowering, frame, assigned, placeOf(frame, node.span), () => {
    completion = lowerCases(lowering, frame, node, value, 0);
  });
  return completion;
}

function lowerCases(
  lowering: Lowering,
  frame: Frame,
  node: tree.SwitchStatement,
  value: Evaluated,
  first: number,
): Completion {
  const current = node.cases[first];
  if (current === undefined)
    return node.otherwise === undefined ? 'next' : lowering.actions.run(lowering, frame, node.otherwise);
  const condition = matches(lowering, frame, current.labels, value);
  const runCase = () => lowering.actions.run(lowering, frame, current.body);
  const runRest = () => lowerCases(lowering, frame, node, value, first + 1);
  if (!isKnown(condition)) return emitIf(lowering, frame, condition.expression, node.span, runCase, runRest);
  return condition.value === true ? runCase() : runRest();
}

function matches(
  lowering: Lowering,
  frame: Frame,
  labels: readonly tree.Expression[],
  value: Evaluated,
): Evaluated {
  return labels.reduce<Evaluated>(
    (any, label) => {
      const wanted = evaluate(lowering, frame, label);
      return computed(frame, label.span, () => binary('||', any, binary('==', value, wanted)));
    },
    { type: { kind: 'bool' }, value: false },
  );
}
