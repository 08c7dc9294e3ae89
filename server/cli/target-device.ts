import { readFile } from 'node:fs/promises';
import { type Device, DeviceFault, decodeDevice, deviceNamed } from '../hardware/index.ts';
import { UsageError } from './exit-status.ts';

/** The device of `--target`: a name of `qflow devices`, a generic shape, or a device file. @throws {UsageError} */
export async function targetDevice(text: string): Promise<Device> {
  const device = text.endsWith('.json') ? await deviceFile(text) : deviceNamed(text);
  if (device === undefined)
    throw new UsageError(
      `--target is a device that \`qflow devices\` lists, a generic one such as grid_6x9, or a device file (.json), not \`${text}\`.`,
    );
  return device;
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
