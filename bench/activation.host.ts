/** Runs inside the editor's extension host: how long the extension takes to be there. */
import * as vscode from 'vscode';
import type { ExtensionApi } from '../client/extension.ts';
import { reportResults } from '../test/vscode/host/results.ts';

/** Milliseconds. */
export interface Activation {
  /** `activate()` alone, as the extension measures it. */
  readonly activate: number;
  /** Loading the bundle and `activate()`. */
  readonly loaded: number;
  /** From opening a program with a mistake to its first diagnostics, with a language server that has started. */
  readonly diagnostics: number;
}

export async function run(): Promise<void> {
  await reportResults(measure);
}

async function measure(): Promise<Activation> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('quantumflow.quantumflow');
  if (!extension || extension.isActive) throw new Error('The extension must be there and not active yet.');
  const began = performance.now();
  const api = await extension.activate();
  const loaded = performance.now() - began;
  await api.ready();
  return {
    activate: api.timings.activate,
    loaded,
    diagnostics: await timeToDiagnostics('mistake.qflow'),
  };
}

async function timeToDiagnostics(name: string): Promise<number> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The editor has no folder open.');
  const uri = vscode.Uri.joinPath(folder.uri, name);
  // A folder with programs would start the extension before it is measured.
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('qubit q;\nhadamrd q;\n'));
  const began = performance.now();
  const arrived = new Promise<number>((resolve) => {
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      if (vscode.languages.getDiagnostics(uri).length === 0) return;
      subscription.dispose();
      resolve(performance.now() - began);
    });
  });
  await vscode.workspace.openTextDocument(uri);
  return arrived;
}
