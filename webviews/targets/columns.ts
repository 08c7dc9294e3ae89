import type { TargetRow } from '../../server/protocol/index.ts';
import { formatDuration, formatPercent } from '../ui/format.ts';
import { t } from '../ui/words.ts';

/** A column of the table: what a cell shows, why, and by what rows are put in order. */
export interface Column {
  readonly name: string;
  /** What stands above it. */
  readonly title: string;
  readonly about: string;
  readonly text: (row: TargetRow) => string;
  readonly tooltip: (row: TargetRow) => string;
  readonly order: (row: TargetRow) => number | string | undefined;
}

const unknown = '–';
const noEstimate = t(
  'There is no estimate: the circuit does not fit, or has a gate that cannot be taken apart.',
);

export const columns: readonly Column[] = [
  {
    name: 'Device',
    title: t('Device'),
    about: t('The device that the circuit is held against'),
    text: ({ device }) => device,
    tooltip: ({ title, source }) => t('{0}; figures: {1}', title, source),
    order: ({ device }) => device,
  },
  {
    name: 'Fits',
    title: t('Fits'),
    about: t('Whether the device takes the circuit'),
    text: ({ fits }) => (fits ? t('✓ yes') : t('✗ no')),
    tooltip: ({ reasons }) => (reasons.length === 0 ? t('Nothing stands against it.') : reasons.join(' ')),
    order: ({ fits }) => (fits ? 1 : 0),
  },
  {
    name: 'Success',
    title: t('Success'),
    about: t('The estimated probability that nothing goes wrong'),
    text: ({ success }) => (success === undefined ? unknown : formatPercent(success)),
    tooltip: ({ successParts: parts }) =>
      parts === undefined
        ? noEstimate
        : t(
            'gates {0} · readout {1} · waiting {2}',
            formatPercent(parts.gates),
            formatPercent(parts.readout),
            formatPercent(parts.idle),
          ),
    order: ({ success }) => success,
  },
  {
    name: 'Two-qubit gates',
    title: t('Two-qubit gates'),
    about: t('Gates on two qubits in the gates of the device, swaps included'),
    text: ({ twoQubitGates }) => twoQubitGates ?? unknown,
    tooltip: ({ swaps }) =>
      swaps === undefined ? noEstimate : t('{0} swaps bring qubits together that are no neighbours.', swaps),
    order: ({ twoQubitCount }) => twoQubitCount,
  },
  {
    name: 'Depth',
    title: t('Depth'),
    about: t('The longest chain of pulses, two-qubit gates and measurements'),
    text: ({ depth }) => (depth === undefined ? unknown : String(depth)),
    tooltip: ({ depth }) => (depth === undefined ? noEstimate : t('Changes of frame are not counted.')),
    order: ({ depth }) => depth,
  },
  {
    name: 'One shot',
    title: t('One shot'),
    about: t('How long one shot takes, readout included'),
    text: ({ secondsPerShot: seconds }) => (seconds === undefined ? unknown : shortTime(seconds)),
    tooltip: ({ usageSeconds: seconds }) =>
      seconds === undefined
        ? noEstimate
        : t(
            '{0} on the device in all. How long the job waits before, only the provider knows.',
            formatDuration(seconds * 1000),
          ),
    order: ({ secondsPerShot }) => secondsPerShot,
  },
  {
    name: 'Cost',
    title: t('Cost'),
    about: t('The estimated price of all shots'),
    text: ({ dollars }) => (dollars === undefined ? unknown : `$${dollars.toFixed(2)}`),
    tooltip: ({ priceNote }) => priceNote ?? noEstimate,
    order: ({ dollars }) => dollars,
  },
];

/** Shots take less than milliseconds on most devices. */
function shortTime(seconds: number): string {
  if (seconds >= 1e-3) return formatDuration(seconds * 1000);
  return seconds >= 1e-6
    ? `${Number((seconds * 1e6).toPrecision(3))} µs`
    : `${Number((seconds * 1e9).toPrecision(3))} ns`;
}

/** Rows by a column, those without a value last in either direction. */
export function sorted(
  rows: readonly TargetRow[],
  column: Column,
  isDescending: boolean,
): readonly TargetRow[] {
  const sign = isDescending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [column.order(one), column.order(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return a === b ? 0 : a < b ? -sign : sign;
  });
}
