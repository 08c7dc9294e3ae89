import * as vscode from 'vscode';
import {
  type CircuitViewRequest,
  circuitViewAddress,
  circuitViewScheme,
} from '../../../server/protocol/index.ts';
import { toUri } from '../../text-files.ts';
import type { LanguageServer } from '../language/language-server.ts';

/** The commands that show a circuit in another form, in a document beside its file that follows every change. */
export function registerCircuitViews(server: LanguageServer): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('qflow.showFlattened', (address?: unknown, circuit?: unknown) =>
      show(server, address, circuit, (place) => Promise.resolve({ view: 'flattened', ...place })),
    ),
    vscode.commands.registerCommand(
      'qflow.showCompiled',
      (address?: unknown, circuit?: unknown, target?: unknown) =>
        show(server, address, circuit, async (place) => {
          const device = typeof target === 'string' ? target : await chooseDevice(server);
          return device === undefined ? undefined : { view: 'compiled', ...place, target: device };
        }),
    ),
  );
}

type Place = Pick<CircuitViewRequest, 'uri' | 'circuit'>;

async function show(
  server: LanguageServer,
  address: unknown,
  name: unknown,
  ask: (place: Place) => Promise<CircuitViewRequest | undefined>,
): Promise<void> {
  const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return;
  const circuit = typeof name === 'string' ? name : await chooseCircuit(server, uri);
  const request = circuit === undefined ? undefined : await ask({ uri: uri.toString(), circuit });
  if (request === undefined) return;
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.from({ scheme: circuitViewScheme, ...circuitViewAddress(request) }),
  );
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

/** The only circuit of a file, or the one that the user chooses. */
async function chooseCircuit(server: LanguageServer, uri: vscode.Uri): Promise<string | undefined> {
  const names = (await server.runnables(uri))
    .filter(({ kind }) => kind === 'circuit')
    .map(({ name }) => name);
  if (names.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no circuit in this file to be shown.'));
  return names.length > 1
    ? vscode.window.showQuickPick(names, { title: vscode.l10n.t('Circuit') })
    : names[0];
}

async function chooseDevice(server: LanguageServer): Promise<string | undefined> {
  const devices = await server.devices();
  const items = devices.map(({ name, title, qubits }) => ({
    label: name,
    description: vscode.l10n.t('{0}, {1} qubits', title, qubits),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Device'),
    placeHolder: vscode.l10n.t('Choose the quantum computer by whose gates the circuit is shown'),
    matchOnDescription: true,
  });
  return picked?.label;
}
