import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
describe('diagnostics', () => {
  it('dummy', () => {
    assert.ok(vscode.workspace.workspaceFolders);
  });
  it('bad', () => {
    assert.equal(1, 2);
  });
});
