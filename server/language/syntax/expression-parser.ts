import { type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { spanOf } from './lexer.ts';
import { numberLiteral, stringOrBits } from './literals.ts';
import { OperatorChain, heightLimit } from './operators.ts';
import { RecoveringParser } from './recovering-parser.ts';
import * as kinds from './tokens.ts';
import { vocabulary } from './tokens.ts';
import type { Argument, Block, Expression, Identifier, Name, RangeExpression, TypeNode } from './tree.ts';

/** What stands in the parentheses of a call. */
interface Arguments {
  readonly list: readonly Argument[];
  /** `for i in [0:2]` behind the first argument. */
  readonly comprehension?: { readonly variable: Name; readonly iterable: Expression };
}

type Suffix = { readonly indices: readonly Expression[] } | { readonly member: Name };

/** What an operand begins with, beside names. */
const operandStarts: ReadonlySet<TokenType> = new Set([
  kinds.NumberToken,
  kinds.StringToken,
  kinds.BooleanWord,
  kinds.HardwareQubitToken,
  kinds.TypeWord,
  kinds.LeftParenthesis,
  kinds.LeftBracket,
  kinds.LeftBrace,
  kinds.Measure,
]);

/** Names, types and expressions: what all statements are made of. */
export abstract class ExpressionParser extends RecoveringParser {
  /** How many levels the last parsed expression has. */
  #height = 0;
  /** Whether a `measure` is allowed as the next operand. */
  #measureAllowed = false;
  #primaries: { ALT: () => Expression }[] | undefined;
  #suffixes: { ALT: () => Suffix }[] | undefined;

  constructor() {
    super(vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations: false });
  }

  // -------------------------------------------------------------------------------------------------------- names

  /** A name that is declared or used here; `what` says of what, should it be missing. */
  readonly name = this.RULE('name', (what: string): Name => {
    if (this.RECORDING_PHASE || this.next(kinds.Identifier)) {
      const token = this.CONSUME(kinds.Identifier);
      return nameOf(token);
    }
    return this.#missingName(what);
  });

  #missingName(what: string): Name {
    const word = this.LA(1);
    if (tokenMatcher(word, kinds.Word) && !this.onNewLine) {
      this.report('QF1015', spanOf(word), [word.image]);
      this.step(1);
    } else {
      this.report('QF1014', this.endPlace(), [what]);
      if (tokenMatcher(word, kinds.NumberToken) || tokenMatcher(word, kinds.StringToken)) this.step(1);
    }
    return { text: '', span: this.missing().span };
  }

  /** Any word, keywords included, as the name of a member. */
  readonly memberName = this.RULE('memberName', (): Name => {
    if (!this.RECORDING_PHASE && (!this.next(kinds.Word) || this.onNewLine)) {
      this.report('QF1014', this.endPlace(), ['the field']);
      return { text: '', span: this.missing().span };
    }
    return nameOf(this.CONSUME(kinds.Word));
  });

  // -------------------------------------------------------------------------------------------------- expressions

  /** The right-hand side of an assignment or declaration: an expression or `measure q`. */
  readonly value = this.RULE('value', (): Expression => {
    this.#measureAllowed = true;
    const node = this.SUBRULE(this.expression);
    this.#measureAllowed = false;
    return node;
  });

  readonly expression = this.RULE('expression', (): Expression => {
    const start = this.here();
    let chain: OperatorChain | undefined;
    this.MANY1(() => {
      const operator = this.CONSUME1(kinds.PrefixOperator);
      chain ??= new OperatorChain();
      chain.prefix(operator.image, operator.startOffset);
    });
    const first = this.SUBRULE1(this.operand);
    chain?.operand(first, this.#height);
    this.MANY2(() => {
      const operator = this.CONSUME(kinds.BinaryOperator);
      if (chain === undefined) {
        chain = new OperatorChain();
        chain.operand(first, this.#height);
        if (first.kind === 'measure-expression') this.remark('QF1018', first.span, []);
      }
      if (!this.RECORDING_PHASE) chain.binary(this.#operatorOf(operator), operator.startOffset);
      this.MANY3(() => {
        const prefix = this.CONSUME2(kinds.PrefixOperator);
        chain?.prefix(prefix.image, prefix.startOffset);
      });
      chain.operand(this.SUBRULE2(this.operand), this.#height);
    });
    return chain === undefined ? first : this.ACTION(() => this.#finish(chain, start));
  });

  /** OpenQASM 2 writes a power as `^`. */
  #operatorOf({ image }: IToken): string {
    return image === '^' && this.source.dialect === 'openqasm2' ? '**' : image;
  }

  #finish(chain: OperatorChain | undefined, start: number): Expression {
    const node = chain?.finish() ?? this.missing();
    this.#height = chain?.height ?? 0;
    return this.#limitHeight(node, start);
  }

  /** Puts a missing expression in the place of one that has too many levels for the readers of the tree. */
  #limitHeight(node: Expression, start: number): Expression {
    if (this.#height <= heightLimit) return node;
    this.report('QF1009', this.since(start), [`${heightLimit}`]);
    this.#height = 0;
    return this.missing();
  }

  readonly operand = this.RULE('operand', (): Expression => {
    if (!this.RECORDING_PHASE && !this.#startsOperand()) return this.#missingValue();
    const start = this.here();
    const measured = this.#measureAllowed;
    this.#measureAllowed = false;
    this.#height = 1;
    if (!this.enter()) return this.missing();
    let node = this.OR1((this.#primaries ??= this.#primaryAlternatives()));
    if (node.kind === 'measure-expression' && !measured) this.remark('QF1018', node.span, []);
    let height = this.#height;
    this.MANY(() => {
      const suffix = this.OR2((this.#suffixes ??= this.#suffixAlternatives()));
      height = Math.max(height, this.#height) + 1;
      this.ACTION(() => {
        node = withSuffix(node, suffix, this.since(start));
      });
    });
    this.#height = height;
    this.leave();
    return this.ACTION(() => this.#limitHeight(node, start));
  });

  #startsOperand(): boolean {
    const token = this.LA(1);
    return tokenMatcher(token, kinds.Identifier) || operandStarts.has(token.tokenType);
  }

  #missingValue(): Expression {
    this.#measureAllowed = false;
    this.#height = 1;
    this.reportMissingValue();
    return this.missing();
  }

  protected reportMissingValue(): void {
    this.report('QF1016', this.onNewLine ? this.endPlace() : spanOf(this.LA(1)), [this.placeInWords()]);
  }

  #primaryAlternatives(): { ALT: () => Expression }[] {
    return [
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      { ALT: () => this.#number(this.CONSUME(kinds.NumberToken)) },
      { ALT: () => stringOrBits(this.CONSUME(kinds.StringToken)) },
      { ALT: () => booleanLiteral(this.CONSUME(kinds.BooleanWord)) },
      { ALT: () => hardwareQubit(this.CONSUME(kinds.HardwareQubitToken)) },
      { ALT: () => this.SUBRULE(this.cast) },
      { ALT: () => this.SUBRULE(this.parenthesized) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.measurement) },
    ];
  }

  #suffixAlternatives(): { ALT: () => Suffix }[] {
    return [
      { ALT: () => this.SUBRULE(this.indices) },
      {
        ALT: () => {
          this.CONSUME(kinds.Dot);
          return { member: this.SUBRULE(this.memberName) };
        },
      },
    ];
  }

  #number(token: IToken): Expression {
    if (this.RECORDING_PHASE) return this.missing();
    const node = numberLiteral(token);
    if (node === undefined) this.remark('QF1010', spanOf(token), [shortened(token.image)]);
    return node ?? this.missing();
  }

  readonly measurement = this.RULE('measurement', (): Expression => {
    const start = this.CONSUME(kinds.Measure).startOffset;
    const source = this.SUBRULE(this.operand);
    return { kind: 'measure-expression', source, span: this.since(start) };
  });

  readonly parenthesized = this.RULE('parenthesized', (): Expression => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const inner = this.SUBRULE(this.expression);
    const height = this.#height;
    this.close(0, kinds.RightParenthesis, open);
    this.#height = height + 1;
    return { kind: 'parenthesized', inner, span: this.since(open.startOffset) };
  });

  /** `[1, 3, 5]`, or the range of `[0:3]` alone. */
  readonly list = this.RULE('list', (): Expression => {
    const open = this.CONSUME(kinds.LeftBracket);
    const elements = this.SUBRULE(this.items, { ARGS: [kinds.RightBracket] });
    const height = this.#height;
    this.close(0, kinds.RightBracket, open);
    this.#height = height + 1;
    const only = elements[0];
    if (only?.kind === 'range' && elements.length === 1) return only;
    return { kind: 'list', elements, span: this.since(open.startOffset) };
  });

  /** `{0, 3, 5}` */
  readonly set = this.RULE('set', (): Expression => {
    const open = this.CONSUME(kinds.LeftBrace);
    const elements = this.SUBRULE(this.items, { ARGS: [kinds.RightBrace] });
    const height = this.#height;
    this.close(0, kinds.RightBrace, open);
    this.#height = height + 1;
    return { kind: 'set', elements, span: this.since(open.startOffset) };
  });

  /** `[0]`, `[1:3]`, `[i, j]` behind an expression. */
  readonly indices = this.RULE('indices', (): Suffix => {
    const open = this.CONSUME(kinds.LeftBracket);
    const indices = this.SUBRULE(this.items, { ARGS: [kinds.RightBracket] });
    const height = this.#height;
    if (indices.length === 0) this.reportMissingValue();
    this.close(0, kinds.RightBracket, open);
    this.#height = height;
    return { indices: indices.length === 0 ? [this.missing()] : indices };
  });

  /** Expressions and ranges with commas between them, up to the bracket of kind `closing`. */
  readonly items = this.RULE('items', (closing: TokenType): Expression[] => {
    const list: Expression[] = [];
    let height = 0;
    this.OPTION(() => {
      list.push(this.SUBRULE1(this.item));
      height = this.#height;
      this.MANY({
        GATE: () => !this.nextButOne(closing),
        DEF: () => {
          this.CONSUME1(kinds.Comma);
          list.push(this.SUBRULE2(this.item));
          height = Math.max(height, this.#height);
        },
      });
      this.OPTION2(() => this.CONSUME2(kinds.Comma));
    });
    this.#height = height;
    return list;
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
    let height = first === undefined ? 0 : this.#height;
    this.CONSUME1(kinds.Colon);
    const second = this.OPTION1(() => this.SUBRULE1(this.expression));
    height = Math.max(height, this.#height);
    let stepped = false;
    const third = this.OPTION2(() => {
      this.CONSUME2(kinds.Colon);
      stepped = true;
      return this.OPTION3(() => this.SUBRULE2(this.expression));
    });
    this.#height = Math.max(height, this.#height) + 1;
    return range(first, stepped ? second : undefined, stepped ? third : second, this.since(start));
  });

  readonly nameOrCall = this.RULE('nameOrCall', (): Expression => {
    const token = this.CONSUME(kinds.Identifier);
    const callee: Identifier = { kind: 'identifier', name: token.image, span: spanOf(token) };
    const body = this.OPTION2({
      GATE: () => token.image === 'durationof' && this.nextButOne(kinds.LeftBrace),
      DEF: () => this.SUBRULE(this.timedBlock),
    });
    if (body !== undefined && !this.RECORDING_PHASE)
      return { kind: 'durationof', body, span: this.since(token.startOffset) };
    const called = this.OPTION(() => this.SUBRULE(this.callArguments));
    if (called === undefined) return callee;
    return this.ACTION(() => this.#call(callee, called));
  });

  /** `({ … })` behind `durationof` */
  readonly timedBlock = this.RULE('timedBlock', (): Block => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const body = this.SUBRULE(this.block);
    this.close(0, kinds.RightParenthesis, open);
    this.#height = 1;
    return body;
  });

  /** Statements between braces. */
  protected abstract readonly block: ParserMethod<[], Block>;

  #call(callee: Identifier, { list, comprehension }: Arguments): Expression {
    const span = this.since(callee.span.start);
    const body = list[0]?.value;
    if (comprehension !== undefined && body !== undefined && callee.name === 'sum') {
      return { kind: 'sum', body, ...comprehension, span };
    }
    if (comprehension !== undefined) {
      this.remark('QF1001', comprehension.variable.span, ['`for`', '`,` or `)`']);
    }
    return { kind: 'call', callee, arguments: list, span };
  }

  /** `(a, b, shots: 100)` and `(expression for i in [0:2])` */
  readonly callArguments = this.RULE('callArguments', (): Arguments => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const list: Argument[] = [];
    let height = 0;
    const comprehension = this.OPTION1(() => {
      list.push(this.SUBRULE1(this.argument));
      height = this.#height;
      this.MANY({
        GATE: () => !this.nextButOne(kinds.RightParenthesis),
        DEF: () => {
          this.CONSUME1(kinds.Comma);
          list.push(this.SUBRULE2(this.argument));
          height = Math.max(height, this.#height);
        },
      });
      this.OPTION2(() => this.CONSUME2(kinds.Comma));
      return this.OPTION3(() => this.SUBRULE(this.comprehension));
    });
    height = Math.max(height, this.#height);
    this.close(0, kinds.RightParenthesis, open);
    this.#height = height + 1;
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

  /** `int[8](x)`; with another number of arguments a call of a function of that name. */
  readonly cast = this.RULE('cast', (): Expression => {
    const start = this.here();
    const type = this.SUBRULE(this.classicalType);
    const called = this.OPTION(() => this.SUBRULE(this.callArguments));
    if (called === undefined) {
      this.report('QF1020', this.endPlace(), ['`(`', this.placeInWords()]);
      return this.missing();
    }
    return this.ACTION(() => castOrCall(type, called, this.since(start)));
  });

  // -------------------------------------------------------------------------------------------------------- types

  /** A written type; any word is one, for the checker to know. */
  readonly type = this.RULE('type', (): TypeNode => {
    const start = this.here();
    const reference = this.OPTION1(() => this.CONSUME(kinds.ReferenceWord).image);
    if (!this.RECORDING_PHASE && !this.next(kinds.TypeLike)) {
      this.report('QF1020', this.endPlace(), ['A type', this.placeInWords()]);
      const span = this.missing().span;
      return { kind: 'type', name: { text: '', span }, span };
    }
    const word = this.CONSUME(kinds.TypeLike);
    if (!this.enter()) return { kind: 'type', name: nameOf(word), span: this.since(start) };
    const brackets = this.OPTION2(() => this.SUBRULE(this.typeBrackets, { ARGS: [word.image] }));
    this.leave();
    const referred =
      reference === undefined
        ? {}
        : ({ reference: reference === 'mutable' ? 'mutable' : 'readonly' } as const);
    return { kind: 'type', name: nameOf(word), ...brackets, ...referred, span: this.since(start) };
  });

  /** A type that begins with a keyword, where an expression could stand too. */
  readonly classicalType = this.RULE('classicalType', (): TypeNode => {
    const word = this.CONSUME(kinds.TypeWord);
    const brackets = this.OPTION(() => this.SUBRULE(this.typeBrackets, { ARGS: [word.image] }));
    return { kind: 'type', name: nameOf(word), ...brackets, span: this.since(word.startOffset) };
  });

  /** `[8]`, `[]` of `qubit`, `[float[64]]` of `complex`, `[T, n, m]` of `array`. */
  readonly typeBrackets = this.RULE(
    'typeBrackets',
    (word: string): Pick<TypeNode, 'width' | 'isOpen' | 'element' | 'dimensions' | 'dimensionCount'> => {
      const open = this.CONSUME(kinds.LeftBracket);
      const shape = this.OPTION1({ GATE: () => word === 'array', DEF: () => this.SUBRULE(this.arrayShape) });
      const inner = this.OPTION2({ GATE: () => word === 'complex', DEF: () => this.SUBRULE(this.type) });
      const width = this.OPTION3({
        GATE: () => shape === undefined && inner === undefined && !this.next(kinds.RightBracket),
        DEF: () => this.SUBRULE(this.expression),
      });
      const isOpen = word === 'qubit' && this.next(kinds.RightBracket) && width === undefined;
      if (shape === undefined && inner === undefined && width === undefined && !isOpen)
        this.reportMissingValue();
      this.close(0, kinds.RightBracket, open);
      if (isOpen) return { isOpen };
      if (shape !== undefined) return shape;
      const found = inner?.width ?? width;
      return found === undefined ? {} : { width: found };
    },
  );

  readonly arrayShape = this.RULE('arrayShape', () => {
    const element = this.SUBRULE(this.type);
    const dimensions: Expression[] = [];
    let dimensionCount: Expression | undefined;
    this.MANY(() => {
      this.CONSUME(kinds.Comma);
      const counted = this.OPTION(() => this.SUBRULE(this.dimensionCount));
      if (counted !== undefined) dimensionCount = counted;
      if (counted === undefined || this.RECORDING_PHASE) dimensions.push(this.SUBRULE(this.expression));
    });
    return dimensionCount === undefined ? { element, dimensions } : { element, dimensions, dimensionCount };
  });

  /** `#dim = 2` */
  readonly dimensionCount = this.RULE('dimensionCount', (): Expression => {
    this.CONSUME(kinds.Dimension);
    this.expect(0, kinds.Equals, '`=`');
    return this.SUBRULE(this.expression);
  });

  /** Whether a comma is the last one before a closing bracket. */
  protected nextButOne(kind: TokenType): boolean {
    return tokenMatcher(this.LA(2), kind);
  }
}

function nameOf(token: IToken): Name {
  return { text: token.image, span: spanOf(token) };
}

function withSuffix(object: Expression, suffix: Suffix, span: Span): Expression {
  if ('member' in suffix) return { kind: 'member', object, member: suffix.member, span };
  return { kind: 'index', object, indices: suffix.indices, span };
}

function booleanLiteral(token: IToken): Expression {
  return { kind: 'boolean', value: token.image === 'true', span: spanOf(token) };
}

function hardwareQubit(token: IToken): Expression {
  return { kind: 'hardware-qubit', index: Number(token.image.slice(1)), span: spanOf(token) };
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

function castOrCall(type: TypeNode, { list }: Arguments, span: Span): Expression {
  const only = list[0];
  if (only !== undefined && list.length === 1 && only.name === undefined) {
    return { kind: 'cast', type, operand: only.value, span };
  }
  const callee: Identifier = { kind: 'identifier', name: type.name.text, span: type.name.span };
  return { kind: 'call', callee, arguments: list, span };
}

function shortened(image: string): string {
  return image.length > 24 ? `${image.slice(0, 24)}…` : image;
}
