import { DeviceFault, decodeDevice } from './decode-device.ts';
import type { Device } from './device.ts';
import { deviceNamed, devices } from './devices.ts';

/** A file that describes a device, such as `.qflow/devices/mine.json` of a workspace. */
export interface DeviceFile {
  readonly uri: string;
  readonly text: string;
}

/** Why a file describes no device. */
export interface DeviceFileFault {
  readonly uri: string;
  readonly message: string;
}

/** The devices that programs can name: those of the user's files, the described ones and the generic shapes. */
export class DeviceCatalogue {
  /** Of the files, by name; where two have one name the first counts. */
  readonly own: readonly Device[];
  readonly faults: readonly DeviceFileFault[];
  readonly #byName = new Map<string, Device>();

  constructor(files: readonly DeviceFile[] = []) {
    const faults: DeviceFileFault[] = [];
    for (const file of files) {
      const found = decoded(file);
      if ('message' in found) faults.push(found);
      else if (this.#byName.has(found.name))
        faults.push({ uri: file.uri, message: `another file describes ${found.name} already` });
      else this.#byName.set(found.name, found);
    }
    this.own = [...this.#byName.values()];
    this.faults = faults;
  }

  find(name: string): Device | undefined {
    return this.#byName.get(name) ?? deviceNamed(name);
  }

  /** Everything that has a description, the user's first. */
  get all(): readonly Device[] {
    return [...this.own, ...devices.filter(({ name }) => !this.#byName.has(name))];
  }
}

function decoded({ uri, text }: DeviceFile): Device | DeviceFileFault {
  try {
    return decodeDevice(JSON.parse(text));
  } catch (error) {
    if (error instanceof DeviceFault || error instanceof SyntaxError) return { uri, message: error.message };
    throw error;
  }
}
