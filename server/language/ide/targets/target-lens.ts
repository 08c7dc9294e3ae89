import { type Verdict, dollarText, percentText } from '../../../hardware/index.ts';
import type { Model } from '../../index.ts';
import type { CodeLens } from '../code-lenses.ts';
import type { CircuitReport } from './target-report.ts';

/** One line over each circuit: how it does on each target. */
export function targetLenses(model: Model, reports: readonly CircuitReport[]): readonly CodeLens[] {
  return model.circuits.flatMap(({ name, nameSpan }): CodeLens[] => {
    const report = reports.find((one) => one.name === name);
    if (report === undefined || report.verdicts.length === 0) return [];
    const title = ['sim ✓', ...report.verdicts.map((verdict) => verdictText(verdict, report.qubits))].join(
      ' · ',
    );
    return [{ action: 'targets', title, target: { kind: 'circuit', name }, span: nameSpan }];
  });
}

/** `ibm_fez ✓ 61 % · 214 cz, depth 96 · $0.34`, or `ionq_forte ✗ 41 qubits`. */
function verdictText({ device, fits, reasons, estimate }: Verdict, qubits: number): string {
  if (!fits)
    return `${device} ✗ ${estimate === undefined ? `${qubits} qubits` : shortened(reasons[0], device)}`;
  if (estimate === undefined) return `${device} ✓`;
  const { twoQubitGates, counts, success, cost } = estimate;
  const gates = Object.entries(twoQubitGates).map(([gate, count]) => `${count} ${gate}`);
  const parts = [
    `${device} ✓ ${percentText(success.total)}`,
    [...gates, `depth ${counts.depth}`].join(', '),
    ...(cost.dollars === undefined ? [] : [dollarText(cost.dollars)]),
  ];
  return parts.join(' · ');
}

const longest = 40;

function shortened(reason: string | undefined, device: string): string {
  const text = (reason ?? 'refused')
    .replace(`On ${device} `, '')
    .replace(`${device} `, '')
    .replace(/\.$/, '');
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
