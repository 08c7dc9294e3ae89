import { readFile } from 'node:fs/promises';
import { type Device, DeviceFault, decodeDevice, deviceNamed, devices } from '../hardware/index.ts';
import { closest } from '../language/index.ts';
import { UsageError } from './exit-status.ts';

/** The device of `--target`: a name of `qflow devices`, a generic shape, or a device file. @throws {UsageError} */
export async function targetDevice(text: string): Promise<Device> {
  const device = text.endsWith('.json') ? await deviceFile(text) : deviceNamed(text);
  if (device === undefined)
    throw new UsageError(
      `--target is a device that \`qflow devices\` lists, a generic one such as grid_6x9, or a device file (.json), not \`${text}\`.${suggestion(text)}`,
    );
  return device;
}

/** The device whose name is spelled most like the text, and those of the same maker. */
function suggestion(text: string): string {
  const names = devices.map(({ name }) => name);
  const maker = text.split('_')[0] ?? '';
  const near = closest(text, names);
  const alike = names.filter((name) => name === near || name.startsWith(`${maker}_`));
  return alike.length === 0 ? '' : ` Is it one of ${alike.join(', ')}?`;
}

async function deviceFile(path: string): Promise<Device> {
  try {
    return decodeDevice(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof DeviceFault) throw new UsageError(`${path} describes no device: ${error.message}.`);
    if (error instanceof SyntaxError) throw new UsageError(`${path} is no JSON: ${error.message}.`);
    throw new UsageError(`${path} cannot be read.`);
  }
}
