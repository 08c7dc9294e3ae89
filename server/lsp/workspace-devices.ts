import { type Device, DeviceCatalogue } from '../hardware/index.ts';

/** The addresses of the device files of the folders that are open: `.qflow/devices/*.json`. */
export type ListDeviceFiles = () => Promise<readonly string[]>;

/** The devices that there are, and those of the workspace's own files until one of these changes. */
export class WorkspaceDevices {
  readonly #list: ListDeviceFiles;
  readonly #read: (uri: string) => Promise<string | undefined>;
  #catalogue: Promise<DeviceCatalogue> | undefined;
  #latest = new DeviceCatalogue();

  constructor(list: ListDeviceFiles, read: (uri: string) => Promise<string | undefined>) {
    this.#list = list;
    this.#read = read;
  }

  catalogue(): Promise<DeviceCatalogue> {
    this.#catalogue ??= this.#load();
    return this.#catalogue;
  }

  /** A device file was changed, made or removed. */
  changed(): void {
    this.#catalogue = undefined;
  }

  async #load(): Promise<DeviceCatalogue> {
    const addresses = await this.#list();
    const files = await Promise.all(
      addresses.toSorted().map(async (uri) => ({ uri, text: (await this.#read(uri)) ?? '' })),
    );
    this.#latest = new DeviceCatalogue(files.filter(({ text }) => text !== ''));
    return this.#latest;
  }

  /** The device of a name by the files as they were read last. */
  find(name: string): Device | undefined {
    return this.#latest.find(name);
  }
}
