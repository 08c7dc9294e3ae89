import type { Span } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import { evaluate, evaluateAs } from './evaluate.ts';
import { fail } from './failure.ts';
import { type Frame, placeOf } from './frame.ts';
import type { Completion, Lowering } from './lowering.ts';
import { save, write } from './storage.ts';

/** `break`, `continue` and `end`: decided now where no run-time condition stands between them and their loop. */
export function lowerJump(lowering: Lowering, frame: Frame, node: tree.JumpStatement): Completion {
  if (node.kind === 'end') return lowerEnd(lowering, frame, node.span);
  const loop = frame.loops.at(-1);
  if (loop === undefined) return fail(frame, 'QF3008', node.span, [node.kind]);
  if (loop.region === lowering.region) return node.kind;
  checkForeseen(frame, loop.hasExits, node.span);
  const label =
    node.kind === 'break'
      ? (loop.breakLabel ??= lowering.newLabel())
      : (loop.continueLabel ??= lowering.newLabel());
  return exit(lowering, frame, label, node.span);
}

/** An exit without a block to leave would be a wrong circuit; a refusal is better. */
function checkForeseen(frame: Frame, hasExits: boolean, span: Span): void {
  if (!hasExits) fail(frame, 'QF3100', span, ['only the run can decide about this jump']);
}

function exit(lowering: Lowering, frame: Frame, label: number, span: Span): Completion {
  lowering.emit(frame, { kind: 'exit', label, span: placeOf(frame, span) });
  return 'stop';
}

/** Ends the circuit: nothing more is lowered where that is certain, else the results are saved and the run ends. */
function lowerEnd(lowering: Lowering, frame: Frame, span: Span): Completion {
  if (lowering.region === 0 && frame.activation === undefined) return 'end';
  const place = placeOf(frame, span);
  saveOutputs(lowering, frame, place);
  lowering.emit(frame, { kind: 'end', span: place });
  return 'stop';
}

/** Writes the results that are known now into their variables. */
export function saveOutputs(lowering: Lowering, frame: Frame, span: Span): void {
  for (const cell of lowering.outputs) {
    if (cell.content.kind === 'known') save(lowering, frame, cell, cell.content.value, span);
  }
}

export function lowerReturn(lowering: Lowering, frame: Frame, node: tree.ReturnStatement): Completion {
  const { activation } = frame;
  if (activation === undefined) return fail(frame, 'QF3009', node.span, []);
  const { result } = activation;
  if (result === undefined && activation.region === lowering.region)
    return { kind: 'return', value: node.value && evaluate(lowering, frame, node.value) };
  if (result !== undefined && node.value !== undefined) {
    const value = evaluateAs(lowering, frame, node.value, result.type);
    write(lowering, frame, result, value, placeOf(frame, node.span));
  }
  if (activation.region === lowering.region) return { kind: 'return', value: undefined };
  checkForeseen(frame, activation.hasExits, node.span);
  activation.exitLabel ??= lowering.newLabel();
  return exit(lowering, frame, activation.exitLabel, node.span);
}
