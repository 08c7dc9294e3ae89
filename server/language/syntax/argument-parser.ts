import type { TokenType } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { nameOf } from './name-parser.ts';
import * as kinds from './tokens.ts';
import type { Argument, Expression, Name, RangeExpression } from './tree.ts';
import { TypeParser } from './type-parser.ts';

/** What stands in the parentheses of a call. */
export interface Arguments {
  readonly list: readonly Argument[];
  /** `for i in [0:2]` behind the first argument. */
  readonly comprehension?: { readonly variable: Name; readonly iterable: Expression };
}

/** Lists of expressions: what stands in brackets, and the arguments of calls. */
export abstract class ArgumentParser extends TypeParser {
  /** How many levels the last parsed expression has. */
  protected height = 0;

  /** Expressions and ranges with commas between them, up to the bracket of kind `closing`. */
  readonly items = this.RULE('items', (closing: TokenType): Expression[] => {
    const list: Expression[] = [];
    let height = 0;
    this.OPTION(() => {
      list.push(this.SUBRULE1(this.item));
      height = this.height;
      this.MANY({
        GATE: () => !this.nextButOne(closing),
        DEF: () => {
          this.CONSUME1(kinds.Comma);
          list.push(this.SUBRULE2(this.item));
          height = Math.max(height, this.height);
        },
      });
      this.OPTION2(() => this.CONSUME2(kinds.Comma));
    });
    this.height = height;
    return fitted(list);
  });

  readonly item = this.RULE('item', (): Expression => {
    const start = this.here();
    const open = this.OPTION1(() => this.SUBRULE1(this.rangeFrom, { ARGS: [undefined, start] }));
    if (open !== undefined && !this.RECORDING_PHASE) return open;
    const first = this.SUBRULE(this.expression);
    return this.OPTION2(() => this.SUBRULE2(this.rangeFrom, { ARGS: [first, start] })) ?? first;
  });

  /** The rest of a range, from its first colon: `a:b` and `a:step:b`, every part optional. */
  readonly rangeFrom = this.RULE('rangeFrom', (first: Expression | undefined, start: number): Expression => {
    let height = first === undefined ? 0 : this.height;
    this.CONSUME1(kinds.Colon);
    const second = this.OPTION1(() => this.SUBRULE1(this.expression));
    height = Math.max(height, this.height);
    let stepped = false;
    const third = this.OPTION2(() => {
      this.CONSUME2(kinds.Colon);
      stepped = true;
      return this.OPTION3(() => this.SUBRULE2(this.expression));
    });
    this.height = Math.max(height, this.height) + 1;
    return range(first, stepped ? second : undefined, stepped ? third : second, this.since(start));
  });

  /** `(a, b, shots: 100)` and `(expression for i in [0:2])` */
  readonly callArguments = this.RULE('callArguments', (): Arguments => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const list: Argument[] = [];
    let height = 0;
    const comprehension = this.OPTION1(() => {
      list.push(this.SUBRULE1(this.argument));
      height = this.height;
      this.MANY({
        GATE: () => !this.nextButOne(kinds.RightParenthesis),
        DEF: () => {
          this.CONSUME1(kinds.Comma);
          list.push(this.SUBRULE2(this.argument));
          height = Math.max(height, this.height);
        },
      });
      this.OPTION2(() => this.CONSUME2(kinds.Comma));
      return this.OPTION3(() => this.SUBRULE(this.comprehension));
    });
    height = Math.max(height, this.height);
    this.close(0, kinds.RightParenthesis, open);
    this.height = height + 1;
    return comprehension === undefined ? { list } : { list, comprehension };
  });

  readonly comprehension = this.RULE('comprehension', () => {
    this.CONSUME(kinds.For);
    const variable = this.SUBRULE(this.name, { ARGS: ['the variable'] });
    this.expect(0, kinds.In, '`in`');
    return { variable, iterable: this.SUBRULE(this.expression) };
  });

  readonly argument = this.RULE('argument', (): Argument => {
    const start = this.here();
    const name = this.OPTION(() => {
      const token = this.CONSUME(kinds.ArgumentName);
      this.CONSUME(kinds.Colon);
      return nameOf(token);
    });
    const value = this.SUBRULE(this.expression);
    const span = this.since(start);
    return name === undefined ? { kind: 'argument', value, span } : { kind: 'argument', name, value, span };
  });
}

/** The list in an array of its own length: one that grew keeps room for sixteen more. */
export function fitted<Item>(list: readonly Item[]): Item[] {
  return list.slice();
}

function range(
  start: Expression | undefined,
  step: Expression | undefined,
  stop: Expression | undefined,
  span: Span,
): RangeExpression {
  return {
    kind: 'range',
    ...(start === undefined ? {} : { start }),
    ...(step === undefined ? {} : { step }),
    ...(stop === undefined ? {} : { stop }),
    span,
  };
}
