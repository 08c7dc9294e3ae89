import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { after, openProgram } from './extension.ts';

describe('diagnostics', () => {
  it('mark a planted mistake and nothing else, and leave when it is fixed', async () => {
    const document = await openProgram('mistake.qflow');
    const [mistake, ...others] = await eventually('diagnostic', () => some(diagnostics(document)));
    assert.deepEqual(others, []);
    assert.equal(document.getText(mistake?.range), 'hadamrd');
    assert.match(codeOf(mistake), /^QF2\d{3}$/);
    await replace(document, 'hadamrd', 'h');
    await eventually('end of the diagnostics', () => (diagnostics(document).length === 0 ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are clean for every sample', async () => {
    const files = await vscode.workspace.findFiles('[0-9]*.{qflow,qasm}');
    assert.ok(files.length >= 10, `only ${files.length} samples were found`);
    const broken = await openProgram('mistake.qflow');
    for (const file of files) await vscode.workspace.openTextDocument(file);
    await eventually('diagnostic', () => some(diagnostics(broken)));
    // Hints are advice, and information tells what a compiler will do: neither is a fault of a sample.
    const faults = files.flatMap((file) =>
      vscode.languages
        .getDiagnostics(file)
        .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
        .map(({ message }) => message),
    );
    assert.deepEqual(faults, []);
  });
});

function diagnostics(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri);
}

function some<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

function codeOf(diagnostic: vscode.Diagnostic | undefined): string {
  const code = diagnostic?.code;
  return String(typeof code === 'object' ? code.value : code);
}

async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const end = after(document, old);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(end.translate(0, -old.length), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
