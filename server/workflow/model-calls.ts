import type { Value } from '../base/index.ts';
import { type Ansatz, type ModelFiles, ansatzOfCall, exactEnergy, modelTerms } from '../chemistry/index.ts';
import type { ModelArgument, ModelCall, Observable } from '../circuit/index.ts';
import { type Model, givenArguments, type tree } from '../language/index.ts';
import { type Call, diagnose } from '../library/index.ts';
import { TaskFailure } from './failure.ts';
import { type RunValue, float, plainValue } from './run-value.ts';

/** The call's file, and how its arguments get their values. */
interface Asked {
  readonly model: Model;
  readonly files: ModelFiles;
  readonly evaluate: (expression: tree.Expression) => RunValue;
}

/** What a call of a molecule, of a model of matter or of an ansatz stands for in a workflow. */
export function modelValue(node: tree.CallExpression, call: Call, context: Asked): RunValue {
  const asked = modelCall(node, call, context);
  if (call.result === 'molecule') return { kind: 'molecule', call: asked };
  if (call.result === 'float') return float(energyOf(node, asked, context));
  const { model } = context;
  const use = { model, name: call.name, arguments: [] };
  return call.result === 'circuit'
    ? { kind: 'circuit', ...use, made: ansatzOf(node, asked, context) }
    : { kind: 'observable', ...use, made: observableOf(node, asked, context), call: asked };
}

/** The call with the values of its arguments, those that are no part of a model left out. */
export function modelCall(node: tree.CallExpression, call: Call, context: Asked): ModelCall {
  const given = [...givenArguments(node, call)].filter(([name]) => !isOfRun(call, name));
  return {
    name: call.name,
    uri: context.model.uri,
    arguments: new Map(given.map(([name, value]) => [name, argumentOf(context.evaluate(value))])),
  };
}

/** Whether an argument says how a call runs. */
function isOfRun({ parameters }: Call, name: string): boolean {
  const type = parameters.find((parameter) => parameter.name === name)?.type;
  return type === 'optimizer' || type === 'backend';
}

function argumentOf(value: RunValue): ModelArgument {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'molecule') return value.call;
  if (value.kind === 'list') return value.values.map(argumentOf);
  const plain = plainValue(value);
  if (typeof plain === 'boolean') return plain;
  return isList(plain) ? plain.map(nestedNumbers) : Number(plain);
}

function nestedNumbers(value: Value): ModelArgument {
  return isList(value) ? value.map(nestedNumbers) : Number(value);
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function ansatzOf(node: tree.CallExpression, call: ModelCall, context: Asked): Ansatz {
  const made = ansatzOfCall(call, node.span, context.files);
  return typeof made === 'string' ? refuse(node, call, made, context) : made;
}

function observableOf(node: tree.CallExpression, call: ModelCall, context: Asked): Observable {
  const made = modelTerms(call, context.files);
  if (typeof made === 'string') return refuse(node, call, made, context);
  return { name: call.name, terms: made, span: node.span };
}

function energyOf(node: tree.CallExpression, call: ModelCall, context: Asked): number {
  const made = exactEnergy(call, context.files);
  return typeof made === 'string' ? refuse(node, call, made, context) : made;
}

function refuse({ span }: tree.CallExpression, { name }: ModelCall, reason: string, { model }: Asked): never {
  throw new TaskFailure([{ model, diagnostic: diagnose('QF3110', span, [name, reason]) }]);
}
