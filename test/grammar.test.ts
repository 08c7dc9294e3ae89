import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { parse } from '../server/language/index.ts';
import { grammarFile, grammarText } from '../syntaxes/generate.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const folder = new URL('../syntaxes/', import.meta.url);

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(name, folder), 'utf8'));
}

/** The text of a snippet when every placeholder keeps its default. */
function expanded(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$\d/g, '');
}

describe('the TextMate grammar', () => {
  it('is what the library’s tables say: run `node syntaxes/generate.ts` when this fails', async () => {
    assert.equal(await readFile(grammarFile, 'utf8'), grammarText());
  });

  it('knows every gate and call by name', () => {
    assert.match(grammarText(), /\|rzz\|/);
    assert.match(grammarText(), /\|sample\|/);
  });
});

describe('the snippets', () => {
  it('expand to programs without syntax errors', async () => {
    const snippets = (await readJson('qflow.code-snippets.json')) as Readonly<Record<string, Snippet>>;
    for (const [title, { body }] of Object.entries(snippets)) {
      const text = expanded(body);
      assert.deepEqual(parse(text).diagnostics, [], `${title}:\n${text}`);
    }
  });
});

describe('the language configuration', () => {
  it('selects whole Unicode names as words', async () => {
    const { wordPattern } = (await readJson('language-configuration.json')) as {
      readonly wordPattern: { readonly pattern: string; readonly flags: string };
    };
    const words = 'θ_1 += αβ[0] * 1.5;'.match(new RegExp(wordPattern.pattern, `g${wordPattern.flags}`));
    assert.deepEqual(words, ['θ_1', 'αβ', '0', '1.5']);
  });
});

describe('code blocks in Markdown', () => {
  it('are recognised by the names of the languages and have the colours of the grammar', async () => {
    const found = (await readJson('qflow-markdown.tmLanguage.json')) as MarkdownGrammar;
    const { begin, patterns } = found.repository.fence;
    // Oniguruma's `\G` and inline `(?i:…)` are not JavaScript's.
    const fence = new RegExp(begin.replace('|\\G', '').replace('(?i:', '(?:'), 'i');
    for (const line of ['```qflow', '~~~~ QFlow', '  ```qasm {1-3}', '```openqasm title=a'])
      assert.match(line, fence);
    for (const line of ['```qflows', '```python', '``qflow', 'text ```qflow'])
      assert.doesNotMatch(line, fence);
    assert.deepEqual(patterns[0]?.patterns, [{ include: 'source.qflow' }]);
  });
});

interface MarkdownGrammar {
  readonly repository: {
    readonly fence: { readonly begin: string; readonly patterns: readonly { readonly patterns: unknown }[] };
  };
}
