import { givenArguments } from '../../language/index.ts';
import {
  type Network,
  attentionNetwork,
  classCount,
  denseNetwork,
  recurrentNetwork,
} from '../../learning/index.ts';
import {
  type Call,
  activations,
  defaultFeatures,
  findCall,
  losses,
  mostLayerSize,
  networkSizes,
  predictionKinds,
} from '../../library/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { type ModelUse, plainValue } from '../run-value.ts';
import { namedChoice, namedNumbers } from '../settings.ts';
import { modelContext, refuseModel } from './classifier.ts';
import type { Learner, Samples } from './learner.ts';

/** A network of a file, with what it predicts and learns by. */
export interface DeclaredNetwork extends Pick<Learner, 'predicts' | 'classes' | 'loss'> {
  readonly network: Network;
}

/** The most parameters of a network: what is found, kept and shown has each of them. */
const mostParameters = 300_000;

/** The most circuits that all samples may take together: their parameters and derivatives are in memory at once. */
const mostCircuits = 1_000_000;

/** Makes a declared network ready for samples of one length; nothing where the model is none. @throws {TaskFailure} */
export function declaredNetwork(
  use: ModelUse,
  samples: Samples,
  context: EvaluationContext,
): DeclaredNetwork | undefined {
  const numbers = samples[0]?.length ?? 0;
  const own = modelContext(use, context);
  const make = makers.get(use.call.callee.name);
  if (make === undefined) return undefined;
  const settings = namedNumbers(use.call, own);
  const predicts = namedChoice(use.call, 'predicts', predictionKinds, own) ?? 'classes';
  const loss = namedChoice(use.call, 'loss', losses, own);
  if (predicts === 'numbers' && loss !== undefined && loss !== 'squared')
    return refuseModel(use, `it predicts numbers, and "${loss}" is a loss of classes`);
  const classes = settings.get('classes') ?? classCount(1);
  const outputs = predicts === 'numbers' ? 1 : classes;
  const network = make({ use, numbers, context: own, settings, outputs });
  const circuits = samples.length * network.circuitsOf(numbers);
  refuseMore(use, network.count, mostParameters, 'it has # parameters');
  refuseMore(use, circuits, mostCircuits, 'its samples take # circuits');
  return {
    network,
    ...{ predicts, classes, loss: loss ?? (predicts === 'numbers' ? 'squared' : 'cross_entropy') },
  };
}

/** @param sentence with # for the number. @throws {TaskFailure} where it is larger than the largest */
function refuseMore(use: ModelUse, found: number, most: number, sentence: string): void {
  const [has, limit] = [found, most].map((number) => number.toLocaleString('en-US'));
  if (found > most) refuseModel(use, `${sentence.replace('#', has ?? '')}, and ${limit} are the most`);
}

interface Order {
  readonly use: ModelUse;
  /** The numbers of one sample. */
  readonly numbers: number;
  readonly context: EvaluationContext;
  readonly settings: ReadonlyMap<string, number>;
  readonly outputs: number;
}

const makers: ReadonlyMap<string, (order: Order) => Network> = new Map([
  ['dense', madeDense],
  ['quantum_lstm', madeRecurrent],
  ['quantum_attention', madeAttention],
]);

function madeDense({ use, numbers, context, settings, outputs }: Order): Network {
  const activation = namedChoice(use.call, 'activation', activations, context) ?? 'tanh';
  const hidden = hiddenLayers(use, context);
  return denseNetwork({
    inputs: numbers,
    hidden,
    outputs,
    activation,
    dropout: settings.get('dropout') ?? 0,
  });
}

function hiddenLayers(use: ModelUse, context: EvaluationContext): readonly number[] {
  const given = givenArguments(use.call, findCall('dense', 'model') as Call).get('hidden');
  if (given === undefined) return networkSizes.dense.hidden;
  const sizes = [plainValue(evaluate(given, context))].flat(1).map(Number);
  const wrong = sizes.find((size) => !Number.isInteger(size) || size < 1 || size > mostLayerSize);
  if (wrong === undefined) return sizes;
  return refuseModel(use, `a hidden layer cannot have ${wrong} numbers; it has from 1 to ${mostLayerSize}`);
}

function madeRecurrent(order: Order): Network {
  const { outputs, settings } = order;
  const sizes = networkSizes.quantum_lstm;
  return recurrentNetwork({
    features: featuresOf(order),
    hidden: settings.get('hidden') ?? sizes.hidden,
    qubits: settings.get('qubits') ?? sizes.qubits,
    layers: settings.get('layers') ?? sizes.layers,
    share: settings.get('quantum_share') ?? sizes.quantum_share,
    dropout: settings.get('dropout') ?? 0,
    outputs,
  });
}

function madeAttention(order: Order): Network {
  const { numbers, outputs, settings } = order;
  const sizes = networkSizes.quantum_attention;
  const features = featuresOf(order);
  return attentionNetwork({
    features,
    steps: numbers / features,
    heads: settings.get('heads') ?? sizes.heads,
    width: settings.get('width') ?? sizes.width,
    qubits: settings.get('qubits') ?? sizes.qubits,
    layers: settings.get('layers') ?? sizes.layers,
    dropout: settings.get('dropout') ?? 0,
    outputs,
  });
}

/** The numbers of one step, of which samples have whole ones. */
function featuresOf({ use, numbers, settings }: Order): number {
  const features = settings.get('features') ?? defaultFeatures;
  if (numbers % features === 0 && numbers > 0) return features;
  return refuseModel(use, `samples have ${numbers} numbers, and a step of the sequence ${features}`);
}
