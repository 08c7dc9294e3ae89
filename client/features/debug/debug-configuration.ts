import * as vscode from 'vscode';
import type { LanguageServer } from '../language/language-server.ts';

/** Completes what a launch leaves open: the file on screen, and which of its circuits. */
export class DebugConfigurations implements vscode.DebugConfigurationProvider {
  readonly #server: LanguageServer;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  /** Without a launch.json the editor hands over an empty configuration. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    if (configuration.type !== '') return configuration;
    return { type: 'qflow', request: 'launch', name: vscode.l10n.t('Debug Circuit'), program: '${file}' };
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (typeof configuration['program'] !== 'string' || typeof configuration['circuit'] === 'string')
      return configuration;
    const uri = fileUri(configuration['program']);
    const circuits = (await this.#server.runnables(uri)).filter(({ kind }) => kind === 'circuit');
    const [only, ...others] = circuits;
    if (only === undefined || others.length === 0) return configuration;
    const names = circuits.map(({ name }) => name);
    const circuit = await vscode.window.showQuickPick(names, { title: vscode.l10n.t('Debug Circuit') });
    return circuit === undefined ? undefined : { ...configuration, circuit };
  }
}

function fileUri(program: string): vscode.Uri {
  return program.includes('://') ? vscode.Uri.parse(program) : vscode.Uri.file(program);
}
