import type { Backend } from '../../backends/index.ts';
import type { ClassicalType, Value } from '../../base/index.ts';
import {
  type Bindings,
  type Circuit,
  type Observable,
  isRealType,
  observableWidth,
  withParameterFixed,
} from '../../circuit/index.ts';
import { givenArguments } from '../../language/index.ts';
import { type Encoding, classifierCircuit, encodingOf } from '../../learning/index.ts';
import { type Call, type LossName, encoders, findCall, losses } from '../../library/index.ts';
import { declaringModel } from '../declaring-model.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { lowered, loweredObservable } from '../lowered.ts';
import type { ModelUse, RunValue } from '../run-value.ts';
import { namedChoice } from '../settings.ts';
import { type ParameterSpace, parameterSpace } from '../variational/parameter-space.ts';

/** A model that is ready to be asked about samples of one length. */
export interface Classifier {
  /** With the sample as one of its parameters. */
  readonly circuit: Circuit;
  readonly observables: readonly Observable[];
  readonly loss: LossName;
  /** The parameters that are trained. */
  readonly space: ParameterSpace;
  /** The parameters of the circuit for a set of trained ones and a sample. */
  readonly bind: (x: readonly number[], sample: readonly number[]) => Bindings;
  /** The circuit for one sample, whose parameters are the trained ones alone. */
  readonly circuitFor: (sample: readonly number[]) => Circuit;
  /** Why a sample cannot be encoded, if it cannot. */
  readonly fault: (sample: readonly number[]) => string | undefined;
}

/** Makes a declared model ready for samples of so many numbers. @throws {TaskFailure} where they do not fit it */
export function classifierOf(
  use: ModelUse,
  features: number,
  context: EvaluationContext,
  backend: Backend,
): Classifier {
  const own = modelContext(use, context);
  const given = givenArguments(use.call, findCall(use.call.callee.name, 'model') as Call);
  const valueOf = (name: string) => {
    const expression = given.get(name);
    return expression && evaluate(expression, own);
  };
  const layers = layersOf(use, valueOf('circuit'), own, backend);
  const observables = observablesOf(valueOf('observable'), own);
  const width = Math.max(0, ...observables.map(observableWidth));
  if (width > layers.qubitCount)
    return refuseModel(use, `it measures ${width} qubits, and ${layers.name} has ${layers.qubitCount}`);
  const encoder = namedChoice(use.call, 'encoder', encoders, own);
  const loss = namedChoice(use.call, 'loss', losses, own) ?? 'cross_entropy';
  if (encoder === undefined) return { observables, loss, ...takingSamples(use, layers, features) };
  const encoding = encodingOf(encoder, features, layers.qubitCount);
  if (typeof encoding === 'string') return refuseModel(use, encoding);
  return { observables, loss, ...encoded(use, layers, encoding) };
}

type Wiring = Omit<Classifier, 'observables' | 'loss'>;

/** An encoder in front of the circuit. */
function encoded(use: ModelUse, layers: Circuit, encoding: Encoding): Wiring {
  const circuit = classifierCircuit(layers, encoding);
  const angles = (sample: readonly number[]): Value => {
    const found = encoding.angles(sample);
    return typeof found === 'string' ? [] : found;
  };
  const space = trainable(use, layers, layers.parameters.length);
  return {
    circuit,
    space,
    bind: (x, sample) => [...space.bind(x), angles(sample)],
    circuitFor: (sample) => withParameterFixed(circuit, layers.parameters.length, angles(sample)),
    fault: (sample) => {
      const found = encoding.angles(sample);
      return typeof found === 'string' ? found : undefined;
    },
  };
}

/** Without an encoder the first parameter of the circuit takes the sample. */
function takingSamples(use: ModelUse, layers: Circuit, features: number): Wiring {
  const [first] = layers.parameters;
  const room = first === undefined ? 0 : featuresOf(first.type);
  if (first === undefined || room !== features) {
    const has = first === undefined ? 'no parameter' : `${room} in ${first.name}`;
    return refuseModel(
      use,
      `samples have ${features} numbers, and ${layers.name} takes ${has}; an encoder: would encode them`,
    );
  }
  const valueOf = (sample: readonly number[]): Value =>
    first.type.kind === 'array' ? sample : (sample[0] ?? 0);
  const space = trainable(use, layers, 0);
  return {
    circuit: layers,
    space,
    bind: (x, sample) => [valueOf(sample), ...space.bind(x)],
    circuitFor: (sample) => withParameterFixed(layers, 0, valueOf(sample)),
    fault: () => undefined,
  };
}

/** How many numbers of a sample a parameter takes; none where it is no number or list of numbers. */
function featuresOf(type: ClassicalType): number {
  if (type.kind !== 'array') return isRealType(type) ? 1 : 0;
  return type.shape.length === 1 && isRealType(type.element) ? (type.shape[0] ?? 0) : 0;
}

/** The parameters but the one that takes the sample. */
function trainable(use: ModelUse, { name, parameters }: Circuit, sample: number): ParameterSpace {
  const space = parameterSpace({ parameters: parameters.filter((_, place) => place !== sample) });
  if (space.fixed !== undefined)
    return refuseModel(use, `the parameter ${space.fixed} of ${name} is no float or angle: give it a value`);
  if (space.names.length === 0) return refuseModel(use, `${name} has no float or angle parameter to train`);
  return space;
}

function layersOf(
  use: ModelUse,
  value: RunValue | undefined,
  context: EvaluationContext,
  backend: Backend,
): Circuit {
  return value?.kind === 'circuit'
    ? lowered(value, context, { leavesRealsOpen: true, backend })
    : refuseModel(use, 'it has no circuit');
}

function observablesOf(value: RunValue | undefined, context: EvaluationContext): readonly Observable[] {
  if (value?.kind === 'observable') return [loweredObservable(value, context)];
  return value?.kind === 'list' ? value.values.flatMap((entry) => observablesOf(entry, context)) : [];
}

/** What the declaration sees: the inputs of the run where it stands in the file that runs. */
export function modelContext({ model }: ModelUse, context: EvaluationContext): EvaluationContext {
  const own = declaringModel(context.model, model.uri) ?? context.model;
  return own === context.model ? context : { ...context, model: own, inputs: new Map() };
}

/** Says at its declaration why a model cannot be used. @throws {TaskFailure} always */
export function refuseModel({ model, call, name }: ModelUse, reason: string): never {
  return refuseValue(model, call.span, `the model ${name} cannot be used: ${reason}`);
}
