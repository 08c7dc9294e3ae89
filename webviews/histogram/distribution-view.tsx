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
import { t } from '../ui/words.ts';

interface DistributionViewProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: Result;
  readonly distribution: Distribution;
}

const most = { '16': t('Top {0}', 16), '64': t('Top {0}', 64), '256': t('Top {0}', 256) } as const;
const orders = { outcome: t('By outcome'), frequency: t('By frequency') } as const;

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
    <section aria-label={t('Result of {0}', task)}>
      <div class="toolbar" role="group" aria-label={t('Appearance')}>
        <Select
          labelHidden
          label={t('Order')}
          value={order}
          options={optionsOf(orders)}
          onChange={setOrder}
        />
        {large && (
          <Select labelHidden label={t('Show')} value={limit} options={optionsOf(most)} onChange={setLimit} />
        )}
        {large && (
          <TextField
            label={t('Filter outcomes')}
            value={filter}
            placeholder={t('Filter: 01 or 0??1*')}
            onChange={setFilter}
          />
        )}
        <div class="segmented" role="group" aria-label={t('View')}>
          <Button pressed={view === 'chart'} onClick={() => setView('chart')}>
            {t('Chart')}
          </Button>
          <Button pressed={view === 'table'} onClick={() => setView('table')}>
            {t('Table')}
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
          label={t('Histogram of {0}, {1}', task, formatShots(distribution.shots))}
        />
      ) : (
        <DistributionTable
          caption={t('Outcomes of {0}', task)}
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
    ? matching === 1
      ? t('1 outcome matches')
      : t('{0} outcomes match', formatCount(matching))
    : '';
  const more =
    hidden.outcomes === 0
      ? ''
      : hiddenText(shown.length, formatCount(hidden.outcomes), formatPercent(hidden.probability));
  const sentence = [found, more].filter((part) => part !== '').join(', ');
  return (
    <p class="quiet hidden-outcomes" role="status">
      {sentence}
    </p>
  );
}

function hiddenText(shown: number, count: string, probability: string): string {
  return shown === 0
    ? t('{0} more with {1} together', count, probability)
    : t('and {0} more with {1} together', count, probability);
}

function optionsOf<Value extends string>(texts: Readonly<Record<Value, string>>) {
  return (Object.keys(texts) as Value[]).map((value) => ({ value, text: texts[value] }));
}
