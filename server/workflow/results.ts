import type { Value } from '../base/index.ts';
import type {
  EstimateResult,
  GradientResult,
  PlainValue,
  Result,
  SamplesResult,
  StateResult,
  ValueResult,
} from '../protocol/index.ts';
import type { Estimate, Gradient, Samples, StateVector } from '../simulator/index.ts';
import type { RunValue } from './run-value.ts';

/** The largest state whose amplitudes a result lists. */
const listedAmplitudes = 2 ** 12;

/** How many basis states the summary of a larger state names. */
const summarisedStates = 32;

/** The value of an expression as the record keeps it; nothing for what no record can hold, such as a circuit. */
export function valueResult(value: RunValue): ValueResult | undefined {
  const plain = recorded(value);
  return plain === undefined ? undefined : { kind: 'value', value: plain };
}

/** A value as JSON can keep it; nothing for what no record can hold. */
export function recorded(value: RunValue): PlainValue | undefined {
  switch (value.kind) {
    case 'classical':
      return recordedNumber(value.value.value);
    case 'text':
      return value.text;
    case 'table':
      return value.entries;
    case 'list': {
      const values = value.values.map(recorded);
      return values.every((entry) => entry !== undefined) ? values : undefined;
    }
    default:
      return undefined;
  }
}

/** JSON has no whole numbers beyond 2^53: they are kept as text. */
export function recordedNumber(value: Value): PlainValue {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return isArray(value) ? value.map(recordedNumber) : value;
}

function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function samplesResult(samples: Samples): SamplesResult {
  return { kind: 'samples', ...samples };
}

export function estimateResult(estimate: Estimate): EstimateResult {
  return { kind: 'estimate', ...estimate };
}

export function gradientResult(gradient: Gradient): GradientResult {
  return { kind: 'gradient', ...gradient };
}

export function stateResult(state: StateVector): StateResult {
  const count = state.amplitudes.length / 2;
  if (count > listedAmplitudes) return { kind: 'state', qubits: state.qubits, summary: summarise(state) };
  const amplitudes = Array.from({ length: count }, (_, index): readonly [number, number] => [
    state.amplitudes[2 * index] ?? 0,
    state.amplitudes[2 * index + 1] ?? 0,
  ]);
  return { kind: 'state', qubits: state.qubits, amplitudes };
}

function summarise(state: StateVector): NonNullable<StateResult['summary']> {
  const largest: { index: number; probability: number }[] = [];
  let least = 0;
  for (const [index, probability] of basisProbabilities(state)) {
    if (largest.length === summarisedStates && probability <= least) continue;
    largest.push({ index, probability });
    largest.sort((a, b) => b.probability - a.probability);
    largest.length = Math.min(largest.length, summarisedStates);
    least = largest.at(-1)?.probability ?? 0;
  }
  return {
    amplitudes: state.amplitudes.length / 2,
    largest: largest.map(({ index, probability }) => ({
      index: index.toString(2).padStart(state.qubits, '0'),
      probability,
    })),
  };
}

function* basisProbabilities(state: StateVector): Generator<readonly [number, number]> {
  const { amplitudes } = state;
  for (let index = 0; 2 * index < amplitudes.length; index++) {
    const re = amplitudes[2 * index] ?? 0;
    const im = amplitudes[2 * index + 1] ?? 0;
    yield [index, re * re + im * im];
  }
}

/** The result as it travels to panels: at most `most` outcomes, the likeliest, and how much was left out. */
export function abridge(result: Result, most: number): Result {
  if (result.kind !== 'samples') return result;
  const outcomes = Object.entries(result.probabilities);
  if (outcomes.length <= most) return result;
  const kept = outcomes.toSorted((a, b) => b[1] - a[1]).slice(0, most);
  const probability = 1 - kept.reduce((sum, [, share]) => sum + share, 0);
  const keys = kept.map(([key]) => key).toSorted();
  const pick = (table: Readonly<Record<string, number>>) =>
    Object.fromEntries(keys.map((key) => [key, table[key] ?? 0]));
  return {
    kind: 'samples',
    ...(result.counts === undefined ? {} : { counts: pick(result.counts) }),
    probabilities: pick(result.probabilities),
    omitted: { outcomes: outcomes.length - kept.length, probability: Math.max(0, probability) },
  };
}
