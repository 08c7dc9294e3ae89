import type { Span } from '../../base/index.ts';

/** Something about a circuit that runs but is probably not meant, at the statement that it is about. */
export interface Finding {
  readonly code: 'QF3301' | 'QF3302' | 'QF3303';
  readonly span: Span;
  /** The name of the qubit or register that it is about; empty where it is about none. */
  readonly name: string;
  /** The other statement that it is about. */
  readonly other?: Span;
}
