import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount, formatPercent } from '../ui/format.ts';
import { Button } from '../ui/kit.ts';
import { useSpace } from '../ui/use-space.ts';
import { type Bar, type BarLayout, layoutBars } from './bar-layout.ts';
import { BarMarks } from './bar-marks.tsx';
import type { Outcome } from './distribution.ts';
import { findByPrefix } from './selection.ts';
import { t } from '../ui/words.ts';

interface BarChartProperties {
  readonly outcomes: readonly Outcome[];
  readonly label: string;
}

/** Pixels of the page that the header, the toolbar and the lines below the chart take. */
const aroundChart = 260;
const lowest = 240;
const highest = 560;
const nearest = 16;
/** Milliseconds after which typed characters start a new search. */
const typingPause = 1_000;

/** A histogram that the keyboard walks through: arrows, Home, End, or the first characters of an outcome. */
export function BarChart({ outcomes, label }: BarChartProperties) {
  const frame = useRef<HTMLDivElement>(null);
  const { width, height: page } = useSpace(frame);
  const height = Math.min(highest, Math.max(lowest, page - aroundChart));
  const [zoom, setZoom] = useState(1);
  const [active, setActive] = useState<number>();
  const layout = useMemo(
    () => layoutBars(outcomes, { width, height, zoom }),
    [outcomes, width, height, zoom],
  );
  const move = useRovingFocus(frame, outcomes, setActive);
  const current = active === undefined ? undefined : layout.bars[active];
  const crowded = layout.orientation === 'columns' && (zoom > 1 || layout.step < 24);
  if (outcomes.length === 0) return <div ref={frame} class="chart-frame" />;
  return (
    <div class="chart">
      {crowded && (
        <div class="zoom" role="group" aria-label={t('Zoom')}>
          <Button label={t('Zoom out')} disabled={zoom === 1} onClick={() => setZoom(zoom / 2)}>
            −
          </Button>
          <Button label={t('Zoom in')} disabled={zoom === nearest} onClick={() => setZoom(zoom * 2)}>
            +
          </Button>
        </div>
      )}
      <div ref={frame} class={`chart-frame chart-${layout.orientation}`}>
        <svg
          class="drawing"
          role="group"
          aria-label={label}
          aria-describedby="summary"
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setActive(undefined);
            else if (move(event.key, active)) event.preventDefault();
          }}
          onMouseLeave={() => setActive(undefined)}
        >
          <BarMarks layout={layout} active={active} onActivate={setActive} describe={describe} />
        </svg>
        {current !== undefined && <Tooltip bar={current} layout={layout} />}
      </div>
    </div>
  );
}

/** Moves the focus among the bars; tells whether it knew the key. */
function useRovingFocus(
  frame: { readonly current: HTMLDivElement | null },
  outcomes: readonly Outcome[],
  activate: (index: number) => void,
) {
  const typed = useRef({ text: '', at: 0 });
  useEffect(() => {
    typed.current = { text: '', at: 0 };
  }, [outcomes]);
  return (key: string, active: number | undefined): boolean => {
    const index =
      key.length === 1 ? search(typed.current, outcomes, key) : target(key, active ?? -1, outcomes.length);
    if (index === undefined) return false;
    const bar = frame.current?.querySelectorAll<SVGElement>('[data-bar]')[index];
    bar?.focus();
    bar?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    activate(index);
    return true;
  };
}

function target(key: string, active: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(last, active + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(last, active + 10);
    case 'PageUp':
      return Math.max(0, active - 10);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function search(typed: { text: string; at: number }, outcomes: readonly Outcome[], key: string) {
  const now = performance.now();
  typed.text = now - typed.at > typingPause ? key : typed.text + key;
  typed.at = now;
  const found = findByPrefix(outcomes, typed.text);
  return found === -1 ? undefined : found;
}

/** A bar in words. */
function describe({ key, count, probability, interval }: Outcome): string {
  const counted = count === undefined ? '' : `, ${t('{0} times', formatCount(count))}`;
  const between =
    interval === undefined
      ? ''
      : `, ${t('95 % interval {0} to {1}', formatPercent(interval.low), formatPercent(interval.high))}`;
  return `${key}${counted}, ${formatPercent(probability)}${between}`;
}

function Tooltip({ bar, layout }: { readonly bar: Bar; readonly layout: BarLayout }) {
  const { outcome, x, y, width, height } = bar;
  const columns = layout.orientation === 'columns';
  const right = x > layout.width / 2;
  const style = {
    top: `${columns ? Math.max(0, y - 8) : y + height + 4}px`,
    ...(right && columns
      ? { right: `calc(100% - ${x - 8}px)` }
      : { left: `${columns ? x + width + 8 : Math.min(x, 24)}px` }),
  };
  return (
    <div class="tooltip" aria-hidden="true" style={style}>
      <strong>{outcome.key}</strong>
      {outcome.count !== undefined && <span>{formatCount(outcome.count)} counts</span>}
      <span>{formatPercent(outcome.probability)}</span>
      {outcome.interval !== undefined && (
        <span class="quiet">
          {formatPercent(outcome.interval.low)} – {formatPercent(outcome.interval.high)}
        </span>
      )}
    </div>
  );
}
