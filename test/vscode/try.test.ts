import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'mocha';
import { exitStatus } from './host/process.ts';

describe('npm run try', () => {
  it('serves an editor until it is interrupted', async () => {
    const child = tryWith({}, '--browser', '--no-open');
    const ended = exitStatus(child);
    try {
      const page = await fetch(await firstAddress(child));
      assert.match(await page.text(), /vscode-workbench-web-configuration/);
    } finally {
      child.kill('SIGINT');
    }
    assert.equal(await ended, 0);
  });

  it('opens the desktop editor where there is one', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'quantumflow-code-'));
    try {
      writeEchoingCode(folder);
      const PATH = [folder, process.env['PATH']].join(path.delimiter);
      assert.equal(await exitStatus(tryWith({ PATH })), 0);
      const said = readFileSync(path.join(folder, 'said.txt'), 'utf8');
      assert.match(said, /--extensionDevelopmentPath=\S+ \S+ \S+01-bell\.qflow/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function tryWith(environment: Readonly<Record<string, string>>, ...options: readonly string[]): ChildProcess {
  const program = path.join(import.meta.dirname, 'try.ts');
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, [program, ...options], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstAddress({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout);
  for await (const line of createInterface(stdout)) if (line.includes('http://')) return line.trim();
  throw new Error('It ended without an address.');
}

/** A program called `code` that writes down what it was asked for. */
function writeEchoingCode(folder: string): void {
  if (process.platform === 'win32')
    writeFileSync(path.join(folder, 'code.cmd'), '@echo %*> "%~dp0said.txt"\r\n');
  else
    writeFileSync(path.join(folder, 'code'), '#!/bin/sh\necho "$@" > "$(dirname "$0")/said.txt"\n', {
      mode: 0o755,
    });
}
