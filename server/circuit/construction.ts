import type { ClassicalType, Span } from '../base/index.ts';
import type { Angle, Control, GateInstruction } from './circuit.ts';
import type { Expression } from './expression.ts';
import type { PauliFactor } from './observable.ts';

/** Parts of circuits that calls such as `qaoa` and `uccsd` make, where no program wrote them. */

const float: ClassicalType = { kind: 'float' };

export function gateOn(
  gate: string,
  angles: readonly Angle[],
  qubits: readonly number[],
  span: Span,
  controls: readonly Control[] = [],
): GateInstruction {
  return { kind: 'gate', gate, angles, qubits, controls, span };
}

export function controlledNot(control: number, target: number, span: Span): GateInstruction {
  return gateOn('x', [], [target], span, [{ qubit: control, state: 1 }]);
}

/** `factor` times element `place` of the array that is parameter number `parameter`. */
export function scaledElement(
  parameter: number,
  type: ClassicalType,
  place: number,
  factor: number,
): Expression {
  const of: Expression = { kind: 'parameter', type, parameter };
  const index: Expression = { kind: 'literal', type: { kind: 'int' }, value: BigInt(place) };
  return {
    kind: 'binary',
    type: float,
    operator: '*',
    left: { kind: 'literal', type: float, value: factor },
    right: { kind: 'element', type: float, of, index },
  };
}

/** e^(−iφP/2) of a Pauli word: its letters turned into Z, their parity along a ladder, the turn, and all of it taken back. */
export function pauliRotation(
  factors: readonly PauliFactor[],
  angle: Angle,
  span: Span,
): readonly GateInstruction[] {
  const last = factors.at(-1);
  if (last === undefined) return [];
  const ladder = factors
    .slice(1)
    .map(({ qubit }, place) => controlledNot(factors[place]?.qubit ?? 0, qubit, span));
  return [
    ...factors.flatMap((factor) => intoZ(factor, 1, span)),
    ...ladder,
    gateOn('rz', [angle], [last.qubit], span),
    ...ladder.toReversed(),
    ...factors.flatMap((factor) => intoZ(factor, -1, span)),
  ];
}

/** The gate V with V P V⁻¹ = Z, or its inverse. */
function intoZ({ pauli, qubit }: PauliFactor, direction: 1 | -1, span: Span): readonly GateInstruction[] {
  if (pauli === 'X') return [gateOn('h', [], [qubit], span)];
  return pauli === 'Y' ? [gateOn('rx', [(direction * Math.PI) / 2], [qubit], span)] : [];
}
