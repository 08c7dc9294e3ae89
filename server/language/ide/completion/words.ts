/** The words of the grammar that completion knows; `library/` has the gates, calls and constants. */

export const typeWords: ReadonlySet<string> = new Set([
  ...[
    'bit',
    'bool',
    'int',
    'uint',
    'float',
    'angle',
    'complex',
    'duration',
    'stretch',
    'array',
    'string',
    'creg',
  ],
]);

export const gateModifiers: ReadonlySet<string> = new Set(['ctrl', 'negctrl', 'inv', 'pow']);
