import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fixture } from '../fixture.ts';
import { complete } from './completion.ts';
import { narrowed } from './narrow.ts';

const gates = Array.from({ length: 400 }, (_, place) => `gate mine${place} a { h a; }\n`).join('');

async function labels(circuit: string) {
  const { model, offset } = await fixture(`${gates}circuit c {\n  qubit q;\n  ${circuit}\n}\n`);
  const { items, isPart } = narrowed(complete(model, offset), model.text, offset);
  return { labels: items.map(({ label }) => label), isPart };
}

describe('very many proposals', () => {
  it('are those with the letters that were typed, in their order', async () => {
    const { labels: found, isPart } = await labels('m9$0');
    assert.ok(isPart);
    assert.deepEqual(
      found.filter((label) => label.startsWith('mine')),
      Array.from({ length: 400 }, (_, place) => `mine${place}`).filter((label) => label.includes('9')),
    );
    assert.ok(!found.includes('h'));
  });

  it('are all there where nothing was typed', async () => {
    const { labels: found, isPart } = await labels('$0');
    assert.ok(found.length > 400 && !isPart);
  });

  it('do not miss what is written in other letters', async () => {
    assert.ok((await labels('MINE12$0')).labels.includes('mine12'));
  });
});
