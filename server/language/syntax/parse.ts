import type { Diagnostic } from '../../base/index.ts';
import type { DialectOptions } from './dialect.ts';
import { readText } from './read-text.ts';
import type { Program } from './tree.ts';

/** The tree of a text and what is wrong with its syntax, in the order of the text. */
export interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export type ParseOptions = DialectOptions;

/** Parses a text of any dialect. Never throws: a broken text gives an incomplete tree and diagnostics. */
export function parse(text: string, options: ParseOptions = {}): ParseResult {
  const { program, diagnostics } = readText(text, options);
  return { program, diagnostics };
}
