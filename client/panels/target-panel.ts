import * as vscode from 'vscode';
import type { LanguageServer } from '../features/language/language-server.ts';
import { toUri } from '../text-files.ts';
import { PanelHost } from './panel-host.ts';

const noTargets = vscode.l10n.t(
  'No targets yet. Name some in the file with `targets ibm_fez;`, or choose them in the status bar.',
);

/** The panel that shows how a circuit does on its targets, and the command that opens it. */
export function registerTargetPanel(extension: vscode.Uri, server: LanguageServer): vscode.Disposable {
  const host = new PanelHost(
    { kind: 'targets', viewType: 'qflow.targets', title: vscode.l10n.t('Targets'), icon: 'histogram' },
    extension,
  );
  let shown: { readonly uri: vscode.Uri; readonly circuit?: string } | undefined;
  const update = async () => {
    if (shown === undefined || !host.isOpen) return;
    const table = await server.targetTable(shown.uri, shown.circuit);
    host.update(table === undefined ? { kind: 'empty', message: noTargets } : { kind: 'targets', table });
  };
  const show = async (address?: unknown, circuit?: unknown) => {
    const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
    host.open();
    if (uri === undefined) return host.update({ kind: 'empty', message: noTargets });
    shown = { uri, ...(typeof circuit === 'string' ? { circuit } : {}) };
    await update();
  };
  return vscode.Disposable.from(
    host,
    vscode.commands.registerCommand('qflow.showTargets', show),
    // The server checks targets behind everything else; its diagnostics tell that it has.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.toString() === shown?.uri.toString())) void update();
    }),
  );
}
