import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'mocha';

const root = path.resolve(import.meta.dirname, '..');

/** The languages that the product speaks beside English. */
const languages = ['de'];

type Texts = Readonly<Record<string, string>>;

async function texts(name: string): Promise<Texts> {
  return JSON.parse(await readFile(path.join(root, name), 'utf8')) as Texts;
}

/** Fields of the manifest that people read. */
const shown = new Set([
  ...['title', 'description', 'markdownDescription', 'displayName', 'userDescription', 'altText', 'contents'],
]);

/** Every text of the manifest that people read, with the way to it. */
function shownTexts(value: unknown, way: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || way.endsWith('inputSchema')) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const here = `${way}.${name}`;
    if (name === 'enumDescriptions' && Array.isArray(part))
      return part.map((text, place) => [`${here}.${place}`, String(text)] as const);
    return typeof part === 'string' && shown.has(name) ? [[here, part] as const] : shownTexts(part, here);
  });
}

/** What client code says, by the English text. */
async function spoken(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const folder = path.join(root, 'client');
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const code = await readFile(path.join(folder, name), 'utf8');
    for (const [, text = ''] of code.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) found.add(text);
    assert.doesNotMatch(code, /l10n\.t\(\s*[^'\s]/, `${name} has a text that cannot be looked up`);
  }
  return found;
}

/** The places for values, and the commands of links, which have to be the same in every language. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|\(command:[^)]*\)|`#?[a-zA-Z.${}_-]+#?`/g)]
    .map(([part]) => part)
    .toSorted();
}

describe('the words of the product', () => {
  it('stand in the manifest by key, so that they can be translated', async () => {
    const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    const english = await texts('package.nls.json');
    const used = shownTexts(Reflect.get(Object(manifest), 'contributes'), 'contributes');
    assert.ok(used.length > 60);
    for (const [way, text] of used) {
      if (text === 'QuantumFlow') continue;
      assert.match(text, /^%[^%]+%$/, `${way} is to be a key of package.nls.json: ${text}`);
      assert.ok(text.slice(1, -1) in english, `${text} is not in package.nls.json`);
    }
    const keys = new Set([...used.map(([, text]) => text.slice(1, -1)), 'description']);
    assert.deepEqual(
      Object.keys(english).filter((key) => !keys.has(key)),
      [],
      'not used any more',
    );
  });

  it('of the client are all in its bundle', async () => {
    assert.deepEqual(Object.keys(await texts('l10n/bundle.l10n.json')), [...(await spoken())].toSorted());
  });

  for (const language of languages)
    it(`are all there in ${language}, with the same places for values`, async () => {
      for (const [name, own] of [
        ['package.nls.json', `package.nls.${language}.json`],
        ['l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
      ] as const) {
        const [english, translated] = [await texts(name), await texts(own)];
        assert.deepEqual(Object.keys(translated), Object.keys(english), own);
        for (const [key, text] of Object.entries(translated)) {
          assert.ok(text.trim() !== '', `${own}: ${key}`);
          assert.deepEqual(fixedParts(text), fixedParts(english[key] ?? ''), `${own}: ${key}`);
        }
      }
    });
});
