import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/extension.ts';

/** The extension under test as the editor knows it. */
export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>('quantumflow.quantumflow');
  assert.ok(found, 'the editor has not loaded the extension');
  return found;
}

/** Shows a program of the workspace in an editor. */
export async function openProgram(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(programUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

export function programUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the editor has no folder open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** The place just after the first occurrence of `text`. */
export function after(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `the program has no ${text}`);
  return document.positionAt(offset + text.length);
}
