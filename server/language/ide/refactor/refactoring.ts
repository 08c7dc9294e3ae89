import type { TextEdit } from '../../../base/index.ts';

/** A rewriting that is offered where the cursor or the selection stands. */
export interface Refactoring {
  readonly kind: 'extract' | 'inline' | 'rewrite';
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Where in the text after the edits a new name begins that the user will want to change. */
  readonly newName?: number;
}
