import type { SamplesResult, StateResult } from '../../server/protocol/index.ts';
import { type Interval, wilson } from './wilson.ts';

export interface Outcome {
  readonly key: string;
  readonly probability: number;
  /** How often it was measured; an exact result has none. */
  readonly count?: number;
  /** Where the true probability lies with 95 % confidence; an exact one has none. */
  readonly interval?: Interval;
}

export interface Distribution {
  readonly outcomes: readonly Outcome[];
  /** 0 means exact. */
  readonly shots: number;
  /** What did not travel to the panel. */
  readonly omitted: { readonly outcomes: number; readonly probability: number };
}

const nothing = { outcomes: 0, probability: 0 };

export function samplesDistribution({ counts, probabilities, omitted }: SamplesResult): Distribution {
  const shots = counts === undefined ? 0 : totalShots(counts, omitted?.probability ?? 0);
  const outcomes = Object.entries(probabilities).map(([key, probability]): Outcome => {
    const count = counts?.[key];
    return count === undefined
      ? { key, probability }
      : { key, probability, count, interval: wilson(count, shots) };
  });
  return { outcomes, shots, omitted: omitted ?? nothing };
}

/** The counts of outcomes that were left out are the share of the shots that the others do not account for. */
function totalShots(counts: Readonly<Record<string, number>>, omitted: number): number {
  const present = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return omitted >= 1 ? present : Math.round(present / (1 - omitted));
}

export function stateDistribution({ qubits, amplitudes, summary }: StateResult): Distribution {
  if (amplitudes !== undefined) {
    const outcomes = amplitudes.map(([re, im], index) => ({
      key: basisKey(index, qubits),
      probability: re * re + im * im,
    }));
    return { outcomes: outcomes.filter(({ probability }) => probability > 0), shots: 0, omitted: nothing };
  }
  const largest = summary?.largest ?? [];
  const present = largest.reduce((sum, { probability }) => sum + probability, 0);
  return {
    outcomes: largest.map(({ index, probability }) => ({ key: index, probability })),
    shots: 0,
    omitted: {
      outcomes: (summary?.amplitudes ?? largest.length) - largest.length,
      probability: Math.max(0, 1 - present),
    },
  };
}

/** The name of a basis state: qubit 0 at the right. */
export function basisKey(index: number, qubits: number): string {
  return index.toString(2).padStart(qubits, '0');
}
