import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { after, openProgram } from './extension.ts';

describe('language features', () => {
  it('complete gates inside a circuit', async () => {
    const document = await openProgram('01-bell.qflow');
    const labels = await eventually('completion', async () => {
      const list = await ask<vscode.CompletionList>(
        'executeCompletionItemProvider',
        document,
        'qubit[2] q;\n  ',
      );
      const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('sdg') ? found : undefined;
    });
    for (const gate of ['h', 'cx', 'rz', 'swap', 'ccx'])
      assert.ok(labels.includes(gate), `no ${gate} in ${labels.join()}`);
  });

  it('explain a gate on hover', async () => {
    const document = await openProgram('01-bell.qflow');
    const hovers = await ask<readonly vscode.Hover[]>('executeHoverProvider', document, '  c');
    const text = hovers.flatMap(({ contents }) => contents.map(asText)).join('\n');
    assert.match(text, /cx/);
    assert.match(text, /control/i);
  });

  it('go from a task to its circuit', async () => {
    const document = await openProgram('10-ising-workflow.qflow');
    const [place] = await ask<readonly (vscode.Location | vscode.LocationLink)[]>(
      'executeDefinitionProvider',
      document,
      'task cold = estimate(tri',
    );
    assert.ok(place, 'there is no definition');
    const range = 'targetRange' in place ? (place.targetSelectionRange ?? place.targetRange) : place.range;
    assert.equal(document.lineAt(range.start.line).text, 'circuit trial(float angle) {');
  });

  it('rename a circuit wherever it is used', async () => {
    const document = await openProgram('10-ising-workflow.qflow');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      after(document, 'circuit tri'),
      'prepared',
    );
    const edits = edit.get(document.uri);
    assert.ok(edits.length > 1, `only ${edits.length} places`);
    for (const { range, newText } of edits)
      assert.deepEqual([document.getText(range), newText], ['trial', 'prepared']);
  });

  it('hint at result types and colour qubits', async () => {
    const document = await openProgram('10-ising-workflow.qflow');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<readonly vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    const labels = hints.map(({ label }) => label);
    assert.ok(labels.includes(': estimate'), `only ${labels.join()}`);
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    assert.ok(legend.tokenTypes.includes('qubit'));
  });

  it('show a circuit written out, and follow its file', async () => {
    const document = await openProgram('01-bell.qflow');
    await vscode.commands.executeCommand('qflow.showFlattened', document.uri, 'bell');
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'qflow-circuit');
    assert.equal(shown.languageId, 'openqasm');
    assert.match(shown.getText(), /^cx q\[0\], q\[1\];$/m);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, after(document, 'h q[0];'), ' z q[1];');
    await vscode.workspace.applyEdit(edit);
    await eventually('circuit after the edit', () => /^z q\[1\];$/m.test(shown.getText()) || undefined);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('import a name with its proposal', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'qflow',
      content: 'circuit a {\n  qubit[3] q;\n  \n}\n',
    });
    const list = await eventually('proposal of the standard library', async () => {
      const found = await ask<vscode.CompletionList>('executeCompletionItemProvider', document, 'q;\n  ');
      return found.items.find(({ additionalTextEdits = [] }) => additionalTextEdits.length > 0);
    });
    assert.match(list.additionalTextEdits?.[0]?.newText ?? '', /^import \{ \w+ \} from "/);
  });

  it('outline a file', async () => {
    const document = await openProgram('10-ising-workflow.qflow');
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const workflow = symbols.find(({ name }) => name === 'magnet');
    assert.deepEqual(
      workflow?.children.map(({ name }) => name),
      ['cold', 'warm', 'next', 'order', 'spins', 'psi'],
    );
    for (const name of ['ising', 'trial', 'measured', 'sim'])
      assert.ok(
        symbols.some((symbol) => symbol.name === name),
        `${name} is not in the outline`,
      );
  });

  it('offer to run what a file declares', async () => {
    const document = await openProgram('10-ising-workflow.qflow');
    const lenses = await eventually('code lens', async () => {
      const found = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      return found.length > 0 ? found : undefined;
    });
    const commands = lenses.map(({ command }) => command?.command);
    assert.ok(commands.includes('qflow.run'), `only ${commands.join()}`);
    assert.ok(commands.includes('qflow.showTaskGraph'), `only ${commands.join()}`);
  });
});

/** Asks a provider of the editor at the place just after a text. */
function ask<T>(provider: string, document: vscode.TextDocument, text: string): Thenable<T> {
  return vscode.commands.executeCommand<T>(`vscode.${provider}`, document.uri, after(document, text));
}

function asText(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
