import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { type MarkdownRenderer, extendMarkdownIt } from './extend-markdown.ts';
import { highlight } from './highlight.ts';

const kinds = ['comment', 'string', 'number', 'control', 'keyword', 'type', 'function'];

describe('programs in the Markdown preview', () => {
  it('have the colours of the editor’s grammar', () => {
    assert.equal(
      highlight('// <a>\nh q[0]; "x"'),
      '<span class="qflow-comment">// &lt;a&gt;</span>\n<span class="qflow-function">h</span> q[<span class="qflow-number">0</span>]; <span class="qflow-string">&quot;x&quot;</span>',
    );
    assert.match(highlight('if (true) { }'), /^<span class="qflow-control">if<\/span>/);
    assert.match(
      highlight('/* two\nlines */ x q;'),
      /^<span class="qflow-comment">\/\* two\nlines \*\/<\/span> /,
    );
    assert.match(
      highlight('"never closed\nx q;'),
      /^<span class="qflow-string">&quot;never closed\s*<\/span>/,
    );
  });

  it('keep every word of every sample', async () => {
    const folder = new URL('../../../samples/', import.meta.url);
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.qflow')) continue;
      const text = await readFile(new URL(name, folder), 'utf8');
      const html = highlight(text);
      const plain = html
        .replaceAll(/<\/?span[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      assert.equal(plain, text, name);
      assert.ok(html.includes('qflow-keyword') || html.includes('qflow-type'), name);
    }
  });

  it('leave other languages to the editor', () => {
    const editor: MarkdownRenderer = { options: { highlight: (text) => `<b>${text}</b>` } };
    const { options } = extendMarkdownIt(editor);
    assert.equal(options.highlight?.('x', 'js', ''), '<b>x</b>');
    assert.match(options.highlight('h q;', 'QFlow', ''), /qflow-function/);
    const bare: MarkdownRenderer = { options: {} };
    assert.equal(extendMarkdownIt(bare).options.highlight?.('x', 'js', ''), '');
  });

  it('can be read in every theme', async () => {
    const css = await readFile(new URL('../../media/markdown.css', import.meta.url), 'utf8');
    const themes = [
      // The backgrounds of code in the preview, over those of the default themes.
      { selector: '.vscode-light', background: '#f1f1f1', least: 4.5 },
      { selector: '.vscode-dark', background: '#1f1f1f', least: 4.5 },
      { selector: '.vscode-high-contrast', background: '#000000', least: 7 },
      { selector: '.vscode-high-contrast.vscode-high-contrast-light', background: '#ffffff', least: 7 },
    ];
    for (const { selector, background, least } of themes)
      for (const kind of kinds) {
        const rule = `\n${selector} .qflow-${kind} {\n  color: `;
        const color = css.slice(css.indexOf(rule) + rule.length).slice(0, 7);
        assert.ok(css.includes(rule) && /^#[0-9a-f]{6}$/.test(color), `${selector} ${kind}`);
        const ratio = contrast(color, background);
        assert.ok(ratio >= least, `${selector} ${kind} has only ${ratio.toFixed(2)}`);
      }
  });
});

/** The contrast ratio of two colours (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const value = Number.parseInt(color.slice(place, place + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
