import type { Call, CallParameter } from '../../library/index.ts';
import type { tree } from '../index.ts';

/** `rx(θ) q`: how a gate is called. */
export function gateHead(gate: {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly operands: readonly string[];
}): string {
  const angles = gate.parameters.length === 0 ? '' : `(${gate.parameters.join(', ')})`;
  return `${gate.name}${angles} ${gate.operands.join(', ')}`.trimEnd();
}

/** `sample(circuit, on: backend, shots: int)`: how a library call is written, with what it gives. */
export function callHead(call: Call): string {
  return `${call.name}(${call.parameters.map(parameterHead).join(', ')}) -> ${call.result}`;
}

/** One parameter of a library call; a question mark says that it may be left out. */
export function parameterHead({ name, type, positional, required }: CallParameter): string {
  const text = positional && name === type ? name : `${name}: ${type}`;
  return required ? text : `${text}?`;
}

/** The parameters of a circuit, a function or an observable as they are written, on one line. */
export function parametersText(parameters: readonly tree.ParameterNode[], text: string): string {
  return parameters.map(({ span }) => oneLine(text.slice(span.start, span.end))).join(', ');
}

/** A piece of a program on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
