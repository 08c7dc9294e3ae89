import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { extension, openProgram } from './extension.ts';

describe('activation', () => {
  it('happens when a program is opened and takes less than 50 ms', async () => {
    await openProgram('01-bell.qflow');
    await eventually('active extension', () => extension().isActive || undefined);
    const { activate } = extension().exports.timings;
    assert.ok(activate < 50, `it took ${activate} ms`);
  });

  it('registers every command of the manifest', async () => {
    const commands = await vscode.commands.getCommands(true);
    const manifest: { contributes: { commands: readonly { command: string }[] } } = extension().packageJSON;
    const missing = manifest.contributes.commands.filter(({ command }) => !commands.includes(command));
    assert.deepEqual(missing, []);
  });

  it('knows .qflow and .qasm files', async () => {
    assert.equal((await openProgram('01-bell.qflow')).languageId, 'qflow');
    assert.equal((await openProgram('11-adder.qasm')).languageId, 'openqasm');
  });
});
