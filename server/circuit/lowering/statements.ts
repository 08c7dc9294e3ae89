import type { tree } from '../../language/index.ts';
import { lowerIf, lowerSwitch } from './branches.ts';
import { lowerAlias, lowerDeclaration, lowerQubits } from './declarations.ts';
import { evaluate, evaluateAs } from './evaluate.ts';
import { type Evaluated, asExpression, binary, isKnown, unary } from './evaluated.ts';
import { computed } from './failure.ts';
import { type Frame, placeOf } from './frame.ts';
import { calledFunction } from './called-function.ts';
import { callFunction } from './functions.ts';
import { lowerGateCall } from './gate-call.ts';
import { lowerJump, lowerReturn } from './jumps.ts';
import { lowerFor } from './for-loops.ts';
import { lowerWhile } from './while-loops.ts';
import type { Actions, Completion, Lowering } from './lowering.ts';
import { lowerMeasure, measureInto, measureValue } from './measure.ts';
import { qubitsOf } from './operands.ts';
import type { BinaryOperator } from '../expression.ts';
import { assign, targetOf } from './target.ts';

/** Lowers statements in order until one of them jumps. */
export function runStatements(
  lowering: Lowering,
  frame: Frame,
  statements: readonly tree.Statement[],
): Completion {
  for (const statement of statements) {
    const completion = runStatement(lowering, frame, statement);
    if (completion !== 'next') return completion;
  }
  return 'next';
}

/** The steps of a lowering that need each other; see {@link Actions}. */
export const actions: Actions = {
  run: (lowering, frame, block) => runStatements(lowering, frame, block.statements),
  callFunction,
  measure: measureValue,
};

function runStatement(lowering: Lowering, frame: Frame, node: tree.Statement): Completion {
  lowering.step(frame, node.span);
  lowering.mark(frame, node);
  switch (node.kind) {
    case 'if':
      return lowerIf(lowering, frame, node);
    case 'for':
      return lowerFor(lowering, frame, node);
    case 'while':
      return lowerWhile(lowering, frame, node);
    case 'switch':
      return lowerSwitch(lowering, frame, node);
    case 'box':
    case 'scope':
      return runStatements(lowering, frame, node.body.statements);
    case 'break':
    case 'continue':
    case 'end':
      return lowerJump(lowering, frame, node);
    case 'return':
      return lowerReturn(lowering, frame, node);
    default:
      runSimple(lowering, frame, node);
      return 'next';
  }
}

/** Statements that never jump. Declarations of gates, functions and what is outside circuits do nothing here. */
function runSimple(lowering: Lowering, frame: Frame, node: tree.Statement): void {
  switch (node.kind) {
    case 'gate-call':
      return lowerGateCall(lowering, frame, node);
    case 'measure':
      return lowerMeasure(lowering, frame, node);
    case 'assignment':
      return lowerAssignment(lowering, frame, node);
    case 'classical-declaration':
      return lowerDeclaration(lowering, frame, node);
    case 'qubit-declaration':
      return lowerQubits(lowering, frame, node);
    case 'alias':
      return lowerAlias(lowering, frame, node);
    case 'expression':
      return lowerExpression(lowering, frame, node);
    case 'reset':
      return lowerReset(lowering, frame, node);
    case 'barrier':
      return lowerBarrier(lowering, frame, node);
    case 'delay':
      return lowerDelay(lowering, frame, node);
    case 'nop':
      operandQubits(lowering, frame, node.operands);
      return;
    default:
  }
}

function lowerAssignment(lowering: Lowering, frame: Frame, node: tree.Assignment): void {
  const { target, value, operator } = node;
  if (operator === '=' && value.kind === 'measure-expression')
    return measureInto(lowering, frame, value.source, target, node.span);
  const place = targetOf(lowering, frame, target);
  const [slot] = place.slots;
  const assigned =
    operator === '=' && slot !== undefined && !place.isSlice
      ? evaluateAs(lowering, frame, value, slot.type)
      : combined(lowering, frame, node);
  assign(lowering, frame, place, assigned, node.span);
}

/** The value of `a op= b`. */
function combined(lowering: Lowering, frame: Frame, node: tree.Assignment): Evaluated {
  const right = evaluate(lowering, frame, node.value);
  if (node.operator === '=') return right;
  if (node.operator === '~=') return computed(frame, node.span, () => unary('~', right));
  const left = evaluate(lowering, frame, node.target);
  const operator = node.operator.slice(0, -1) as BinaryOperator;
  return computed(frame, node.span, () => binary(operator, left, right));
}

/** A call of a function for what it does to qubits; any other expression has no effect but its measurements. */
function lowerExpression(lowering: Lowering, frame: Frame, { expression }: tree.ExpressionStatement): void {
  const isOwn = expression.kind === 'call' && calledFunction(frame, expression) !== undefined;
  if (isOwn) callFunction(lowering, frame, expression);
  else evaluate(lowering, frame, expression);
}

function lowerReset(lowering: Lowering, frame: Frame, node: tree.ResetStatement): void {
  const span = placeOf(frame, node.span);
  for (const qubit of qubitsOf(lowering, frame, node.operand).qubits)
    lowering.emit(frame, { kind: 'reset', qubit, span });
}

/** The qubits of the operands, each once; no operand means all qubits. */
function operandQubits(
  lowering: Lowering,
  frame: Frame,
  operands: readonly tree.Expression[],
): readonly number[] {
  if (operands.length === 0) return Array.from({ length: lowering.qubitCount }, (_, qubit) => qubit);
  return [...new Set(operands.flatMap((operand) => qubitsOf(lowering, frame, operand).qubits))];
}

function lowerBarrier(lowering: Lowering, frame: Frame, node: tree.BarrierStatement): void {
  const qubits = operandQubits(lowering, frame, node.operands);
  if (qubits.length > 0) lowering.emit(frame, { kind: 'barrier', qubits, span: placeOf(frame, node.span) });
}

function lowerDelay(lowering: Lowering, frame: Frame, node: tree.DelayStatement): void {
  const qubits = operandQubits(lowering, frame, node.operands);
  const length = evaluateAs(lowering, frame, node.duration, { kind: 'duration' });
  const duration = isKnown(length) ? Number(length.value) : asExpression(length);
  lowering.emit(frame, { kind: 'delay', duration, qubits, span: placeOf(frame, node.span) });
}
