import type { Random } from '../../base/index.ts';
import type { ActivationName } from '../../library/index.ts';
import { activated, activatedBack } from './activations.ts';
import { type Affine, addAffine, affine, affineBack } from './affine.ts';
import { dropoutFactors, multiplied } from './dropout.ts';
import { type Network, type Pass, type PassMeans, inTurns } from './network.ts';
import { type Numbers, ParameterBlocks } from './parameter-blocks.ts';

export interface DenseShape {
  readonly inputs: number;
  /** How many numbers each hidden layer has. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: ActivationName;
  /** The share of hidden numbers that training leaves out. */
  readonly dropout: number;
}

/** What a layer was given, and what came of it. */
interface LayerTrace {
  readonly input: Numbers;
  readonly values: Float64Array;
  readonly factors: Float64Array;
}

/** Layers in which every number depends on all of the layer before: a classical network. */
export function denseNetwork(shape: DenseShape): Network {
  const blocks = new ParameterBlocks();
  const sizes = [shape.inputs, ...shape.hidden];
  const hidden = shape.hidden.map((size, place) =>
    addAffine(blocks, `hidden${place + 1}`, sizes[place] ?? 0, size),
  );
  const output = addAffine(blocks, 'output', sizes.at(-1) ?? 0, shape.outputs);
  return {
    count: blocks.count,
    get names() {
      return blocks.names();
    },
    circuitsOf: () => 0,
    initial: (random) => blocks.initial(random),
    hasDropout: shape.dropout > 0,
    pass: (x, samples, means) => densePass({ shape, hidden, output, count: blocks.count }, x, samples, means),
  };
}

interface DenseLayers {
  readonly shape: DenseShape;
  readonly hidden: readonly Affine[];
  readonly output: Affine;
  readonly count: number;
}

async function densePass(
  layers: DenseLayers,
  x: Numbers,
  samples: readonly Numbers[],
  { rest, dropout }: PassMeans,
): Promise<Pass> {
  const traces = await inTurns(samples, rest, (sample) => hiddenTraces(layers, x, sample, dropout));
  const last = traces.map((layer, place) => outputOf(layer.at(-1)) ?? samples[place] ?? []);
  return {
    scores: last.map((input) => affine(layers.output, x, input)),
    back: (slopes) => {
      const gradient = new Float64Array(layers.count);
      for (const [place, slope] of slopes.entries()) {
        const back = affineBack(layers.output, x, last[place] ?? [], slope, gradient);
        hiddenBack(layers, x, traces[place] ?? [], back, gradient);
      }
      return { gradient, variances: new Float64Array(samples.length) };
    },
  };
}

function hiddenTraces(
  { shape, hidden }: DenseLayers,
  x: Numbers,
  sample: Numbers,
  dropout: Random | undefined,
): readonly LayerTrace[] {
  const traces: LayerTrace[] = [];
  for (const layer of hidden) {
    const input = outputOf(traces.at(-1)) ?? sample;
    const values = activated(shape.activation, affine(layer, x, input));
    traces.push({ input, values, factors: dropoutFactors(values.length, shape.dropout, dropout) });
  }
  return traces;
}

function outputOf(trace: LayerTrace | undefined): Float64Array | undefined {
  return trace && multiplied(trace.values, trace.factors);
}

function hiddenBack(
  { shape, hidden }: DenseLayers,
  x: Numbers,
  traces: readonly LayerTrace[],
  slopes: Float64Array,
  gradient: Float64Array,
): void {
  let back = slopes;
  for (const [place, layer] of [...hidden.entries()].toReversed()) {
    const { input = [], values = [], factors = [] } = traces[place] ?? {};
    const inner = activatedBack(shape.activation, values, multiplied(back, factors));
    back = affineBack(layer, x, input, inner, gradient);
  }
}
