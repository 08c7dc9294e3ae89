import { formatCount, formatPercent } from '../ui/format.ts';
import type { Bar, BarLayout } from './bar-layout.ts';
import type { Outcome } from './distribution.ts';

interface BarMarksProperties {
  readonly layout: BarLayout;
  readonly active: number | undefined;
  readonly onActivate: (index: number) => void;
  readonly describe: (outcome: Outcome) => string;
}

/** Columns narrower than this have no room for a value above them. */
const labelledStep = 44;

/** Everything inside the drawing: the grid, and for each outcome its bar, error bar, name and value. */
export function BarMarks({ layout, active, onActivate, describe }: BarMarksProperties) {
  return (
    <>
      <Grid layout={layout} />
      {layout.bars.map((bar, index) => (
        <g
          key={bar.outcome.key}
          data-bar={bar.outcome.key}
          class={index === active ? 'bar bar-active' : 'bar'}
          role="img"
          aria-label={describe(bar.outcome)}
          tabindex={index === (active ?? 0) ? 0 : -1}
          onFocus={() => onActivate(index)}
          onMouseEnter={() => onActivate(index)}
        >
          <HitArea bar={bar} layout={layout} />
          <rect class="bar-fill" x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
          {bar.whisker !== undefined && <Whisker bar={bar} whisker={bar.whisker} layout={layout} />}
          <Name bar={bar} layout={layout} />
          <ValueText bar={bar} layout={layout} />
        </g>
      ))}
    </>
  );
}

function Grid({ layout: { orientation, plot, ticks } }: { readonly layout: BarLayout }) {
  return (
    <g class="grid" aria-hidden="true">
      {ticks.map(({ position, text }) =>
        orientation === 'columns' ? (
          <g key={text}>
            <line x1={plot.x} x2={plot.x + plot.width} y1={position} y2={position} />
            <text x={plot.x - 6} y={position} text-anchor="end" dominant-baseline="middle">
              {text}
            </text>
          </g>
        ) : (
          <g key={text}>
            <line x1={position} x2={position} y1={plot.y} y2={plot.y + plot.height} />
            <text x={position} y={plot.y - 8} text-anchor="middle">
              {text}
            </text>
          </g>
        ),
      )}
    </g>
  );
}

interface PartProperties {
  readonly bar: Bar;
  readonly layout: BarLayout;
}

/** The whole strip of an outcome, so that the pointer finds short bars too. */
function HitArea({ bar, layout: { orientation, plot, width, step } }: PartProperties) {
  return orientation === 'columns' ? (
    <rect
      data-control
      class="bar-area"
      x={bar.x}
      y={plot.y}
      width={Math.max(bar.width, 1)}
      height={plot.height}
    />
  ) : (
    <rect data-control class="bar-area" x={0} y={bar.y - 3} width={width} height={step} />
  );
}

function Whisker({
  bar,
  whisker: { from, to },
  layout: { orientation, step },
}: PartProperties & { readonly whisker: { readonly from: number; readonly to: number } }) {
  const cap = Math.min(4, step / 4);
  if (orientation === 'columns') {
    const x = bar.x + bar.width / 2;
    return (
      <path
        class="whisker"
        d={`M${x} ${from}V${to}M${x - cap} ${from}h${2 * cap}M${x - cap} ${to}h${2 * cap}`}
      />
    );
  }
  const y = bar.y + bar.height / 2;
  return (
    <path
      class="whisker"
      d={`M${from} ${y}H${to}M${from} ${y - cap}v${2 * cap}M${to} ${y - cap}v${2 * cap}`}
    />
  );
}

function Name({ bar, layout: { orientation, plot, turnedLabels } }: PartProperties) {
  if (bar.label === undefined) return null;
  if (orientation === 'rows')
    return (
      <text
        class="bar-name"
        x={plot.x - 8}
        y={bar.y + bar.height / 2}
        text-anchor="end"
        dominant-baseline="central"
      >
        {bar.label}
      </text>
    );
  const x = bar.x + bar.width / 2;
  const y = plot.y + plot.height + (turnedLabels ? 6 : 16);
  return (
    <text
      class="bar-name"
      x={x}
      y={y}
      text-anchor={turnedLabels ? 'end' : 'middle'}
      {...(turnedLabels
        ? { transform: `rotate(-90 ${x} ${y})`, 'dominant-baseline': 'central' as const }
        : {})}
    >
      {bar.label}
    </text>
  );
}

function ValueText({ bar, layout: { orientation, step } }: PartProperties) {
  const { outcome, whisker } = bar;
  const text = outcome.count === undefined ? formatPercent(outcome.probability) : formatCount(outcome.count);
  if (orientation === 'rows')
    return (
      <text
        class="bar-value"
        x={Math.max(bar.x + bar.width, whisker?.to ?? 0) + 8}
        y={bar.y + bar.height / 2}
        dominant-baseline="central"
      >
        {text}
      </text>
    );
  if (step < labelledStep) return null;
  return (
    <text
      class="bar-value"
      x={bar.x + bar.width / 2}
      y={Math.min(bar.y, whisker?.to ?? bar.y) - 5}
      text-anchor="middle"
    >
      {text}
    </text>
  );
}
