import { standardFiles } from '../library/index.ts';
import { type Elsewhere, type Importable, importablesIn, importablesOf } from '../language/ide/index.ts';
import { type Log, attempted } from './guarded.ts';
import type { Workspace } from './workspace.ts';

/** Milliseconds without another change after which the files are looked through again. */
const idle = 300;

/** Milliseconds of reading files after which requests get their turn. */
const slice = 10;

interface Known {
  readonly text: string;
  readonly importables: readonly Importable[];
}

/**
 * What the programs of the workspace and the standard library declare for others. It is read in the background and
 * answers with what is known by then.
 */
export class ImportIndex {
  readonly #workspace: Workspace;
  readonly #library: string;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();
  #elsewhere: Elsewhere;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRead = false;

  constructor(workspace: Workspace, library: string, log: Log) {
    this.#workspace = workspace;
    this.#library = library;
    this.#log = log;
    this.#elsewhere = { all: [], files: [], library };
  }

  get elsewhere(): Elsewhere {
    return this.#elsewhere;
  }

  /** Whether every file has been read once, so that a list of proposals is whole. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** A file was changed, made or removed: its names are looked up again soon. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.read(), idle);
  }

  /** Reads every file that has changed since it was last read. */
  read(): void {
    clearTimeout(this.#timer);
    void attempted('reading the programs of the workspace', this.#log, () => this.#read());
  }

  async #read(): Promise<void> {
    const standard = standardFiles.map(({ path }) => this.#library + path.slice('std/'.length));
    const files = await this.#workspace.programs();
    let began = performance.now();
    for (const uri of [...standard, ...files]) {
      await this.#readFile(uri);
      if (performance.now() - began < slice) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      began = performance.now();
    }
    const present = [...standard, ...files];
    const all = present.flatMap((uri) => this.#known.get(uri)?.importables ?? []);
    this.#elsewhere = { all, files, library: this.#library };
    this.#isRead = true;
  }

  async #readFile(uri: string): Promise<void> {
    const text = await this.#workspace.textOf(uri);
    if (text === undefined) this.#known.delete(uri);
    else if (this.#known.get(uri)?.text !== text)
      this.#known.set(uri, { text, importables: await this.#importablesOf(uri, text) });
  }

  /** Of an open file, which may be long, the tree is there. */
  async #importablesOf(uri: string, text: string): Promise<readonly Importable[]> {
    const file =
      this.#workspace.versionOf(uri) === undefined ? undefined : await this.#workspace.checked(uri);
    return file === undefined ? importablesOf(uri, text) : importablesIn(file.model.program, uri);
  }
}
