import type { Device } from '../../hardware/index.ts';
import { oneOf, parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { deviceCatalogue } from '../target-device.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

const formats = ['text', 'json'] as const;

/** `qflow devices [--format text|json]`: the devices that programs can be checked and compiled for, those of `.qflow/devices` first. */
export async function listDevices(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, { format: { type: 'string', default: 'text' } });
  if (positionals.length > 0) throw new UsageError('devices takes no FILE.');
  const format = oneOf('format', values.format, formats);
  const { all: devices } = await deviceCatalogue();
  const document = { schema: 'qflow.devices/1', devices };
  terminal.out(
    format === 'json' ? `${JSON.stringify(document, null, 2)}\n` : `${table(devices, terminal)}\n`,
  );
  return exitStatus.done;
}

const head = [
  'device',
  'qubits',
  'coupling',
  'one-qubit',
  'two-qubit',
  'error',
  'readout',
  'T1',
  'T2',
  'as of',
];

function table(devices: readonly Device[], terminal: Terminal): string {
  const rows = [head, ...devices.map(row)];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = lines;
  return [paint(terminal, 'bold', first), ...rest].join('\n');
}

function row(device: Device): readonly string[] {
  const { coupling, twoQubit, oneQubit, readout } = device;
  const [gate] = twoQubit;
  return [
    device.name,
    String(device.qubits),
    coupling.kind === 'all' ? 'all to all' : `${coupling.pairs.length} pairs`,
    oneQubit.gates,
    twoQubit.map(({ gate: name }) => name).join(', '),
    percent(gate?.error ?? 0),
    percent(readout.error),
    time(device.t1Microseconds),
    time(device.t2Microseconds),
    device.retired ? `${device.date}, retired` : device.date,
  ];
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}

function time(microseconds: number): string {
  return microseconds >= 1e5
    ? `${(microseconds / 1e6).toPrecision(3)} s`
    : `${microseconds.toPrecision(3)} µs`;
}
