import { useMemo } from 'preact/hooks';
import type { CompilationView, MapPair } from '../../server/protocol/index.ts';
import { type Point, mapLayout, mostOnMap } from './map-layout.ts';
import { t } from '../ui/words.ts';

/** Pixels of the drawing's own space. */
const width = 720;
const margin = 24;

interface DeviceMapProperties {
  readonly view: CompilationView;
  /** The device's qubits that stand out. */
  readonly chosen: readonly number[];
}

/** The device with the circuit's qubits on it; the worse a pair errs, the stronger its line. */
export function DeviceMap({ view, chosen }: DeviceMapProperties) {
  const { map, device } = view;
  const isDrawn = map.pairs.length > 0 && map.qubits <= mostOnMap;
  const points = useMemo(() => (isDrawn ? mapLayout(map) : []), [device, map.qubits, isDrawn]);
  if (!isDrawn)
    return (
      <p class="quiet">
        {map.pairs.length === 0
          ? t('All {0} qubits of {1} are joined, so that no swap is needed.', map.qubits, device)
          : t('{0} has {1} qubits, too many for a map.', device, map.qubits)}
      </p>
    );
  const place = (qubit: number): Point => {
    const { x, y } = points[qubit] ?? { x: 0, y: 0 };
    return { x: margin + x * (width - 2 * margin), y: margin + y * (width - 2 * margin) };
  };
  const height = Math.max(...points.map(({ y }) => y)) * (width - 2 * margin) + 2 * margin;
  const radius = Math.min(13, 190 / Math.sqrt(map.qubits));
  return (
    <svg class="device-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={mapText(view)}>
      {map.pairs.map((pair) => (
        <PairLine key={`${pair.a}-${pair.b}`} pair={pair} level={errorLevel(pair, map.pairs)} place={place} />
      ))}
      {Array.from({ length: map.qubits }, (_, qubit) => (
        <Qubit
          key={qubit}
          qubit={qubit}
          view={view}
          at={place(qubit)}
          radius={radius}
          isChosen={chosen.includes(qubit)}
        />
      ))}
    </svg>
  );
}

interface PairLineProperties {
  readonly pair: MapPair;
  readonly level: number;
  readonly place: (qubit: number) => Point;
}

function PairLine({ pair, level, place }: PairLineProperties) {
  const [from, to] = [place(pair.a), place(pair.b)];
  return (
    <line class={`pair error-${level}`} x1={from.x} y1={from.y} x2={to.x} y2={to.y}>
      <title>{t('{0}–{1}: error {2} %', pair.a, pair.b, (100 * pair.error).toPrecision(2))}</title>
    </line>
  );
}

interface QubitProperties {
  readonly qubit: number;
  readonly view: CompilationView;
  readonly at: Point;
  readonly radius: number;
  readonly isChosen: boolean;
}

function Qubit({ qubit, view, at, radius, isChosen }: QubitProperties) {
  const starts = view.starts.indexOf(qubit);
  const ends = view.ends.indexOf(qubit);
  const text = [
    `${view.device} ${qubit}`,
    ...(starts < 0 ? [] : [t('{0} starts here', view.qubits[starts] ?? '')]),
    ...(ends < 0 ? [] : [t('{0} ends here', view.qubits[ends] ?? '')]),
  ].join(', ');
  const kind = starts >= 0 ? 'start' : ends >= 0 ? 'end' : 'free';
  return (
    <g class={`qubit ${kind}${isChosen ? ' chosen' : ''}`}>
      <circle cx={at.x} cy={at.y} r={radius} />
      <text x={at.x} y={at.y} dominant-baseline="central" text-anchor="middle" font-size={radius * 0.85}>
        {starts >= 0 ? starts : ''}
      </text>
      <title>{text}</title>
    </g>
  );
}

/** From 0 to 3: how a pair errs among all pairs of its device. */
function errorLevel({ error }: MapPair, pairs: readonly MapPair[]): number {
  const better = pairs.filter((other) => other.error < error).length / pairs.length;
  return Math.min(3, Math.floor(4 * better));
}

function mapText({ device, qubits, starts }: CompilationView): string {
  const places = qubits.flatMap((name, qubit) =>
    (starts[qubit] ?? -1) < 0 ? [] : [t('{0} on {1}', name, starts[qubit] ?? '')],
  );
  return `${device}: ${places.slice(0, 30).join(', ')}`;
}
