import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { RunnerProcess } from './features/run/runner.ts';

/** What an entry supplies: how to start the two processes where it lives. Nothing here starts before it is asked for. */
export interface Platform {
  createLanguageClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** How the command line `qflow` is started as a process, where processes can be. */
  readonly commandLine?: CommandLine;
  startRunner(log: (line: string) => void): RunnerProcess;
}

/** A program with the arguments before those of the user, and what it needs in its environment. */
export interface CommandLine {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
