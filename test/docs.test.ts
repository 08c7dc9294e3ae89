import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { stalePages } from '../docs/generate.ts';
import { loadProject } from '../server/language/index.ts';

/** The qflow examples of a page, in order. */
function examples(page: string): string[] {
  const text = readFileSync(new URL(`../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```qflow\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

async function faults(text: string): Promise<string[]> {
  const model = await loadProject(
    'test:/example.qflow',
    async (uri) => (uri === 'test:/example.qflow' ? text : readFile(new URL(uri), 'utf8')),
    new URL('../server/library/std/', import.meta.url).href,
  );
  return model.diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, message }) => `${code} ${message}`);
}

describe('the documentation', () => {
  it('has the page of every diagnostic as the catalogue says it (node docs/generate.ts writes them)', async () => {
    assert.deepEqual(await stalePages(), []);
  });

  it('has a README whose examples, read one after the other, are a correct program', async () => {
    const blocks = examples('README.md');
    assert.ok(blocks.length >= 2);
    assert.deepEqual(await faults(blocks.join('\n')), []);
  });

  it('has correct examples in the simulator’s page', async () => {
    const blocks = examples('docs/simulator.md');
    assert.ok(blocks.length > 0);
    assert.deepEqual(await faults(blocks.join('\n')), []);
  });

  for (const [index, text] of examples('docs/language.md').entries()) {
    it(`has a correct example ${index + 1} in the language’s page`, async () =>
      assert.deepEqual(await faults(text), []));
  }
});
