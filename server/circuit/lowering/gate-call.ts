import type { tree } from '../../language/index.ts';
import type { Angle } from '../circuit.ts';
import { asAngle } from './angle.ts';
import { evaluate } from './evaluate.ts';
import { computed, fail } from './failure.ts';
import { type Frame, type Qubits, placeOf } from './frame.ts';
import { type Applied, calledGate, checkCounts, enterGate, enteredGate, standardGate } from './gate-body.ts';
import type { Lowering } from './lowering.ts';
import { modified } from './modifiers.ts';
import { broadcast, qubitsOf } from './operands.ts';
import { relocate, tableSequence } from './sequence.ts';

/** Applies a gate to its operands, element by element where they are registers. */
export function lowerGateCall(lowering: Lowering, frame: Frame, node: tree.GateCall): void {
  const operands = node.operands.map((operand) => qubitsOf(lowering, frame, operand));
  const angles = node.angles.map((angle) => angleOf(lowering, frame, angle));
  const span = placeOf(frame, node.span);
  const standard = node.modifiers.length === 0 ? standardGate(frame, node) : undefined;
  if (standard !== undefined) {
    checkCounts(frame, node, angles.length, standard.parameters.length, standard.operands.length);
    for (const qubits of broadcast(frame, node.span, operands)) {
      checkDistinct(frame, node, qubits);
      for (const step of tableSequence(standard, angles, qubits, span)) lowering.emit(frame, step);
      endGate(lowering, frame, standard.name, qubits, span);
    }
    return;
  }
  const entered = enteredGate(lowering, frame, node);
  if (entered !== undefined) {
    const { parameters, qubits: names } = entered.symbol.node;
    checkCounts(frame, node, angles.length, parameters.length, names.length);
    for (const qubits of broadcast(frame, node.span, operands)) {
      checkDistinct(frame, node, qubits);
      enterGate(lowering, frame, node, entered, angles, qubits);
      endGate(lowering, frame, entered.symbol.name, qubits, span);
    }
    return;
  }
  const { sequence, arity } = applied(lowering, frame, node, angles);
  const spread = spreadOperands(node, operands, arity);
  if (spread === undefined) checkCounts(frame, node, angles.length, angles.length, arity);
  for (const qubits of spread ?? broadcast(frame, node.span, operands)) {
    checkDistinct(frame, node, qubits);
    for (const step of sequence) lowering.emit(frame, relocate(step, qubits, span));
  }
}

/** Notes the end of a gate that is made of others, where noise follows it. */
function endGate(
  lowering: Lowering,
  frame: Frame,
  name: string,
  qubits: readonly number[],
  span: tree.GateCall['span'],
): void {
  if (lowering.endedGates.has(name))
    lowering.emit(frame, { kind: 'delay', duration: 0, qubits, ends: name, span });
}

/** The qubits of a controlled gate whose registers stand for their qubits one by one, as in `ctrl(3) @ x q[0:2], t`. */
function spreadOperands(
  node: tree.GateCall,
  operands: readonly Qubits[],
  arity: number,
): readonly (readonly number[])[] | undefined {
  const isControlled = node.modifiers.some(({ kind }) => kind === 'ctrl' || kind === 'negctrl');
  const qubits = operands.flatMap((operand) => operand.qubits);
  return isControlled && operands.length < arity && qubits.length === arity ? [qubits] : undefined;
}

function angleOf(lowering: Lowering, frame: Frame, node: tree.Expression): Angle {
  const value = evaluate(lowering, frame, node);
  return computed(frame, node.span, () => asAngle(value));
}

function checkDistinct(frame: Frame, node: tree.GateCall, qubits: readonly number[]): void {
  const count = qubits.length;
  for (let place = 1; place < count; place++) {
    const qubit = qubits[place] ?? 0;
    if (qubits.indexOf(qubit) >= place) continue;
    const span =
      (qubits.length === node.operands.length ? node.operands[place]?.span : undefined) ?? node.span;
    fail(frame, 'QF3001', span, [node.name.text, frame.model.text.slice(span.start, span.end)]);
  }
}

/** The called gate under its modifiers, the innermost first. */
function applied(lowering: Lowering, frame: Frame, node: tree.GateCall, angles: readonly Angle[]): Applied {
  const start = calledGate(lowering, frame, node, angles);
  return node.modifiers.reduceRight<Applied>(
    (gate, modifier) => modified(lowering, frame, node, modifier, gate),
    start,
  );
}
