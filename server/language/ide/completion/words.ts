import { classicalTypeNames } from '../../../base/index.ts';

/** The words of the grammar that completion knows; `library/` has the gates, calls and constants. */

export const typeWords: ReadonlySet<string> = new Set([...classicalTypeNames, 'string', 'creg']);

export const gateModifiers: ReadonlySet<string> = new Set(['ctrl', 'negctrl', 'inv', 'pow']);
