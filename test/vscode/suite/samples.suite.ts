import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunView } from '../../../server/protocol/index.ts';
import { eventually } from '../host/eventually.ts';
import { extension } from './extension.ts';

describe('samples and the playground', () => {
  it('open a sample as a copy of the user’s own', async () => {
    const editor = await open('qflow.openSample', '10-ising-workflow.qflow');
    assert.equal(editor.document.isUntitled, true);
    assert.equal(editor.document.languageId, 'qflow');
    assert.match(editor.document.getText(), /workflow magnet/);
  });

  it('open a sample that imports others where they are', async () => {
    const editor = await open('qflow.openSample', '14-imports.qflow');
    assert.match(editor.document.uri.path, /samples\/14-imports\.qflow$/);
  });

  it('open a playground without faults whose workflow runs', async () => {
    const { document } = await open('qflow.openPlayground');
    const run = await vscode.commands.executeCommand<RunView | undefined>('qflow.run', document.uri, {
      kind: 'workflow',
      name: 'look',
    });
    assert.equal(run?.status, 'completed');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    const { tests } = extension().exports;
    await eventually('test of the playground', () => tests.items.get(document.uri.toString()));
  });

  it('have a walkthrough whose pictures are there and whose commands exist', async () => {
    const { extensionUri, packageJSON } = extension();
    const manifest: Manifest = packageJSON;
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 5);
    const commands = new Set(await vscode.commands.getCommands());
    for (const { description, media } of steps) {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(extensionUri, media.svg));
      const [, command = ''] = /\(command:([\w.]+)/.exec(description) ?? [];
      assert.ok(commands.has(command), `there is no ${command}`);
    }
  });
});

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly description: string; readonly media: { readonly svg: string } }[];
    }[];
  };
}

async function open(command: string, ...parameters: readonly unknown[]): Promise<vscode.TextEditor> {
  const editor = await vscode.commands.executeCommand<vscode.TextEditor | undefined>(command, ...parameters);
  return eventually('editor', () => editor);
}
