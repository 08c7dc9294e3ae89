import * as vscode from 'vscode';
import type { DeviceChoice } from '../../../server/protocol/index.ts';
import type { LanguageServer } from '../language/language-server.ts';

/** The status item that shows how many targets are active, and the command that chooses them. */
export function registerTargets(server: LanguageServer): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('qflow.targets', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('QuantumFlow targets');
  item.command = 'qflow.chooseTargets';
  const update = () => {
    const names = chosen();
    item.text =
      names.length === 0 ? `$(server) ${vscode.l10n.t('no targets')}` : `$(server) ${names.join(', ')}`;
    item.tooltip = vscode.l10n.t(
      'The quantum computers that circuits are held against, beside those that a file names.',
    );
    const { activeTextEditor } = vscode.window;
    const isOurs = ['qflow', 'openqasm'].includes(activeTextEditor?.document.languageId ?? '');
    if (isOurs) item.show();
    else item.hide();
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('qflow.targets')) update();
    }),
    vscode.commands.registerCommand('qflow.chooseTargets', () => choose(server)),
  );
}

function chosen(): readonly string[] {
  return vscode.workspace.getConfiguration('qflow').get<readonly string[]>('targets', []);
}

async function choose(server: LanguageServer): Promise<void> {
  const before = chosen();
  const devices = await server.devices();
  const items = [
    ...devices.map((device) => toItem(device, before)),
    // Generic shapes and the like, which only the settings can name, stay as long as they are picked.
    ...before
      .filter((name) => !devices.some((device) => device.name === name))
      .map((name) => ({ label: name, name, picked: true })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Targets'),
    placeHolder: vscode.l10n.t('Choose the quantum computers that circuits are held against'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const scope =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  const names = picked.map(({ name }) => name);
  await vscode.workspace.getConfiguration('qflow').update('targets', names, scope);
}

function toItem({ name, title, qubits, isRetired }: DeviceChoice, before: readonly string[]) {
  return {
    label: name,
    description: isRetired
      ? vscode.l10n.t('{0}, {1} qubits, retired', title, qubits)
      : vscode.l10n.t('{0}, {1} qubits', title, qubits),
    name,
    picked: before.includes(name),
  };
}
