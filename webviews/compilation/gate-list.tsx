import { useEffect, useRef, useState } from 'preact/hooks';
import type { GateLine } from '../../server/protocol/index.ts';
import { isFrom, lineHeight, usedQubits, visibleLines } from './gate-lines.ts';
import { t } from '../ui/words.ts';

/** Qubits beyond which wires would be too narrow to tell apart. */
const mostWires = 40;
const wireWidth = 16;

interface GateListProperties {
  readonly title: string;
  readonly lines: readonly GateLine[];
  readonly name: (qubit: number) => string;
  /** The statement whose gates stand out. */
  readonly chosen: GateLine | undefined;
  readonly onChoose: (line: GateLine) => void;
}

/** Gates from the first to the last, wires beside them; only those that are seen are on the page. */
export function GateList({ title, lines, name, chosen, onChoose }: GateListProperties) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, scroll] = useState(0);
  const height = frame.current?.clientHeight ?? 600;
  const { first, end } = visibleLines(lines.length, top, height);
  const wires = usedQubits(lines);
  const place = lines.findIndex((line) => isFrom(line, chosen));
  useEffect(() => {
    const element = frame.current;
    if (element === null || place < 0) return;
    const at = place * lineHeight;
    const isSeen = at >= element.scrollTop && at < element.scrollTop + element.clientHeight - lineHeight;
    if (!isSeen) element.scrollTop = at - element.clientHeight / 3;
  }, [place, chosen]);
  return (
    <section class="gates" aria-label={title}>
      <h2>
        {title} <span class="quiet">{lines.length.toLocaleString('en')} lines</span>
      </h2>
      <div
        class="gate-frame"
        ref={frame}
        tabIndex={0}
        role="region"
        aria-label={t('{0}, {1} lines', title, lines.length)}
        onScroll={({ currentTarget }) => scroll(currentTarget.scrollTop)}
      >
        <ul style={{ height: `${lines.length * lineHeight}px` }}>
          {lines.slice(first, end).map((line, index) => (
            <li key={first + index} style={{ top: `${(first + index) * lineHeight}px` }}>
              <button
                type="button"
                class={isFrom(line, chosen) ? 'gate chosen' : 'gate'}
                aria-pressed={isFrom(line, chosen)}
                onClick={() => onChoose(line)}
              >
                <span class="words">
                  <code>{line.text}</code> <span class="quiet">{line.qubits.map(name).join(', ')}</span>
                </span>
                {wires.length <= mostWires && <Wires line={line} wires={wires} />}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** One step in time: all wires, a mark on those that the gate acts on, a line between these. */
function Wires({ line, wires }: { readonly line: GateLine; readonly wires: readonly number[] }) {
  const at = (qubit: number) => (wires.indexOf(qubit) + 0.5) * wireWidth;
  const places = line.qubits.map(at);
  return (
    <svg width={wires.length * wireWidth} height={lineHeight} aria-hidden="true">
      {wires.map((qubit) => (
        <line key={qubit} class="wire" x1={at(qubit)} x2={at(qubit)} y1={0} y2={lineHeight} />
      ))}
      {places.length > 1 && (
        <line
          class="joint"
          x1={Math.min(...places)}
          x2={Math.max(...places)}
          y1={lineHeight / 2}
          y2={lineHeight / 2}
        />
      )}
      {places.map((x) => (
        <rect key={x} class="mark" x={x - 5} y={lineHeight / 2 - 5} width={10} height={10} rx={2} />
      ))}
    </svg>
  );
}
