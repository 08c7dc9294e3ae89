import type { Diagnostic } from '../../base/index.ts';
import type { Program } from './tree.ts';

export interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}
