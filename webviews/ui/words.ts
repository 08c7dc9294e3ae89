/** What panels say, in the language of the editor: the host of a panel puts its words on the page, by their English. */

/** Texts by their English ones. */
type Words = Readonly<Record<string, string>>;

const words = wordsOfPage();

function wordsOfPage(): Words {
  if (typeof document === 'undefined') return {};
  return JSON.parse(document.getElementById('root')?.dataset['words'] ?? '{}') as Words;
}

/** A text in the language of the editor, with values in the places of `{0}`, `{1}` and so on. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const translated = words[text] ?? text;
  return translated.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
