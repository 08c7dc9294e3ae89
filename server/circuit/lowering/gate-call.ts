import type { Span } from '../../base/index.ts';
import type { Symbol, tree } from '../../language/index.ts';
import { type Gate, findGate } from '../../library/index.ts';
import type { Angle, Control } from '../circuit.ts';
import { asAngle } from './angle.ts';
import { evaluate, evaluateAs, knownInteger } from './evaluate.ts';
import { float, isKnown } from './evaluated.ts';
import { computed, fail } from './failure.ts';
import { type Frame, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { modelOf } from './names.ts';
import { broadcast, qubitsOf } from './operands.ts';
import { largestPower, powered } from './powers.ts';
import { type Sequence, controlled, inverted, relocate, tableSequence } from './sequence.ts';
import { aliasCell } from './storage.ts';

/** The most controls that one modifier adds; more qubits than this no circuit has. */
const mostControls = 1000;

/** A gate as it is called, with its modifiers applied: steps on `arity` operands. */
interface Applied {
  readonly sequence: Sequence;
  readonly arity: number;
}

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
    }
    return;
  }
  const { sequence, arity } = applied(lowering, frame, node, angles);
  checkCounts(frame, node, angles.length, angles.length, arity);
  for (const qubits of broadcast(frame, node.span, operands)) {
    checkDistinct(frame, node, qubits);
    for (const step of sequence) lowering.emit(frame, relocate(step, qubits, span));
  }
}

function angleOf(lowering: Lowering, frame: Frame, node: tree.Expression): Angle {
  const value = evaluate(lowering, frame, node);
  return computed(frame, node.span, () => asAngle(value));
}

/** The gate of the table that a call names, unless the file gives the name another meaning. */
function standardGate(frame: Frame, node: tree.GateCall): Gate | undefined {
  const symbol = frame.model.symbolOf(node.name);
  return symbol === undefined || symbol.kind === 'standard-gate' ? findGate(node.name.text) : undefined;
}

function checkCounts(
  frame: Frame,
  node: tree.GateCall,
  angles: number,
  wantedAngles: number,
  wantedQubits: number,
): void {
  const { text, span } = node.name;
  if (angles !== wantedAngles)
    fail(frame, 'QF3002', span, [text, plural(wantedAngles, 'angle'), given(angles)]);
  if (node.operands.length !== wantedQubits)
    fail(frame, 'QF3003', span, [text, plural(wantedQubits, 'qubit'), given(node.operands.length)]);
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function given(count: number): string {
  return count === 1 ? '1 is' : `${count} are`;
}

function checkDistinct(frame: Frame, node: tree.GateCall, qubits: readonly number[]): void {
  const count = qubits.length;
  for (let place = 1; place < count; place++) {
    const qubit = qubits[place] ?? 0;
    if (qubits.indexOf(qubit) >= place) continue;
    const span = node.operands[place]?.span ?? node.span;
    fail(frame, 'QF3001', span, [node.name.text, frame.model.text.slice(span.start, span.end)]);
  }
}

function applied(lowering: Lowering, frame: Frame, node: tree.GateCall, angles: readonly Angle[]): Applied {
  const start = calledGate(lowering, frame, node, angles);
  return node.modifiers.reduceRight<Applied>(
    (gate, modifier) => modified(lowering, frame, node, modifier, gate),
    start,
  );
}

function calledGate(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  angles: readonly Angle[],
): Applied {
  const gate = standardGate(frame, node);
  const symbol = frame.model.symbolOf(node.name);
  if (gate !== undefined) {
    const arity = gate.operands.length;
    if (angles.length !== gate.parameters.length)
      fail(frame, 'QF3002', node.name.span, [
        gate.name,
        plural(gate.parameters.length, 'angle'),
        given(angles.length),
      ]);
    return { sequence: tableSequence(gate, angles, places(arity), placeOf(frame, node.span)), arity };
  }
  if (symbol?.kind !== 'gate') return fail(frame, 'QF3100', node.name.span, [`${node.name.text} is no gate`]);
  return { sequence: gateBody(lowering, frame, node, symbol, angles), arity: symbol.node.qubits.length };
}

function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => place);
}

// ---------------------------------------------------------------------------------------------------- user's gates

/** How many bodies of one gate are kept for different angles. */
const keptBodies = 1000;

/** The steps of a gate that the program defines, on its operands. */
function gateBody(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  symbol: Extract<Symbol, { kind: 'gate' }>,
  angles: readonly Angle[],
): Sequence {
  const declaration = symbol.node;
  if (declaration.body === undefined) return fail(frame, 'QF3105', node.name.span, [symbol.name]);
  if (angles.length !== declaration.parameters.length)
    fail(frame, 'QF3002', node.name.span, [
      symbol.name,
      plural(declaration.parameters.length, 'angle'),
      given(angles.length),
    ]);
  const key = angles.every((angle) => typeof angle === 'number') ? angles.join() : undefined;
  const kept = lowering.gateBodies.get(declaration) ?? new Map<string, Sequence>();
  const known = key === undefined ? undefined : kept.get(key);
  if (known !== undefined) return known;
  const sequence = lowerBody(lowering, frame, node, symbol, declaration.body, angles);
  if (key !== undefined && kept.size < keptBodies)
    lowering.gateBodies.set(declaration, kept.set(key, sequence));
  return sequence;
}

function lowerBody(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  symbol: Extract<Symbol, { kind: 'gate' }>,
  body: tree.Block,
  angles: readonly Angle[],
): Sequence {
  const inner = gateFrame(lowering, frame, node, symbol, angles);
  const steps = lowering.collect(() => lowering.actions.run(lowering, inner, body));
  return steps.flatMap((step) => {
    if (step.kind === 'gate' || step.kind === 'unitary') return [step];
    return step.kind === 'barrier' ? [] : fail(inner, 'QF3006', body.span, [`a ${step.kind}`]);
  });
}

function gateFrame(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  symbol: Extract<Symbol, { kind: 'gate' }>,
  angles: readonly Angle[],
): Frame {
  const depth = frame.depth + 1;
  if (depth > lowering.limits.calls)
    fail(frame, 'QF3103', node.name.span, [symbol.name, String(lowering.limits.calls)]);
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  const site = frame.site ?? (model === frame.model ? undefined : node.span);
  const inner: Frame = {
    model,
    bindings: new Map(),
    loops: [],
    depth,
    ...(site === undefined ? {} : { site }),
  };
  for (const [place, name] of symbol.node.parameters.entries()) {
    const angle = angles[place] ?? 0;
    const value =
      typeof angle === 'number' ? { type: float, value: angle } : { type: float, expression: angle };
    bind(inner, name, aliasCell(lowering, name.text, name.span, value));
  }
  for (const [place, name] of symbol.node.qubits.entries())
    bind(inner, name, { kind: 'qubits', qubits: [place], isSingle: true });
  return inner;
}

function bind(frame: Frame, name: tree.Name, binding: Parameters<Frame['bindings']['set']>[1]): void {
  const symbol = frame.model.symbolOf(name);
  if (symbol !== undefined) frame.bindings.set(symbol, binding);
}

// ------------------------------------------------------------------------------------------------------- modifiers

function modified(
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
  const gate = { name: node.name.text, sequence, arity, span: node.span };
  const repetitions = sequence.length * Math.abs(Number(exponent.value));
  const result =
    repetitions > lowering.limits.instructions && arity > largestPower
      ? 'too-many-qubits'
      : powered(gate, Number(exponent.value));
  if (result === 'late-angle')
    return fail(frame, 'QF3104', exponentNode.span, ['The angle of a gate to a fractional power']);
  if (result === 'too-many-qubits')
    return fail(frame, 'QF3107', exponentNode.span, [node.name.text, String(arity), String(largestPower)]);
  return result;
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
  const shifted = sequence.map((step) =>
    relocate(
      step,
      places(arity).map((place) => place + count),
      spanOf(step),
    ),
  );
  return { sequence: controlled(shifted, controls), arity: arity + count };
}

function spanOf(step: { readonly span: Span }): Span {
  return step.span;
}
