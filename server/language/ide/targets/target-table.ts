import type { Device, DeviceCatalogue, Verdict } from '../../../hardware/index.ts';
import type { DeviceChoice, TargetRow, TargetTable } from '../../../protocol/index.ts';
import type { CircuitReport } from './target-report.ts';

/** A report on one circuit as a table with a row for each target. */
export function targetTable(uri: string, report: CircuitReport, devices: DeviceCatalogue): TargetTable {
  const { name, qubits, shots, verdicts } = report;
  const rows = verdicts.map((verdict) => rowOf(verdict, devices.find(verdict.device)));
  return { uri, circuit: name, qubits, shots, rows };
}

function rowOf(verdict: Verdict, device: Device | undefined): TargetRow {
  const { device: name, fits, reasons, estimate } = verdict;
  const head = { device: name, title: device?.title ?? name, fits, reasons, source: sourceOf(device) };
  if (estimate === undefined) return head;
  const { success, counts, cost } = estimate;
  const gates = Object.entries(estimate.twoQubitGates).map(([gate, count]) => `${count} ${gate}`);
  return {
    ...head,
    success: success.total,
    successParts: { gates: success.gates, readout: success.readout, idle: success.idle },
    twoQubitGates: gates.length === 0 ? '0' : gates.join(', '),
    twoQubitCount: counts.twoQubit,
    depth: counts.depth,
    swaps: counts.swaps,
    secondsPerShot: estimate.secondsPerShot,
    usageSeconds: estimate.usageSeconds,
    ...(cost.dollars === undefined ? {} : { dollars: cost.dollars }),
    priceNote: `${cost.formula}; by ${cost.source}, ${cost.date}`,
  };
}

function sourceOf(device: Device | undefined): string {
  return device === undefined ? '' : `${device.source}, ${device.date}`;
}

/** All devices that are described, for a choice among them. */
export function deviceChoices({ all }: DeviceCatalogue): readonly DeviceChoice[] {
  return all.map(({ name, title, qubits, retired }) => ({ name, title, qubits, isRetired: retired }));
}
