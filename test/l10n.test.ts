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

/** What the code of a folder says by calls such as `t('text')`, by the English text. */
async function spokenIn(folder: string, call: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(path.join(root, folder), { recursive: true })) {
    if (!/\.tsx?$/.test(name) || /\.test\.ts$|(?:^|\/)words\.ts$/.test(name)) continue;
    const code = await readFile(path.join(root, folder, name), 'utf8');
    const texts = code.matchAll(new RegExp(`\\b${call}\\(\\s*'((?:[^'\\\\]|\\\\.)*)'`, 'g'));
    for (const [, text = ''] of texts) found.push(text);
    const other = new RegExp(`(?<![.\\w])${call}\\(\\s*[^'\\s]`);
    assert.doesNotMatch(code, other, `${name} has a text that cannot be looked up`);
  }
  return found;
}

/** What the client and its panels say. */
async function spoken(): Promise<ReadonlySet<string>> {
  const [client, panels] = [await spokenIn('client', 'l10n\\.t'), await spokenIn('webviews', 't')];
  assert.ok(client.length > 30 && panels.length > 100, `${client.length} and ${panels.length} texts`);
  return new Set([...client, ...panels]);
}

/** Text between the tags of a panel, and attributes with text, that no call looks up. */
const written =
  />\s*[A-Z][a-z]+[^<>{}=;()]*(?:<\/|\{)|\b(?:aria-label|label|placeholder|caption)="[^"]*[a-z]/;

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

  it('of the panels are all looked up', async () => {
    for (const name of await readdir(path.join(root, 'webviews'), { recursive: true })) {
      if (!name.endsWith('.tsx')) continue;
      const code = await readFile(path.join(root, 'webviews', name), 'utf8');
      assert.equal(written.exec(code)?.[0], undefined, name);
    }
  });

  it('of the client and its panels are all in its bundle', async () => {
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
