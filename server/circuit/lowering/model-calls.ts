import { type tree, givenArguments } from '../../language/index.ts';
import { findCall } from '../../library/index.ts';
import type { PauliTerm } from '../observable.ts';
import { evaluate } from './evaluate.ts';
import { isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';

/** An argument of a model's call, its value known. */
export type ModelArgument = number | boolean | string | readonly ModelArgument[] | ModelCall;

/** A call such as `ising(4)`, its arguments by the names of their parameters. */
export interface ModelCall {
  readonly name: string;
  /** The file that it stands in; names of files among the arguments are meant from there. */
  readonly uri: string;
  readonly arguments: ReadonlyMap<string, ModelArgument>;
}

/** Makes the Pauli words of a model's call, or says why there are none. Handed in, since models are beyond circuits. */
export type ModelTerms = (call: ModelCall) => readonly PauliTerm[] | string;

/** Whether a name is a call of the library that makes an observable. */
export function isModelCall(name: string): boolean {
  return findCall(name, 'observable') !== undefined && name !== 'pauli';
}

/** @throws {LoweringFailure} where the call has no observable */
export function modelTerms(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
): readonly PauliTerm[] {
  const call = modelCall(lowering, frame, node);
  const made = lowering.modelTerms?.(call) ?? 'models are not at hand here';
  return typeof made === 'string' ? fail(frame, 'QF3110', node.span, [call.name, made]) : made;
}

function modelCall(lowering: Lowering, frame: Frame, node: tree.CallExpression): ModelCall {
  const { name } = node.callee;
  const call = findCall(name, 'observable');
  const given = call === undefined ? [] : [...givenArguments(node, call)];
  const { uri } = frame.model;
  return {
    name,
    uri,
    arguments: new Map(given.map(([key, value]) => [key, argument(lowering, frame, value)])),
  };
}

function argument(lowering: Lowering, frame: Frame, node: tree.Expression): ModelArgument {
  if (node.kind === 'parenthesized') return argument(lowering, frame, node.inner);
  if (node.kind === 'string') return node.value;
  if (node.kind === 'list') return node.elements.map((element) => argument(lowering, frame, element));
  if (node.kind === 'call' && isModelCall(node.callee.name)) return modelCall(lowering, frame, node);
  const found = evaluate(lowering, frame, node);
  if (!isKnown(found)) return fail(frame, 'QF3104', node.span, ['An argument of a model']);
  if (typeof found.value === 'boolean') return found.value;
  return typeof found.value === 'object'
    ? fail(frame, 'QF5011', node.span, ['no number'])
    : Number(found.value);
}
