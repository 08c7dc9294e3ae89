import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { RunnerProcess } from './features/run/runner.ts';

/** What an entry supplies: how to start the two processes where it lives. Nothing here starts before it is asked for. */
export interface Platform {
  createLanguageClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
  startRunner(log: (line: string) => void): RunnerProcess;
}
