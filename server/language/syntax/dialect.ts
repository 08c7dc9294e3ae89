import type { Diagnostic } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Dialect, Program } from './tree.ts';

/** Which language a text is written in. */

const trivia = /(?:\s|\uFEFF)+|\/\/[^\n\r]*|\/\*[^]*?\*\//y;
const versionLine = /OPENQASM[ \t]+(\d+)/y;

export interface DialectOptions {
  /** What a text is written in when no `OPENQASM` line says so. */
  readonly dialect?: Dialect;
  /** Where the text comes from; without a dialect, texts from `.qasm` files are OpenQASM 3, others qflow. */
  readonly uri?: string;
}

/** By the `OPENQASM` line at the top of the text, else what was asked for, else by the ending of the file's name. */
export function detectDialect(text: string, options: DialectOptions): Dialect {
  versionLine.lastIndex = endOfTrivia(text);
  const major = versionLine.exec(text)?.[1];
  if (major !== undefined) return major === '2' ? 'openqasm2' : 'openqasm3';
  return (
    options.dialect ?? (options.uri !== undefined && /\.qasm$/i.test(options.uri) ? 'openqasm3' : 'qflow')
  );
}

function endOfTrivia(text: string): number {
  let offset = 0;
  for (;;) {
    trivia.lastIndex = offset;
    if (!trivia.test(text)) return offset;
    offset = trivia.lastIndex;
  }
}

const knownVersions = new Set(['2', '2.0', '3', '3.0', '3.1']);

export function versionDiagnostic(version: Program['version']): readonly Diagnostic[] {
  if (version === undefined || version.text === '' || knownVersions.has(version.text)) return [];
  return [
    diagnose('QF1017', version.span, [`OpenQASM ${version.text} is not a version that is known here.`]),
  ];
}
