import * as vscode from 'vscode';

/** The languages that the extension serves, in every kind of workspace. */
export const selector: readonly { readonly language: string }[] = [
  { language: 'qflow' },
  { language: 'openqasm' },
];

/** The text of a file as the editor has it, unsaved changes included, or null when there is no such file. */
export async function readText(address: string): Promise<string | null> {
  const uri = vscode.Uri.parse(address);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** The address that a command was given: by an editor as a Uri, by a code lens as text. */
export function toUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  return typeof value === 'string' ? vscode.Uri.parse(value) : undefined;
}

/** Opens a file and selects a range of it, in the column where it is already visible if there is one. */
export async function revealRange(uri: vscode.Uri, find: (document: vscode.TextDocument) => vscode.Range) {
  const document = await vscode.workspace.openTextDocument(uri);
  const range = find(document);
  const visible = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === uri.toString(),
  );
  await vscode.window.showTextDocument(document, {
    selection: range,
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
  });
}
