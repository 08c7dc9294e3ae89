import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'mocha';
import { exitStatus } from './host/process.ts';

describe('npm run try', () => {
  it('serves an editor until it is interrupted', async () => {
    const program = path.join(import.meta.dirname, 'try.ts');
    const child = spawn(process.execPath, [program, '--browser', '--no-open'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = exitStatus(child);
    try {
      const url = await firstAddress(child.stdout);
      const page = await fetch(url);
      assert.match(await page.text(), /vscode-workbench-web-configuration/);
    } finally {
      child.kill('SIGINT');
    }
    assert.equal(await ended, 0);
  });
});

async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) if (line.includes('http://')) return line.trim();
  throw new Error('It ended without an address.');
}
