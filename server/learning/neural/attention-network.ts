import { attentionCircuit } from './attention-circuit.ts';
import { attentionWeights, attentionWeightsBack } from './attention-weights.ts';
import { type Affine, addAffine, addTo, affine, affineBack } from './affine.ts';
import { dropoutFactors, multiplied } from './dropout.ts';
import type { Measured, Network, Pass, PassMeans } from './network.ts';
import { inTurns } from './network.ts';
import { type Block, type Numbers, ParameterBlocks } from './parameter-blocks.ts';

export interface AttentionShape {
  /** The numbers of one step of a sequence. */
  readonly features: number;
  /** The length of the sequences. */
  readonly steps: number;
  readonly heads: number;
  /** The numbers that each head makes of a step. */
  readonly width: number;
  readonly qubits: number;
  /** Of the circuit. */
  readonly layers: number;
  readonly outputs: number;
  /** The share of the pooled numbers that training leaves out. */
  readonly dropout: number;
}

/**
 * Attention between the steps of a sequence, to each of which a trained place is added first. In each head every step is
 * encoded as a query, as a key and as a value by trained affine maps; how much query i looks at value j is the fidelity of
 * the states of query i and key j, so divided that each row sums to 1. What the heads see is averaged over the queries,
 * squashed by tanh, and turned into scores. After Vaswani et al., arXiv:1706.03762, with fidelities for its weights.
 */
export function attentionNetwork(shape: AttentionShape): Network {
  const layers = attentionLayers(shape);
  const { blocks, measured } = layers;
  return {
    count: blocks.count,
    get names() {
      return blocks.names();
    },
    circuitsOf: () => shape.heads * shape.steps ** 2,
    initial: (random) => blocks.initial(random),
    hasDropout: shape.dropout > 0,
    measured,
    pass: (x, samples, means) => attentionPass(layers, x, samples, means),
  };
}

interface Head {
  readonly query: Affine;
  readonly key: Affine;
  readonly value: Affine;
  readonly circuit: Block;
}

type AttentionLayers = ReturnType<typeof attentionLayers>;

function attentionLayers(shape: AttentionShape) {
  const { features, steps, heads, width, qubits, layers, outputs } = shape;
  const blocks = new ParameterBlocks();
  const places = blocks.add('places', steps, features, 'spread');
  const all = Array.from({ length: heads }, (_, place): Head => {
    const name = (part: string) => `head${place + 1}.${part}`;
    return {
      query: addAffine(blocks, name('query'), features, qubits),
      key: addAffine(blocks, name('key'), features, qubits),
      value: addAffine(blocks, name('value'), features, width),
      circuit: blocks.add(name('circuit'), layers, qubits, 'turn'),
    };
  });
  const output = addAffine(blocks, 'output', heads * width, outputs);
  return { shape, blocks, places, heads: all, output, measured: attentionCircuit(qubits, layers) };
}

/** What one head makes of a sequence; rows are queries, columns keys. */
interface HeadTrace {
  readonly measured: readonly (readonly Measured[])[];
  readonly fidelities: readonly Float64Array[];
  readonly weights: readonly Float64Array[];
  readonly values: readonly Float64Array[];
  /** The mean over the queries of what they see. */
  readonly seen: Float64Array;
}

async function attentionPass(
  layers: AttentionLayers,
  x: Numbers,
  samples: readonly Numbers[],
  { measure, rest, dropout }: PassMeans,
): Promise<Pass> {
  const { shape, output, heads, blocks } = layers;
  const sequences = await inTurns(samples, rest, (sample) => placedSteps(layers, x, sample));
  const found = await measure(
    sequences.flatMap((steps) => heads.flatMap((head) => pairSets(head, x, steps))),
  );
  const pairs = shape.steps ** 2;
  const traces = sequences.map((steps, sample) =>
    heads.map((head, place) => {
      const begin = (sample * heads.length + place) * pairs;
      return headTrace(head, x, steps, found.slice(begin, begin + pairs));
    }),
  );
  const pooled = traces.map((each) =>
    Float64Array.from(
      each.flatMap(({ seen }) => [...seen]),
      Math.tanh,
    ),
  );
  const factors = pooled.map(({ length }) => dropoutFactors(length, shape.dropout, dropout));
  const last = pooled.map((numbers, place) => multiplied(numbers, factors[place] ?? []));
  return {
    scores: last.map((numbers) => affine(output, x, numbers)),
    back: (slopes) => {
      const gradient = new Float64Array(blocks.count);
      const variances = Float64Array.from(slopes, (slope, place) => {
        const outer = affineBack(output, x, last[place] ?? [], slope, gradient);
        const dropped = multiplied(outer, factors[place] ?? []);
        const bySeen = dropped.map((one, at) => one * (1 - (pooled[place]?.[at] ?? 0) ** 2));
        return headsBack(layers, x, sequences[place] ?? [], traces[place] ?? [], bySeen, gradient);
      });
      return { gradient, variances };
    },
  };
}

/** The steps of a sequence with their places added. */
function placedSteps(
  { shape: { features, steps }, places }: AttentionLayers,
  x: Numbers,
  sample: Numbers,
): readonly Float64Array[] {
  return Array.from({ length: steps }, (_, step) =>
    Float64Array.from({ length: features }, (__, at) => {
      const place = step * features + at;
      return (sample[place] ?? 0) + (x[places.offset + place] ?? 0);
    }),
  );
}

/** The parameters of the circuit for each query, and for each key in it. */
function pairSets({ query, key, circuit }: Head, x: Numbers, steps: readonly Float64Array[]) {
  const { offset, rows, columns } = circuit;
  const weights = Array.from({ length: rows * columns }, (_, place) => x[offset + place] ?? 0);
  const keys = steps.map((step) => [...affine(key, x, step)]);
  return steps.flatMap((step) => {
    const asked = [...affine(query, x, step)];
    return keys.map((one) => [one, asked, weights]);
  });
}

function headTrace(
  { value }: Head,
  x: Numbers,
  steps: readonly Float64Array[],
  found: readonly Measured[],
): HeadTrace {
  const measured = steps.map((_, query) => found.slice(query * steps.length, (query + 1) * steps.length));
  const fidelities = measured.map((row) => Float64Array.from(row, ({ values }) => values[0] ?? 0));
  const weights = fidelities.map(attentionWeights);
  const values = steps.map((step) => affine(value, x, step));
  const seen = new Float64Array(value.weights.rows);
  for (const row of weights)
    for (const [key, weight] of row.entries())
      for (const [at, number] of (values[key] ?? new Float64Array()).entries())
        addTo(seen, at, (weight * number) / steps.length);
  return { measured, fidelities, weights, values, seen };
}

/** Goes back through all heads of a sequence. @returns the variance that errors of circuits make */
function headsBack(
  { shape, heads, places }: AttentionLayers,
  x: Numbers,
  steps: readonly Float64Array[],
  traces: readonly HeadTrace[],
  bySeen: Float64Array,
  gradient: Float64Array,
): number {
  const { width, features } = shape;
  let variance = 0;
  for (const [place, head] of heads.entries()) {
    const trace = traces[place];
    if (trace === undefined) continue;
    const slopes = bySeen.subarray(place * width, (place + 1) * width);
    const bySteps = valuesBack(head, x, steps, trace, slopes, gradient);
    const back = pairsBack(head, x, steps, trace, slopes, gradient);
    variance += back.variance;
    for (const [step, own] of bySteps.entries())
      for (const [at, slope] of own.entries())
        addTo(gradient, places.offset + step * features + at, slope + (back.bySteps[step]?.[at] ?? 0));
  }
  return variance;
}

/** Back through the values that the queries see. @returns the slopes by the steps */
function valuesBack(
  { value }: Head,
  x: Numbers,
  steps: readonly Float64Array[],
  { weights }: HeadTrace,
  slopes: Float64Array,
  gradient: Float64Array,
): readonly Float64Array[] {
  return steps.map((step, key) => {
    const share = weights.reduce((sum, row) => sum + (row[key] ?? 0), 0) / steps.length;
    return affineBack(
      value,
      x,
      step,
      slopes.map((slope) => slope * share),
      gradient,
    );
  });
}

/** Back through the weights, the fidelities and the circuits. */
function pairsBack(
  { query, key, circuit }: Head,
  x: Numbers,
  steps: readonly Float64Array[],
  { measured, fidelities, values }: HeadTrace,
  slopes: Float64Array,
  gradient: Float64Array,
): { readonly bySteps: readonly Float64Array[]; readonly variance: number } {
  const qubits = query.weights.rows;
  const empty = () => steps.map(() => new Float64Array(qubits));
  const [byQuery, byKey] = [empty(), empty()];
  const byWeights = values.map(
    (own) => own.reduce((sum, number, at) => sum + number * (slopes[at] ?? 0), 0) / steps.length,
  );
  let variance = 0;
  for (const [asked, row] of fidelities.entries())
    for (const [other, slope] of attentionWeightsBack(row, byWeights).entries()) {
      const { errors = [], slopes: turns = [] } = measured[asked]?.[other] ?? {};
      variance += (slope * (errors[0] ?? 0)) ** 2;
      const found = turns[0] ?? [];
      for (let at = 0; at < found.length; at++) {
        const part = slope * (found[at] ?? 0);
        if (at < qubits) addTo(byKey[other] ?? new Float64Array(), at, part);
        else if (at < 2 * qubits) addTo(byQuery[asked] ?? new Float64Array(), at - qubits, part);
        else addTo(gradient, circuit.offset + at - 2 * qubits, part);
      }
    }
  const bySteps = steps.map((step, place) => {
    const asked = affineBack(query, x, step, byQuery[place] ?? [], gradient);
    const kept = affineBack(key, x, step, byKey[place] ?? [], gradient);
    return asked.map((slope, at) => slope + (kept[at] ?? 0));
  });
  return { bySteps, variance };
}
