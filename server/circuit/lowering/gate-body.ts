import type { Symbol, tree } from '../../language/index.ts';
import { type Gate, findGate } from '../../library/index.ts';
import type { Angle } from '../circuit.ts';
import { bind } from './declarations.ts';
import { float } from './evaluated.ts';
import { fail } from './failure.ts';
import { type Frame, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { modelOf } from './names.ts';
import { type Sequence, tableSequence } from './sequence.ts';
import { aliasCell } from './storage.ts';

/** A gate as it is called: steps on `arity` operands. */
export interface Applied {
  readonly sequence: Sequence;
  readonly arity: number;
}

/** The gate that a call names, without its modifiers. */
export function calledGate(
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

/** The operands of a gate, numbered. */
export function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => place);
}

/** The gate of the table that a call names, unless the file gives the name another meaning. */
export function standardGate(frame: Frame, node: tree.GateCall): Gate | undefined {
  const symbol = frame.model.symbolOf(node.name);
  return symbol === undefined || symbol.kind === 'standard-gate' ? findGate(node.name.text) : undefined;
}

/** Refuses a call with too few or too many angles or qubits. */
export function checkCounts(
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
  const inner = gateFrame(lowering, frame, node, symbol, angles, places(symbol.node.qubits.length));
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
  qubits: readonly number[],
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
    called: { name: symbol.name, from: frame },
    ...(site === undefined ? {} : { site }),
  };
  for (const [place, name] of symbol.node.parameters.entries()) {
    const angle = angles[place] ?? 0;
    const value =
      typeof angle === 'number' ? { type: float, value: angle } : { type: float, expression: angle };
    bind(inner, name, aliasCell(lowering, name.text, name.span, value));
  }
  for (const [place, name] of symbol.node.qubits.entries())
    bind(inner, name, { kind: 'qubits', qubits: [qubits[place] ?? 0], isSingle: true });
  return inner;
}

/** Carries out the statements of a gate that the program defines on qubits of the circuit, so that a trace sees them. */
export function enterGate(
  lowering: Lowering,
  frame: Frame,
  node: tree.GateCall,
  { symbol, body }: EnteredGate,
  angles: readonly Angle[],
  qubits: readonly number[],
): void {
  lowering.actions.run(lowering, gateFrame(lowering, frame, node, symbol, angles, qubits), body);
}

export interface EnteredGate {
  readonly symbol: Extract<Symbol, { kind: 'gate' }>;
  readonly body: tree.Block;
}

/** The gate whose statements are entered where a trace or noise follows them: one of the program, called without modifiers. */
export function enteredGate(lowering: Lowering, frame: Frame, node: tree.GateCall): EnteredGate | undefined {
  const isFollowed = lowering.trace !== undefined || lowering.endedGates.size > 0;
  if (!isFollowed || node.modifiers.length > 0) return undefined;
  const symbol = frame.model.symbolOf(node.name);
  const body = symbol?.kind === 'gate' ? symbol.node.body : undefined;
  return symbol?.kind === 'gate' && body !== undefined ? { symbol, body } : undefined;
}
