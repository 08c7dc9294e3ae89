import { highlight } from './highlight.ts';

/** What the editor's Markdown preview hands over, as far as it is needed here. */
export interface MarkdownRenderer {
  readonly options: {
    highlight?: ((text: string, language: string, attributes: string) => string) | null;
  };
}

const languages: ReadonlySet<string> = new Set(['qflow', 'qasm', 'openqasm']);

/** Gives the programs in Markdown their colours in the preview. */
export function extendMarkdownIt<Renderer extends MarkdownRenderer>(renderer: Renderer): Renderer {
  const before = renderer.options.highlight;
  renderer.options.highlight = (text, language, attributes) =>
    languages.has(language.toLowerCase()) ? highlight(text) : (before?.(text, language, attributes) ?? '');
  return renderer;
}
