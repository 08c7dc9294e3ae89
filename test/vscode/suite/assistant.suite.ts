import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extension } from './extension.ts';

describe('the tools for assistants', () => {
  it('are known to the editor', () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const name of ['qflow_check', 'qflow_explain', 'qflow_validate', 'qflow_run'])
      assert.ok(names.includes(name), `only ${names.join()}`);
  });

  it('check, explain and validate files of the workspace', async () => {
    assert.equal(await call('qflow_check', { file: '01-bell.qflow' }), 'No faults, and no advice.');
    assert.match(await call('qflow_explain', { file: '01-bell.qflow' }), /circuits: bell/);
    assert.match(
      await call('qflow_validate', { file: '01-bell.qflow', devices: ['ibm_fez'] }),
      /ibm_fez fits/,
    );
    assert.match(await call('qflow_check', { file: 'mistake.qflow' }), /^error QF2001/);
    await assert.rejects(async () => call('qflow_check', { file: 'absent.qflow' }));
  });

  it('run a circuit as the command does, so that it is among the runs', async () => {
    const text = await call('qflow_run', { file: '01-bell.qflow', circuit: 'bell', shots: 50, seed: 3 });
    assert.match(text, /^bell completed: .*50 shots, seed 3/);
    const [run] = extension().exports.runs();
    assert.deepEqual([run?.target.name, run?.shots, run?.seed], ['bell', 50, 3]);
  });
});

async function call(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
