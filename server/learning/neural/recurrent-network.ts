import { type Affine, addAffine, addTo, affine, affineBack, product, productBack } from './affine.ts';
import { dropoutFactors, multiplied } from './dropout.ts';
import { type CellStep, lstmGates, lstmStep, lstmStepBack } from './lstm-cell.ts';
import type { Measured, MeasuredCircuit, Network, Pass, PassMeans } from './network.ts';
import { inTurns } from './network.ts';
import { type Block, type Numbers, ParameterBlocks } from './parameter-blocks.ts';
import { recurrentCircuit } from './recurrent-circuit.ts';

export interface RecurrentShape {
  /** The numbers of one step of a sequence. */
  readonly features: number;
  readonly hidden: number;
  readonly qubits: number;
  /** Of the circuits. */
  readonly layers: number;
  /** How much of what goes into the gates comes from circuits: from 0, a classical network, to 1. */
  readonly share: number;
  readonly outputs: number;
  /** The share of the last hidden numbers that training leaves out. */
  readonly dropout: number;
}

/**
 * A long short-term memory over sequences. What goes into its gates, z, is a mixture of a classical and a quantum part: of
 * v, the numbers of a step and the hidden ones before it, z = (1 − share)·W v + share·R ⟨Z⟩ + b, with ⟨Z⟩ measured on a
 * circuit for each gate whose inputs are S v + s. The scores are an affine function of the last hidden numbers.
 */
export function recurrentNetwork(shape: RecurrentShape): Network {
  const layers = recurrentLayers(shape);
  const { blocks } = layers;
  return {
    count: blocks.count,
    get names() {
      return blocks.names();
    },
    circuitsOf: (numbers) => (shape.share > 0 ? (lstmGates.length * numbers) / shape.features : 0),
    initial: (random) => blocks.initial(random),
    hasDropout: shape.dropout > 0,
    ...(layers.quantum === undefined ? {} : { measured: layers.quantum.measured }),
    pass: (x, samples, means) => recurrentPass(layers, x, samples, means),
  };
}

/** The circuits of the gates, and what goes into them and comes out. */
interface QuantumLayers {
  readonly measured: MeasuredCircuit;
  readonly angles: Affine;
  /** The weights of the circuit of each gate. */
  readonly circuits: readonly Block[];
  readonly readout: readonly Block[];
}

interface RecurrentLayers {
  readonly shape: RecurrentShape;
  readonly blocks: ParameterBlocks;
  readonly classical: Block | undefined;
  readonly quantum: QuantumLayers | undefined;
  readonly biases: Block;
  readonly output: Affine;
}

function recurrentLayers(shape: RecurrentShape): RecurrentLayers {
  const { features, hidden, share, outputs } = shape;
  const blocks = new ParameterBlocks();
  const inputs = features + hidden;
  const classical = share < 1 ? blocks.add('gates.weights', 4 * hidden, inputs, 'spread') : undefined;
  const biases = blocks.add('gates.biases', 4 * hidden, 1, 'zero');
  const quantum = share > 0 ? quantumLayers(shape, blocks) : undefined;
  const output = addAffine(blocks, 'output', hidden, outputs);
  return { shape, blocks, classical, quantum, biases, output };
}

function quantumLayers(shape: RecurrentShape, blocks: ParameterBlocks): QuantumLayers {
  const { features, hidden, qubits, layers } = shape;
  const angles = addAffine(blocks, 'angles', features + hidden, qubits);
  const circuits = lstmGates.map((gate) => blocks.add(`${gate}.circuit`, layers, qubits, 'turn'));
  const readout = lstmGates.map((gate) => blocks.add(`${gate}.readout`, hidden, qubits, 'spread'));
  return { measured: recurrentCircuit(qubits, layers), angles, circuits, readout };
}

/** One step of one sequence, as the way back needs it. */
interface RecurrentStep extends CellStep {
  /** The numbers of the step, then the hidden ones before it. */
  readonly input: Float64Array;
  /** What the circuit of each gate measured; nothing where there are none. */
  readonly measured: readonly Measured[];
}

async function recurrentPass(
  layers: RecurrentLayers,
  x: Numbers,
  samples: readonly Numbers[],
  means: PassMeans,
): Promise<Pass> {
  const { shape, output } = layers;
  const courses = await followed(layers, x, samples, means);
  const size = shape.hidden;
  const factors = samples.map(() => dropoutFactors(size, shape.dropout, means.dropout));
  const last = courses.map((steps, place) =>
    multiplied(steps.at(-1)?.hidden ?? new Float64Array(size), factors[place] ?? []),
  );
  return {
    scores: last.map((hidden) => affine(output, x, hidden)),
    back: (slopes) => {
      const gradient = new Float64Array(layers.blocks.count);
      const variances = Float64Array.from(slopes, (slope, place) => {
        const byHidden = affineBack(output, x, last[place] ?? [], slope, gradient);
        return courseBack(
          layers,
          x,
          courses[place] ?? [],
          multiplied(byHidden, factors[place] ?? []),
          gradient,
        );
      });
      return { gradient, variances };
    },
  };
}

/** Follows all sequences side by side, so that the circuits of a step run in one batch. */
async function followed(
  layers: RecurrentLayers,
  x: Numbers,
  samples: readonly Numbers[],
  { measure, rest }: PassMeans,
): Promise<readonly (readonly RecurrentStep[])[]> {
  const { features, hidden } = layers.shape;
  const courses: RecurrentStep[][] = samples.map(() => []);
  const steps = Math.floor((samples[0]?.length ?? 0) / features);
  for (let step = 0; step < steps; step++) {
    const inputs = samples.map((sample, place) => {
      const own = Array.from({ length: features }, (_, at) => sample[step * features + at] ?? 0);
      return Float64Array.of(...own, ...(courses[place]?.at(-1)?.hidden ?? new Float64Array(hidden)));
    });
    const { quantum } = layers;
    const found =
      quantum === undefined ? [] : await measure(inputs.flatMap((input) => gateSets(quantum, x, input)));
    await inTurns(inputs, rest, (_, place) => {
      const course = courses[place] ?? [];
      const measured = found.slice(lstmGates.length * place, lstmGates.length * (place + 1));
      const input = inputs[place] ?? new Float64Array();
      const before = course.at(-1)?.cell ?? new Float64Array(hidden);
      course.push({ ...lstmStep(innerOf(layers, x, input, measured), before), input, measured });
    });
  }
  return courses;
}

/** The parameters of the circuit, for each gate. */
function gateSets({ angles, circuits }: QuantumLayers, x: Numbers, input: Numbers) {
  const turns = [...affine(angles, x, input)];
  return circuits.map(({ offset, rows, columns }) => [
    turns,
    Array.from({ length: rows * columns }, (_, place) => x[offset + place] ?? 0),
  ]);
}

/** What goes into the gates. */
function innerOf(
  { shape: { share }, classical, quantum, biases }: RecurrentLayers,
  x: Numbers,
  input: Numbers,
  measured: readonly Measured[],
): Float64Array {
  const plain = classical && product(classical, x, input);
  const read = quantum?.readout.flatMap((block, gate) => [
    ...product(block, x, measured[gate]?.values ?? []),
  ]);
  return Float64Array.from(
    { length: biases.rows },
    (_, place) =>
      (1 - share) * (plain?.[place] ?? 0) + share * (read?.[place] ?? 0) + (x[biases.offset + place] ?? 0),
  );
}

/** Goes back through a sequence from its last hidden numbers. @returns the variance that errors of circuits make */
function courseBack(
  layers: RecurrentLayers,
  x: Numbers,
  steps: readonly RecurrentStep[],
  slopes: Float64Array,
  gradient: Float64Array,
): number {
  const { features, hidden } = layers.shape;
  let byHidden: Numbers = slopes;
  let byCell = new Float64Array(hidden);
  let variance = 0;
  for (const step of steps.toReversed()) {
    const { inner, before } = lstmStepBack(step, byHidden, byCell);
    const back = innerBack(layers, x, step, inner, gradient);
    byHidden = back.byInput.subarray(features);
    byCell = before;
    variance += back.variance;
  }
  return variance;
}

/** Goes back through {@link innerOf} and the circuits. */
function innerBack(
  { shape: { share }, classical, quantum, biases }: RecurrentLayers,
  x: Numbers,
  { input, measured }: RecurrentStep,
  slopes: Float64Array,
  gradient: Float64Array,
): { readonly byInput: Float64Array; readonly variance: number } {
  for (const [place, slope] of slopes.entries()) addTo(gradient, biases.offset + place, slope);
  const plain = slopes.map((slope) => (1 - share) * slope);
  const byInput =
    classical === undefined
      ? new Float64Array(input.length)
      : productBack(classical, x, input, plain, gradient);
  if (quantum === undefined) return { byInput, variance: 0 };
  const { byAngles, variance } = circuitsBack(
    quantum,
    x,
    measured,
    slopes.map((slope) => share * slope),
    gradient,
  );
  const back = affineBack(quantum.angles, x, input, byAngles, gradient);
  return { byInput: byInput.map((slope, place) => slope + (back[place] ?? 0)), variance };
}

function circuitsBack(
  { angles, circuits, readout }: QuantumLayers,
  x: Numbers,
  measured: readonly Measured[],
  slopes: Float64Array,
  gradient: Float64Array,
): { readonly byAngles: Float64Array; readonly variance: number } {
  const byAngles = new Float64Array(angles.weights.rows);
  let variance = 0;
  for (const [gate, block] of readout.entries()) {
    const { values = [], errors = [], slopes: turns = [] } = measured[gate] ?? {};
    const own = slopes.subarray(gate * block.rows, (gate + 1) * block.rows);
    const byValue = productBack(block, x, values, own, gradient);
    const begin = circuits[gate]?.offset ?? 0;
    for (const [place, slope] of byValue.entries()) {
      variance += (slope * (errors[place] ?? 0)) ** 2;
      const row = turns[place] ?? [];
      for (let at = 0; at < row.length; at++)
        if (at < byAngles.length) addTo(byAngles, at, slope * (row[at] ?? 0));
        else addTo(gradient, begin + at - byAngles.length, slope * (row[at] ?? 0));
    }
  }
  return { byAngles, variance };
}
