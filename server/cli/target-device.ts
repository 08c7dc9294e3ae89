import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Device, DeviceCatalogue, DeviceFault, decodeDevice } from '../hardware/index.ts';
import { closest } from '../language/index.ts';
import { UsageError } from './exit-status.ts';

/** The devices that there are, and those of the nearest `.qflow/devices` at or above the working folder. */
export async function deviceCatalogue(): Promise<DeviceCatalogue> {
  const folder = nearestFolder();
  if (folder === undefined) return new DeviceCatalogue();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const files = names.map(async (name) => {
    const file = path.join(folder, name);
    return { uri: pathToFileURL(file).href, text: await readFile(file, 'utf8') };
  });
  const catalogue = new DeviceCatalogue(await Promise.all(files));
  const [fault] = catalogue.faults;
  if (fault !== undefined) throw new UsageError(`${fault.uri} describes no device: ${fault.message}.`);
  return catalogue;
}

function nearestFolder(): string | undefined {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, '.qflow', 'devices');
    if (existsSync(candidate)) return candidate;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** The device of `--target`: a name of `qflow devices`, a generic shape, or a device file. @throws {UsageError} */
export async function targetDevice(text: string, catalogue?: DeviceCatalogue): Promise<Device> {
  const known = catalogue ?? (await deviceCatalogue());
  const device = text.endsWith('.json') ? await deviceFile(text) : known.find(text);
  if (device === undefined)
    throw new UsageError(
      `--target is a device that \`qflow devices\` lists, a generic one such as grid_6x9, or a device file (.json), not \`${text}\`.${suggestion(text, known)}`,
    );
  return device;
}

/** The device whose name is spelled most like the text, and those of the same maker. */
function suggestion(text: string, { all }: DeviceCatalogue): string {
  const names = all.map(({ name }) => name);
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
