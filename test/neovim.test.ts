import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';

const root = path.resolve(import.meta.dirname, '..');

const program = `circuit bell {
  qubit[2] q;
  h q[0];
  cxx q[0], q[1];
  bit[2] c = measure q;
}
workflow w { task t   = sample(bell); }
`;

/** The first block of a language in a document. */
function block(markdown: string, language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(markdown)?.[1];
  assert.ok(found, `there is no ${language}`);
  return found;
}

describe('Neovim with the settings of docs/editors.md', function () {
  this.timeout(120_000);

  it('shows diagnostics, hover, completion and definitions, renames and formats', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'qflow-nvim-'));
    const file = (name: string) => path.join(folder, name);
    await writeFile(file('bell.qflow'), program);
    await writeFile(
      file('settings.lua'),
      block(await readFile(path.join(root, 'docs/editors.md'), 'utf8'), 'lua'),
    );
    await writeFile(file('qflow'), `#!/bin/sh\nexec "${process.execPath}" "${root}/dist/cli.js" "$@"\n`);
    await chmod(file('qflow'), 0o755);
    const { status, error, stderr } = spawnSync(
      'nvim',
      [
        '--headless',
        '-u',
        'NONE',
        '-i',
        'NONE',
        '-n',
        '-c',
        `luafile ${root}/test/neovim/drive.lua`,
        '-c',
        'cquit',
      ],
      {
        cwd: folder,
        encoding: 'utf8',
        timeout: 100_000,
        env: {
          ...process.env,
          HOME: folder,
          PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`,
          QFLOW_SETTINGS: file('settings.lua'),
          QFLOW_PROGRAM: file('bell.qflow'),
          QFLOW_FOUND: file('found.json'),
        },
      },
    );
    assert.equal(error, undefined, 'Neovim is needed: apt-get install neovim');
    assert.equal(status, 0, stderr);
    checkFound(JSON.parse(await readFile(file('found.json'), 'utf8')), program);
    await rm(folder, { recursive: true });
  });
});

interface Found {
  readonly filetype: string;
  readonly diagnostics: readonly (readonly [number, number, string, string])[];
  readonly hover: unknown;
  readonly completion: unknown;
  readonly definition: unknown;
  readonly cleared: boolean;
  readonly text: string;
}

function checkFound(found: Found, before: string): void {
  assert.equal(found.filetype, 'qflow');
  assert.deepEqual(
    found.diagnostics.map(([line, column]) => [line, column]),
    [[3, 2]],
  );
  assert.match(found.diagnostics[0]?.[3] ?? '', /cxx/);
  assert.match(JSON.stringify(found.hover), /Hadamard/);
  assert.match(JSON.stringify(found.completion), /"ccx"/);
  assert.match(JSON.stringify(found.definition), /bell\.qflow/);
  assert.equal(found.cleared, true);
  const expected = before
    .replaceAll('bell', 'pair')
    .replace('cxx', 'cx')
    .replace('workflow w { task t   = sample(pair); }', '\nworkflow w { task t = sample(pair); }');
  assert.equal(found.text.replaceAll(/\s+/g, ' ').trim(), expected.replaceAll(/\s+/g, ' ').trim());
}
