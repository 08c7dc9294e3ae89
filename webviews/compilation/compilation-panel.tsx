import { useEffect, useState } from 'preact/hooks';
import type { CompilationChoice, CompilationView, GateLine, ToPanel } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { Empty } from '../ui/empty.tsx';
import { Select } from '../ui/kit.ts';
import { DeviceMap } from './device-map.tsx';
import { statementAt } from './gate-lines.ts';
import { GateList } from './gate-list.tsx';
import { t } from '../ui/words.ts';

interface CompilationPanelProperties {
  readonly message: ToPanel;
  /** Where the cursor stands in the text. */
  readonly cursor: number | undefined;
}

/** A circuit beside what is compiled of it. */
export function CompilationPanel({ message, cursor }: CompilationPanelProperties) {
  if (message.kind === 'compilation') return <Compilation view={message.view} cursor={cursor} />;
  if (message.kind !== 'empty')
    return <Empty title={t('Compiled circuit')} message={t('There is no circuit to show.')} />;
  return (
    <Empty title={t('Compiled circuit')} message={message.message}>
      {message.choice && <Choices choice={message.choice} />}
    </Empty>
  );
}

function Compilation({
  view,
  cursor,
}: {
  readonly view: CompilationView;
  readonly cursor: number | undefined;
}) {
  const [chosen, choose] = useState<GateLine>();
  useEffect(() => {
    if (cursor !== undefined) choose(statementAt(view.logical, cursor));
  }, [cursor, view]);
  const select = (line: GateLine) => {
    choose(line);
    post({ kind: 'revealSpan', start: line.start, end: line.end });
  };
  const native = view.native.filter(({ start, end }) => start === chosen?.start && end === chosen.end);
  return (
    <main class="compilation">
      <header class="run-header">
        <h1>{t('{0} on {1}', view.circuit, view.device)}</h1>
        <Choices choice={view} />
        <p class="quiet">{view.certificate}</p>
      </header>
      <Figures view={view} />
      <div class="side-by-side">
        <GateList
          title={t('Circuit')}
          lines={view.logical}
          name={(qubit) => view.qubits[qubit] ?? String(qubit)}
          chosen={chosen}
          onChoose={select}
        />
        <GateList title={view.device} lines={view.native} name={String} chosen={chosen} onChoose={select} />
      </div>
      <section aria-label={t('Map')}>
        <h2>{t('Where the qubits are')}</h2>
        {view.map.pairs.length > 0 && (
          <p class="quiet">
            {t(
              'The numbers are those of the circuit’s qubits. The worse a pair errs, the stronger its line.',
            )}
          </p>
        )}
        <DeviceMap view={view} chosen={[...new Set(native.flatMap(({ qubits }) => qubits))]} />
      </section>
      <Swaps view={view} onChoose={select} />
    </main>
  );
}

const levels = ['0', '1', '2', '3'] as const;

function Choices({ choice }: { readonly choice: CompilationChoice }) {
  const level = levels[choice.level] ?? '2';
  return (
    <p class="choices">
      <Select
        label={t('Device')}
        value={choice.device}
        options={choice.devices.map((value) => ({ value, text: value }))}
        onChange={(device) => post({ kind: 'compileFor', device, level: choice.level })}
      />
      <Select
        label={t('Level')}
        value={level}
        options={levels.map((value) => ({ value, text: value }))}
        onChange={(value) => post({ kind: 'compileFor', device: choice.device, level: Number(value) })}
      />
    </p>
  );
}

function Figures({ view }: { readonly view: CompilationView }) {
  return (
    <table class="figures">
      <caption class="visually-hidden">{t('Before and after')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{t('Figure')}</span>
          </th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {view.figures.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Swaps that are listed at most. */
const mostSwaps = 200;

interface SwapsProperties {
  readonly view: CompilationView;
  readonly onChoose: (line: GateLine) => void;
}

function Swaps({ view: { swaps, device }, onChoose }: SwapsProperties) {
  if (swaps.length === 0) return <p class="quiet">{t('No swaps: all gates act on neighbours.')}</p>;
  return (
    <section aria-label={t('Swaps')}>
      <h2>
        {t('Why there are swaps')}{' '}
        <span class="quiet">{t('{0}, before they merge with their neighbours', swaps.length)}</span>
      </h2>
      <ol class="swaps">
        {swaps.slice(0, mostSwaps).map(({ qubits: [a, b], serves, text, start, end }, place) => (
          <li key={place}>
            <button type="button" onClick={() => onChoose({ text, qubits: [a, b], start, end })}>
              {t('{0} and {1} change places', a, b)} {reason(serves, text, device)}
            </button>
          </li>
        ))}
      </ol>
      {swaps.length > mostSwaps && <p class="quiet">{t('and {0} more', swaps.length - mostSwaps)}</p>}
    </section>
  );
}

function reason(serves: readonly number[], text: string, device: string): string {
  const [first, second] = serves;
  const short = text.length <= 60 ? text : `${text.slice(0, 59)}…`;
  if (first === undefined || second === undefined) return t('to end a branch or loop where it began');
  return t('so that {0} finds its qubits side by side, on {1} and {2} of {3}', short, first, second, device);
}
