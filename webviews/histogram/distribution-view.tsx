import { useMemo, useState } from 'preact/hooks';
import type { Result, RunView } from '../../server/protocol/index.ts';
import { formatCount, formatPercent, formatShots } from '../ui/format.ts';
import { Button, Select, TextField } from '../ui/kit.ts';
import { useChoice } from '../ui/use-choice.ts';
import { BarChart } from './bar-chart.tsx';
import { DistributionTable } from './distribution-table.tsx';
import type { Distribution } from './distribution.ts';
import { SaveButtons } from './save-buttons.tsx';
import { type Selection, select } from './selection.ts';
import { summarise } from './summary.ts';

interface DistributionViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: Result;
  readonly distribution: Distribution;
}

const most = { '16': 'Top 16', '64': 'Top 64', '256': 'Top 256' } as const;
const orders = { outcome: 'By outcome', frequency: 'By frequency' } as const;

/** A distribution as bars or as a table, in the order and extent that the reader chose. */
export function DistributionView({ run, task, result, distribution }: DistributionViewProperties) {
  const [order, setOrder] = useChoice('order', ['outcome', 'frequency']);
  const [limit, setLimit] = useChoice('most', ['64', '16', '256']);
  const [view, setView] = useChoice('view', ['chart', 'table']);
  const [filter, setFilter] = useState('');
  const selection = useMemo(
    () => select(distribution, { order, most: Number(limit), filter }),
    [distribution.outcomes, order, limit, filter],
  );
  const large = distribution.outcomes.length > 16;
  return (
    <section aria-label={`Result of ${task}`}>
      <div class="toolbar" role="group" aria-label="Appearance">
        <Select labelHidden label="Order" value={order} options={optionsOf(orders)} onChange={setOrder} />
        {large && (
          <Select labelHidden label="Show" value={limit} options={optionsOf(most)} onChange={setLimit} />
        )}
        {large && (
          <TextField
            label="Filter outcomes"
            value={filter}
            placeholder="Filter: 01 or 0??1*"
            onChange={setFilter}
          />
        )}
        <div class="segmented" role="group" aria-label="View">
          <Button pressed={view === 'chart'} onClick={() => setView('chart')}>
            Chart
          </Button>
          <Button pressed={view === 'table'} onClick={() => setView('table')}>
            Table
          </Button>
        </div>
        <SaveButtons run={run} task={task} result={result} drawing={view === 'chart'} />
      </div>
      <p class="summary" id="summary">
        {summarise(distribution)}
      </p>
      {view === 'chart' ? (
        <BarChart
          outcomes={selection.shown}
          label={`Histogram of ${task}, ${formatShots(distribution.shots)}`}
        />
      ) : (
        <DistributionTable
          caption={`Outcomes of ${task}`}
          outcomes={selection.shown}
          shots={distribution.shots}
        />
      )}
      <Hidden selection={selection} filtered={filter.trim() !== ''} />
    </section>
  );
}

function Hidden({ selection, filtered }: { readonly selection: Selection; readonly filtered: boolean }) {
  const { shown, matching, hidden } = selection;
  const found = filtered
    ? `${formatCount(matching)} ${matching === 1 ? 'outcome matches' : 'outcomes match'}`
    : '';
  const more =
    hidden.outcomes === 0
      ? ''
      : `${shown.length === 0 ? '' : 'and '}${formatCount(hidden.outcomes)} more with ${formatPercent(hidden.probability)} together`;
  const sentence = [found, more].filter((part) => part !== '').join(', ');
  return (
    <p class="quiet hidden-outcomes" role="status">
      {sentence}
    </p>
  );
}

function optionsOf<Value extends string>(texts: Readonly<Record<Value, string>>) {
  return (Object.keys(texts) as Value[]).map((value) => ({ value, text: texts[value] }));
}
