import { Random } from '../../base/index.ts';
import type { Circuit, Observable } from '../../circuit/index.ts';
import type { tree } from '../../language/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { lowered, loweredObservable } from '../lowered.ts';
import { namedNumbers } from '../settings.ts';
import { type TaskEvents, type TaskOptions, type TaskOutcome, succeeded } from '../task.ts';
import { type ParameterSpace, parameterSpace } from '../variational/parameter-space.ts';
import { fidelity } from './overlap.ts';

/** A circuit at random angles, each uniform from 0 to 2π. */
interface Ensemble {
  readonly circuit: Circuit;
  readonly space: ParameterSpace;
  readonly samples: number;
  readonly random: Random;
  readonly options: TaskOptions;
  readonly events: TaskEvents;
  readonly settled: ReturnType<typeof succeeded>;
}

const usualSamples = 500;

/** As in the paper of Sim, Johnson and Aspuru-Guzik (2019). */
const bins = 75;

/** Whether a check runs a circuit at random angles. */
export function isRandomised(name: string): boolean {
  return name === 'expressibility' || name === 'gradient_variance';
}

/** Runs such a check. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on */
export async function judgeAnsatz(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const values = call.arguments
    .filter(({ name }) => name?.text !== 'samples')
    .map(({ value }) => evaluate(value, context));
  const use = values.find((value) => value.kind === 'circuit');
  const observable = values.find((value) => value.kind === 'observable');
  if (use === undefined) return refuseValue(context.model, call.span, 'a circuit is needed here');
  const circuit = lowered(use, context, { leavesRealsOpen: true, backend: options.backend });
  const space = parameterSpace(circuit);
  if (space.names.length === 0 || space.fixed !== undefined)
    return refuseValue(context.model, call.span, `${circuit.name} needs parameters that are float or angle`);
  const settled = succeeded({ model: context.model, place: call.span, circuitModel: use.model });
  const samples = namedNumbers(call, context).get('samples') ?? usualSamples;
  const random = new Random(options.seed);
  const ensemble = { circuit, space, samples, random, options, events, settled };
  return observable === undefined
    ? await expressibility(ensemble)
    : await gradientVariance(ensemble, loweredObservable(observable, context));
}

async function expressibility(ensemble: Ensemble): Promise<TaskOutcome> {
  const { circuit, samples, options, events, settled } = ensemble;
  const exact = { ...options, shots: undefined };
  const counts = Array.from({ length: bins }, () => 0);
  let method = '';
  const state = async () => {
    const outcome = await options.backend.state(circuit, drawn(ensemble), exact, events);
    if (outcome.ok) ({ method } = outcome);
    return settled(outcome);
  };
  for (let sample = 0; sample < samples; sample++) {
    const overlap = fidelity(await state(), await state());
    const bin = Math.min(bins - 1, Math.floor(overlap * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
    events.progress((sample + 1) / samples);
  }
  return { result: { kind: 'value', value: divergence(counts, samples, 2 ** circuit.qubitCount) }, method };
}

/** Σ p ln(p/q) from the bins’ shares p to those of random states, whose fidelity exceeds f with probability (1 − f)^(N − 1). */
function divergence(counts: readonly number[], samples: number, dimension: number): number {
  const above = (fidelityValue: number) => (1 - fidelityValue) ** (dimension - 1);
  return counts.reduce((sum, count, bin) => {
    const share = count / samples;
    const random = above(bin / bins) - above((bin + 1) / bins);
    return share === 0 ? sum : sum + share * Math.log(share / Math.max(random, Number.MIN_VALUE));
  }, 0);
}

async function gradientVariance(ensemble: Ensemble, observable: Observable): Promise<TaskOutcome> {
  const { circuit, space, samples, options, events, settled } = ensemble;
  const [sums, squares] = [space.names.map(() => 0), space.names.map(() => 0)];
  const { cancellation } = events;
  const onProgress = ({ fraction }: { readonly fraction: number }) => events.progress(fraction);
  const sets = Array.from({ length: samples }, () => drawn(ensemble));
  const hooks = { cancellation, onProgress };
  const outcome = await options.backend.gradientBatch(circuit, sets, observable, options, hooks);
  const method = outcome.ok ? outcome.method : '';
  for (const { derivatives } of settled(outcome))
    for (const [place, { value }] of derivatives.entries()) {
      sums[place] = (sums[place] ?? 0) + value;
      squares[place] = (squares[place] ?? 0) + value * value;
    }
  const spread = (place: number) =>
    ((squares[place] ?? 0) - (sums[place] ?? 0) ** 2 / samples) / (samples - 1);
  const value = space.names.reduce((sum, _, place) => sum + spread(place), 0) / space.names.length;
  return { result: { kind: 'value', value }, method };
}

/** The circuit’s parameters with angles drawn anew. */
function drawn({ space, random }: Ensemble) {
  return space.bind(space.names.map(() => 2 * Math.PI * random.next()));
}
