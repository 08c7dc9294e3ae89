import * as vscode from 'vscode';
import { renameCommand } from '../../../server/protocol/index.ts';
import { isRecord } from '../../decode.ts';
import { selector, toUri } from '../../text-files.ts';
import type { LanguageServer, ServerState } from './language-server.ts';

/** The commands and the status item of the language server. */
export function registerLanguage(server: LanguageServer, log: vscode.LogOutputChannel): vscode.Disposable {
  const status = vscode.languages.createLanguageStatusItem('qflow.server', [...selector]);
  status.name = vscode.l10n.t('QuantumFlow language server');
  const show = (state: ServerState) => {
    status.busy = state === 'starting';
    status.text = texts[state];
    status.severity =
      state === 'stopped' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    status.command =
      state === 'stopped'
        ? { command: 'qflow.restartServer', title: vscode.l10n.t('Restart') }
        : { command: 'qflow.showLogs', title: vscode.l10n.t('Show Logs') };
  };
  show('starting');
  return vscode.Disposable.from(
    status,
    server.onDidChangeState(show),
    vscode.commands.registerCommand('qflow.restartServer', () => server.restart()),
    vscode.commands.registerCommand('qflow.showLogs', () => log.show()),
    vscode.commands.registerCommand(renameCommand, renameAt),
  );
}

/** Asks for another name at a place, after a refactoring has written one of its own. */
async function renameAt(address: unknown, place: unknown): Promise<void> {
  const uri = toUri(address);
  if (uri === undefined || !isRecord(place)) return;
  const [lineNumber, column] = [Number(place['line']) + 1, Number(place['character']) + 1];
  await vscode.commands.executeCommand('editor.action.rename', [uri, { lineNumber, column }]);
}

const texts: Readonly<Record<ServerState, string>> = {
  starting: vscode.l10n.t('QuantumFlow is starting'),
  running: 'QuantumFlow',
  stopped: vscode.l10n.t('QuantumFlow has stopped'),
};
