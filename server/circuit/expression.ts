import type { ClassicalType, Value } from '../base/index.ts';

export type UnaryOperator = '-' | '~' | '!';

export type BinaryOperator =
  | '**'
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||';

/**
 * A classical expression that can only be evaluated while a circuit runs, because it reads a parameter that is bound
 * late or a variable that a measurement may have changed. Everything else was computed when the circuit was lowered.
 *
 * Every node carries its OpenQASM type, by which values are converted and wrapped.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly type: ClassicalType; readonly value: Value }
  /** The late-bound parameter `parameters[parameter]`; an array parameter is read through `element`. */
  | { readonly kind: 'parameter'; readonly type: ClassicalType; readonly parameter: number }
  | { readonly kind: 'variable'; readonly type: ClassicalType; readonly variable: number }
  /** An element of an array or a bit of a `bit[n]`, `int`, `uint` or `angle`; negative indices count from the end. */
  | {
      readonly kind: 'element';
      readonly type: ClassicalType;
      readonly of: Expression;
      readonly index: Expression;
    }
  | {
      readonly kind: 'unary';
      readonly type: ClassicalType;
      readonly operator: UnaryOperator;
      readonly operand: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly type: ClassicalType;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** A function of the language, such as `sin` or `popcount`; see `library/functions.ts`. */
  | {
      readonly kind: 'call';
      readonly type: ClassicalType;
      readonly name: string;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'cast'; readonly type: ClassicalType; readonly operand: Expression }
  /** The bits of several operands in one register, the first operand most significant. */
  | { readonly kind: 'concatenation'; readonly type: ClassicalType; readonly parts: readonly Expression[] }
  /** An array or register built element by element, outermost dimension first. */
  | { readonly kind: 'list'; readonly type: ClassicalType; readonly elements: readonly Expression[] };
