import * as vscode from 'vscode';
import type { SecretStore } from './secret-store.ts';

/** The commands that keep and forget what `secret("name")` stands for. */
export function registerSecrets(store: SecretStore): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('qflow.setSecret', () => setSecret(store)),
    vscode.commands.registerCommand('qflow.forgetSecret', () => forgetSecret(store)),
  );
}

async function setSecret(store: SecretStore): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set Secret'),
    prompt: vscode.l10n.t('The name that programs call it by: ibm.token in secret("ibm.token")'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A secret has a name.') : undefined),
  });
  if (name === undefined) return;
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Set Secret {0}', name.trim()),
    prompt: vscode.l10n.t('Kept in the encrypted storage of the editor; no file, record or log has it'),
    password: true,
    ignoreFocusOut: true,
  });
  if (value !== undefined && value !== '') await store.keep(name.trim(), value);
}

async function forgetSecret(store: SecretStore): Promise<void> {
  const { names } = store;
  if (names.length === 0)
    return void vscode.window.showInformationMessage(vscode.l10n.t('No secret is kept.'));
  const name = await vscode.window.showQuickPick(names, { title: vscode.l10n.t('Forget Secret') });
  if (name !== undefined) await store.forget(name);
}
