import { lex } from './lexer.ts';

/** One word of a text, and where it begins. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** The words of a part of a qflow text, without comments and layout: parts with the same words mean the same. */
export function wordsOf(text: string): readonly Word[] {
  return lex(text, 'qflow').tokens.map(({ image, startOffset }) => ({ text: image, start: startOffset }));
}
