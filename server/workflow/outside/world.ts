import type { ListenableToken } from '../../base/index.ts';

/** A program to run in a process of its own. */
export interface ProgramOrder {
  /** What runs it: an interpreter with a file, or the shell with a command line. */
  readonly kind: 'python' | 'node' | 'shell';
  /** The path of a file relative to `folder`, or the command line. */
  readonly program: string;
  /** The URI of the folder that it runs in. */
  readonly folder: string;
  /** Goes to its standard input. */
  readonly input: string;
  /** Beside the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The most memory that it may take with all its children, in bytes. */
  readonly memory?: number;
}

export interface ProgramHooks {
  readonly cancellation: ListenableToken;
  /** A line that it wrote. */
  line(text: string, stream: 'out' | 'error'): void;
}

/** What became of a program. */
export interface ProgramEnd {
  /** Its exit status; undefined where it was killed. */
  readonly status: number | undefined;
  /** Why there is no output, in words that follow its name. */
  readonly fault?: string;
  /** What it wrote into the file that it was given, else to its standard output. */
  readonly output: string;
  readonly seconds: { readonly cpu: number };
  /** The most memory that it had at once, in bytes, as far as anybody looked. */
  readonly peak: number;
}

export interface ServerOrder {
  readonly url: string;
  readonly method: string;
  /** Beside those that every request has; they go to no other server. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; nothing where there is none. */
  readonly body?: string;
}

/** What lies outside a workflow. A run without one reaches nothing. */
export interface OutsideWorld {
  /** Left out where no program can be started. @throws {Cancelled} after the program and its children are dead */
  run?(order: ProgramOrder, hooks: ProgramHooks): Promise<ProgramEnd>;
  /** @throws {Cancelled} @throws {Error} where there is no answer */
  ask(
    order: ServerOrder,
    token: ListenableToken,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** SHA-256 of a file relative to a folder; undefined where there is none. */
  hash(folder: string, file: string): Promise<string | undefined>;
}
