import type { tree } from '../../language/index.ts';
import type { Control } from '../circuit.ts';
import { evaluateAs, knownInteger } from './evaluate.ts';
import { float, isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { type Applied, places } from './gate-body.ts';
import type { Lowering } from './lowering.ts';
import { largestPower, powered } from './powers.ts';
import { type Sequence, controlled, inverted, relocate } from './sequence.ts';

/** The most controls that one modifier adds; more qubits than this no circuit has. */
const mostControls = 1000;

/** The gate under one modifier. */
export function modified(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  modifier: tree.GateModifier,
  gate: Applied,
): Applied {
  switch (modifier.kind) {
    case 'inv':
      return { ...gate, sequence: inverted(gate.sequence) };
    case 'pow':
      return { ...gate, sequence: raised(lowering, frame, node, modifier.exponent, gate) };
    case 'ctrl':
    case 'negctrl':
      return underControls(lowering, frame, modifier, gate);
  }
}

function raised(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  exponentNode: tree.Expression,
  { sequence, arity }: Applied,
): Sequence {
  const exponent = evaluateAs(lowering, frame, exponentNode, float);
  if (!isKnown(exponent)) return fail(frame, 'QF3104', exponentNode.span, ['The power of a gate']);
  const { instructions } = lowering.limits;
  const gate = { name: node.name.text, sequence, arity, span: node.span };
  const result = powered(gate, Number(exponent.value), instructions);
  switch (result) {
    case 'late-angle':
      return fail(frame, 'QF3104', exponentNode.span, ['The angle of a gate to a fractional power']);
    case 'too-many-qubits':
      return fail(frame, 'QF3107', exponentNode.span, [node.name.text, String(arity), String(largestPower)]);
    case 'too-long':
      return fail(frame, 'QF3102', exponentNode.span, [instructions.toLocaleString('en')]);
    default:
      return result;
  }
}

function underControls(
  lowering: Lowering,
  frame: Frame,
  modifier: Extract<tree.GateModifier, { kind: 'ctrl' | 'negctrl' }>,
  { sequence, arity }: Applied,
): Applied {
  const count =
    modifier.count === undefined
      ? 1
      : knownInteger(lowering, frame, modifier.count, 'The number of controls');
  if (count < 1 || count > mostControls)
    fail(frame, 'QF2015', modifier.span, [String(count), `from 1 to ${mostControls}`]);
  const state = modifier.kind === 'ctrl' ? 1 : 0;
  const controls = places(count).map((qubit): Control => ({ qubit, state }));
  const operands = places(arity).map((place) => place + count);
  const shifted = sequence.map((step) => relocate(step, operands, step.span));
  return { sequence: controlled(shifted, controls), arity: arity + count };
}
