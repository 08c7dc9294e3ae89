import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { after, programUri } from './extension.ts';

const program = `gate turn(a) p { rx(a) p; h p; }
circuit inner {
  qubit[4] q;
  turn(0.5) q[0];
  x q[0];
  x q[1];
  x q[2];
  x q[3];
}
`;

describe('changes of a program', () => {
  it('inline a gate', async () => {
    const document = await opened(program);
    await refactor(document, after(document, '  tur'), 'Inline turn');
    assert.match(document.getText(), /rx\(0\.5\) q\[0\];\s+h q\[0\];/);
  });

  it('turn repeated lines into a loop', async () => {
    const document = await opened(program);
    const lines = new vscode.Range(after(document, 'turn(0.5) q[0];\n'), after(document, 'x q[3];'));
    await refactor(document, lines, 'Turn into a loop');
    assert.match(document.getText(), /for int (\w+) in \[0:3\][^]*x q\[\1\];/);
  });

  it('extract a gate', async () => {
    const document = await opened(program);
    const lines = new vscode.Range(after(document, 'turn(0.5) q[0];\n'), after(document, 'x q[1];'));
    await refactor(document, lines, 'Extract gate');
    assert.match(document.getText(), /^gate block \w+, \w+ \{\n {2}x \w+;\n {2}x \w+;\n\}$/m);
  });

  it('rename a local name while it is typed', async () => {
    const document = await opened(program);
    const found = await vscode.commands.executeCommand<{ ranges: readonly unknown[] } | undefined>(
      '_executeLinkedEditingProvider',
      document.uri,
      after(document, 'qubit[4] '),
    );
    assert.equal(found?.ranges.length, 6);
  });

  it('follow a file to its new name', async () => {
    const [library, user] = [programUri('moved-from.qflow'), programUri('moved-user.qflow')];
    const write = (uri: vscode.Uri, text: string) =>
      vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await write(library, 'gate mine a { h a; }\n');
    await write(user, 'import { mine } from "moved-from.qflow";\ncircuit c { qubit q; mine q; }\n');
    const document = await vscode.workspace.openTextDocument(user);
    await vscode.window.showTextDocument(document);
    const move = new vscode.WorkspaceEdit();
    move.renameFile(library, programUri('moved-to.qflow'));
    assert.ok(await vscode.workspace.applyEdit(move));
    await eventually('import of the new name', () =>
      document.getText().startsWith('import { mine } from "moved-to.qflow";') ? true : undefined,
    );
    await document.save();
    for (const name of ['moved-to.qflow', 'moved-user.qflow'])
      await vscode.workspace.fs.delete(programUri(name));
  });
});

describe('what a program is made of', () => {
  it('is told by the hierarchy of calls', async () => {
    const document = await opened(program);
    const [gate] = await vscode.commands.executeCommand<readonly vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      document.uri,
      after(document, 'gate tu'),
    );
    assert.equal(gate?.name, 'turn');
    const callers = await vscode.commands.executeCommand<readonly vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      gate,
    );
    assert.deepEqual(
      callers.map(({ from }) => from.name),
      ['inner'],
    );
  });

  it('is told by the state behind each statement, in the line', async () => {
    const document = await opened(program);
    const settings = vscode.workspace.getConfiguration('qflow.inlayHints');
    await settings.update('state', true, vscode.ConfigurationTarget.Workspace);
    try {
      const labels = await eventually('states', async () => {
        const hints = await vscode.commands.executeCommand<readonly vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          new vscode.Range(0, 0, document.lineCount, 0),
        );
        const found = hints.map(({ label }) => String(label)).filter((label) => label.includes('|'));
        return found.length > 0 ? found : undefined;
      });
      assert.ok(labels.length >= 5, labels.join('\n'));
    } finally {
      await settings.update('state', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

async function opened(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'qflow', content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** Carries out the action with this title at a place. */
async function refactor(
  document: vscode.TextDocument,
  place: vscode.Position | vscode.Range,
  title: string,
): Promise<void> {
  const range = place instanceof vscode.Range ? place : new vscode.Range(place, place);
  const action = await eventually(title, async () => {
    const found = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.Refactor.value,
    );
    return found.find((one) => one.title === title);
  });
  assert.ok(action.edit !== undefined && (await vscode.workspace.applyEdit(action.edit)), title);
}
