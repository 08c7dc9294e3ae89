import type { Span } from '../../../base/index.ts';
import type { CallGroup } from '../../../library/index.ts';
import type { Region } from './open-brackets.ts';

/** What an expression at the cursor is for. */
export type ExpressionUse =
  /** A classical value. */
  | 'value'
  /** A classical value or the outcome of a measurement. */
  | 'stored-value'
  /** What a loop runs over. */
  | 'iterable'
  /** Qubits and registers of them. */
  | 'qubits'
  /** A bit or a register of bits that takes an outcome. */
  | 'bits'
  /** A sum of Pauli words. */
  | 'observable'
  | 'noise'
  | 'gates'
  | 'backend'
  | 'model'
  | 'memory'
  | 'optimizer'
  /** The file of a table. */
  | 'source'
  /** A backend of the file, or a device. */
  | 'target'
  | 'circuit'
  /** The call that a task makes. */
  | 'task'
  | 'string';

/** What the grammar allows at the cursor. */
export type Expectation =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'statement'; readonly previous: string | undefined }
  /** The name of a gate, after `ctrl @`. */
  | { readonly kind: 'gate' }
  | { readonly kind: 'type'; readonly of: 'value' | 'parameter' | 'constant' }
  | { readonly kind: 'keywords'; readonly words: readonly string[] }
  | { readonly kind: 'expression'; readonly use: ExpressionUse }
  /** The start of an argument of a library call or a circuit. */
  | {
      readonly kind: 'argument';
      readonly callee: string;
      readonly index: number;
      readonly given: readonly string[];
      /** Where the call can only be one of this group. */
      readonly group?: CallGroup;
    }
  /** The value of a named argument of a library call. */
  | {
      readonly kind: 'argument-value';
      readonly callee: string;
      readonly parameter: string;
      readonly group?: CallGroup;
    }
  /** The name of an annotation, after `@`. */
  | { readonly kind: 'annotation' }
  /** After `pairs.`, or after `report.data.` with `report` as the owner. */
  | { readonly kind: 'field'; readonly object: string; readonly owner?: string }
  | { readonly kind: 'imported-name'; readonly given: readonly string[] }
  | { readonly kind: 'include-path' }
  /** The file of an `import`. */
  | { readonly kind: 'import-path' };

export interface CursorContext {
  readonly expectation: Expectation;
  readonly region: Region;
  readonly isInLoop: boolean;
  readonly isInSwitch: boolean;
  /** The word being typed; an accepted proposal replaces it. */
  readonly word: Span;
}
