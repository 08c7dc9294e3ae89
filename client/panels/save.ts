import * as vscode from 'vscode';
import type { FromPanel } from '../../server/protocol/index.ts';

type Save = Extract<FromPanel, { kind: 'save' }>;

const filters: Readonly<Record<Save['format'], Record<string, string[]>>> = {
  csv: { [vscode.l10n.t('Comma-separated values')]: ['csv'] },
  json: { JSON: ['json'] },
  svg: { [vscode.l10n.t('Scalable Vector Graphics')]: ['svg'] },
};

/** Asks where to save what a panel shows, and writes it there. */
export async function saveShown({ format, name, text }: Save, beside: vscode.Uri | undefined): Promise<void> {
  const folder = beside?.scheme === 'untitled' ? undefined : beside && vscode.Uri.joinPath(beside, '..');
  const file = `${name.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-')}.${format}`;
  const base = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    filters: filters[format],
    title: vscode.l10n.t('Save Results'),
    ...(base === undefined ? {} : { defaultUri: vscode.Uri.joinPath(base, file) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Saved {0}.', uri.path.split('/').at(-1) ?? ''),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand('vscode.open', uri);
}
