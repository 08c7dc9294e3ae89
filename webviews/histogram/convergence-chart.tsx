import { useMemo, useRef } from 'preact/hooks';
import type { IterationResult } from '../../server/protocol/index.ts';
import { formatCount, formatEstimate } from '../ui/format.ts';
import { useSpace } from '../ui/use-space.ts';
import { layoutConvergence } from './convergence-layout.ts';
import { t } from '../ui/words.ts';

interface ConvergenceChartProperties {
  readonly history: readonly IterationResult[];
  readonly label: string;
}

const height = 260;

/** The value of each iteration of a search as a line, and the least until then as another. */
export function ConvergenceChart({ history, label }: ConvergenceChartProperties) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSpace(frame);
  const layout = useMemo(() => layoutConvergence(history, { width, height }), [history, width]);
  const last = history.at(-1);
  return (
    <div class="chart">
      <div ref={frame} class="chart-frame">
        <svg
          class="drawing"
          role="img"
          aria-label={label}
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
        >
          <g class="grid">
            {layout.rows.map(({ at, text }) => (
              <g key={text}>
                <line x1={layout.left} x2={layout.width} y1={at} y2={at} />
                <text x={layout.left - 6} y={at} text-anchor="end" dominant-baseline="middle">
                  {text}
                </text>
              </g>
            ))}
            {layout.columns.map(({ at, text }) => (
              <text key={text} x={at} y={layout.bottom + 16} text-anchor="middle">
                {text}
              </text>
            ))}
          </g>
          <path class="line-best" d={layout.best} />
          <path class="line-value" d={layout.values} />
        </svg>
      </div>
      {last !== undefined && (
        <p class="quiet">
          {t(
            'Iteration {0}: {1}, least {2}, step {3}{4}. Solid: the value of each iteration; dashed: the least seen until then.',
            formatCount(last.iteration),
            formatEstimate(last.value, last.stderr ?? 0),
            formatEstimate(last.best, 0),
            last.step.toPrecision(3),
            sectorText(last),
          )}
        </p>
      )}
    </div>
  );
}

/** Of the electrons of a molecule, where the value is one's energy. */
function sectorText({ sector }: IterationResult): string {
  if (sector === undefined) return '';
  return `, ⟨N⟩ ${sector.particles.toFixed(4)}, ⟨S²⟩ ${Math.abs(sector.spinSquared).toFixed(4)}`;
}
