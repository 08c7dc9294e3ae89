import type { Certificate, CircuitFigures, Compilation } from '../../circuit/index.ts';
import { type Device, secondsText } from '../../hardware/index.ts';
import { type Terminal, paint } from './terminal.ts';

/** What a compilation did, as a table of figures before and after, and how far it was compared. */
export function compilationReport(
  { report, certificate, initialLayout, finalPermutation }: Compilation,
  device: Device,
  terminal: Terminal,
): string {
  const { before, after } = report;
  const rows = [
    ['', 'before', 'after'],
    ['gates', String(before.gates), String(after.gates)],
    ['two-qubit gates', String(before.twoQubitGates), String(after.twoQubitGates)],
    ['depth', String(before.depth), String(after.depth)],
    ['two-qubit depth', String(before.twoQubitDepth), String(after.twoQubitDepth)],
    ...gateRows(before, after),
  ];
  const lines = [
    paint(terminal, 'bold', `${device.name}, level ${report.level}`),
    ...aligned(rows),
    `duration ${secondsText(report.seconds)}; ${report.insertedSwaps} swaps inserted`,
    `qubits start on ${placesText(initialLayout)}, end on ${placesText(finalPermutation)}`,
    `certificate: ${certificateText(certificate)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function gateRows(before: CircuitFigures, after: CircuitFigures): readonly (readonly string[])[] {
  const names = new Set([...Object.keys(before.gateCounts), ...Object.keys(after.gateCounts)]);
  names.delete('gphase');
  return [...names]
    .toSorted()
    .map((name) => [`  ${name}`, String(before.gateCounts[name] ?? 0), String(after.gateCounts[name] ?? 0)]);
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([name = '', ...figures]) =>
    [
      name.padEnd(widths[0] ?? 0),
      ...figures.map((figure, place) => figure.padStart(widths[place + 1] ?? 0)),
    ].join('  '),
  );
}

function placesText(layout: readonly number[]): string {
  return layout.map((place) => (place < 0 ? '–' : String(place))).join(' ');
}

function certificateText(certificate: Certificate): string {
  switch (certificate.method) {
    case 'unitary':
      return `equal to its source as a unitary on ${certificate.qubits} qubits, fidelity ${certificate.fidelity.toFixed(12)}`;
    case 'stabilizer':
      return `equal to its source as a Clifford circuit on ${certificate.qubits} qubits`;
    case 'states': {
      const { states, averageInfidelityBound, confidence } = certificate;
      return `equal on ${states} random states: average infidelity under ${averageInfidelityBound.toExponential(1)} with ${(100 * confidence).toFixed(0)} % confidence`;
    }
    case 'blocks': {
      const { blocks, widest, distanceBound } = certificate;
      return `proven equal to its source in ${blocks} pieces of at most ${widest} qubits, distance under ${distanceBound.toExponential(1)}`;
    }
    case 'runs':
      return `equal in ${certificate.runs} runs with the same outcomes, largest deviation ${certificate.deviation.toExponential(1)}`;
    case 'observables': {
      const { proven, observables, ways, deviation } = certificate;
      const along = ways === 1 ? '' : ` along ${ways} ways`;
      return `equal for ${proven} of ${observables} observables${along} in every state, largest deviation ${deviation.toExponential(1)}`;
    }
    case 'none':
      return `none: ${certificate.reason}`;
  }
}
