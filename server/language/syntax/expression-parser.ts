import { type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { type Arguments, ArgumentParser } from './argument-parser.ts';
import { spanOf } from './lexer.ts';
import { numberLiteral, stringOrBits } from './literals.ts';
import { OperatorChain, heightLimit } from './operators.ts';
import * as kinds from './tokens.ts';
import type { Block, Expression, Identifier, Name, TypeNode } from './tree.ts';

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

/** What makes more of an operand that stands in front of it. */
const suffixStarts: ReadonlySet<TokenType> = new Set([kinds.LeftParenthesis, kinds.LeftBracket, kinds.Dot]);

/** Expressions: what all statements are made of. */
export abstract class ExpressionParser extends ArgumentParser {
  /** Whether a `measure` is allowed as the next operand. */
  #measureAllowed = false;
  #primaries: { ALT: () => Expression }[] | undefined;
  #suffixes: { ALT: () => Suffix }[] | undefined;

  /** The right-hand side of an assignment or declaration: an expression or `measure q`. */
  readonly value = this.RULE('value', (): Expression => {
    this.#measureAllowed = true;
    const node = this.SUBRULE(this.expression);
    this.#measureAllowed = false;
    return node;
  });

  readonly expression = this.RULE('expression', (): Expression => {
    const start = this.here();
    const mayMeasure = this.#measureAllowed;
    let chain: OperatorChain | undefined;
    this.MANY1(() => {
      const operator = this.CONSUME1(kinds.PrefixOperator);
      chain ??= new OperatorChain();
      chain.prefix(operator.image, operator.startOffset);
    });
    const first = this.SUBRULE1(this.operand);
    const isMeasured = mayMeasure && first.kind === 'measure-expression';
    if (isMeasured && chain !== undefined) this.remark('QF1018', first.span, []);
    chain?.operand(first, this.height);
    this.MANY2(() => {
      const operator = this.CONSUME(kinds.BinaryOperator);
      if (chain === undefined) {
        chain = new OperatorChain();
        chain.operand(first, this.height);
        if (isMeasured) this.remark('QF1018', first.span, []);
      }
      if (!this.RECORDING_PHASE) chain.binary(this.#operatorOf(operator), operator.startOffset);
      this.MANY3(() => {
        const prefix = this.CONSUME2(kinds.PrefixOperator);
        chain?.prefix(prefix.image, prefix.startOffset);
      });
      chain.operand(this.SUBRULE2(this.operand), this.height);
    });
    return chain === undefined ? first : this.ACTION(() => this.#finish(chain, start));
  });

  /** OpenQASM 2 writes a power as `^`. */
  #operatorOf({ image }: IToken): string {
    return image === '^' && this.source.dialect === 'openqasm2' ? '**' : image;
  }

  #finish(chain: OperatorChain | undefined, start: number): Expression {
    const node = chain?.finish() ?? this.missing();
    this.height = chain?.height ?? 0;
    return this.#limitHeight(node, start);
  }

  /** Puts a missing expression in the place of one that has too many levels for the readers of the tree. */
  #limitHeight(node: Expression, start: number): Expression {
    if (this.height <= heightLimit) return node;
    this.report('QF1009', this.since(start), [`${heightLimit}`]);
    this.height = 0;
    return this.missing();
  }

  readonly operand = this.RULE('operand', (): Expression => {
    if (!this.RECORDING_PHASE && !this.#startsOperand()) return this.#missingValue();
    const start = this.here();
    const measured = this.#measureAllowed;
    this.#measureAllowed = false;
    this.height = 1;
    if (!this.enter()) return this.missing();
    const plain = this.RECORDING_PHASE ? undefined : this.#plainOperand();
    if (plain !== undefined) {
      this.leave();
      return plain;
    }
    let node = this.OR1((this.#primaries ??= this.#primaryAlternatives()));
    if (node.kind === 'measure-expression' && !measured) this.remark('QF1018', node.span, []);
    let height = this.height;
    this.MANY(() => {
      const suffix = this.OR2((this.#suffixes ??= this.#suffixAlternatives()));
      height = Math.max(height, this.height) + 1;
      this.ACTION(() => {
        node = withSuffix(node, suffix, this.since(start));
      });
    });
    this.height = height;
    this.leave();
    return this.ACTION(() => this.#limitHeight(node, start));
  });

  /** A name, a number or `q[3]` with nothing behind it: what most operands are, read without a rule for each part. */
  #plainOperand(): Expression | undefined {
    const first = this.LA(1);
    if (first.tokenType !== kinds.Identifier && first.tokenType !== kinds.NumberToken) return undefined;
    if (!suffixStarts.has(this.LA(2).tokenType)) {
      this.consume(0, first.tokenType);
      return first.tokenType === kinds.NumberToken ? this.#number(first) : identifier(first);
    }
    return first.tokenType === kinds.Identifier && this.LA(2).tokenType === kinds.LeftBracket
      ? this.#plainElement(first)
      : undefined;
  }

  /** `q[3]` */
  #plainElement(name: IToken): Expression | undefined {
    const [number, close, next] = [this.LA(3), this.LA(4), this.LA(5)];
    if (number.tokenType !== kinds.NumberToken || close.tokenType !== kinds.RightBracket) return undefined;
    if (suffixStarts.has(next.tokenType)) return undefined;
    for (const token of [name, this.LA(2), number, close]) this.consume(0, token.tokenType);
    this.height = 2;
    return {
      kind: 'index',
      object: identifier(name),
      indices: [this.#number(number)],
      span: this.since(name.startOffset),
    };
  }

  #startsOperand(): boolean {
    const token = this.LA(1);
    return tokenMatcher(token, kinds.Identifier) || operandStarts.has(token.tokenType);
  }

  #missingValue(): Expression {
    this.#measureAllowed = false;
    this.height = 1;
    this.reportMissingValue();
    return this.missing();
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
    const height = this.height;
    this.close(0, kinds.RightParenthesis, open);
    this.height = height + 1;
    return { kind: 'parenthesized', inner, span: this.since(open.startOffset) };
  });

  /** `[1, 3, 5]`, or the range of `[0:3]` alone. */
  readonly list = this.RULE('list', (): Expression => {
    const open = this.CONSUME(kinds.LeftBracket);
    const elements = this.SUBRULE(this.items, { ARGS: [kinds.RightBracket] });
    const height = this.height;
    this.close(0, kinds.RightBracket, open);
    this.height = height + 1;
    const only = elements[0];
    if (only?.kind === 'range' && elements.length === 1) return only;
    return { kind: 'list', elements, span: this.since(open.startOffset) };
  });

  /** `{0, 3, 5}` */
  readonly set = this.RULE('set', (): Expression => {
    const open = this.CONSUME(kinds.LeftBrace);
    const elements = this.SUBRULE(this.items, { ARGS: [kinds.RightBrace] });
    const height = this.height;
    this.close(0, kinds.RightBrace, open);
    this.height = height + 1;
    return { kind: 'set', elements, span: this.since(open.startOffset) };
  });

  /** `[0]`, `[1:3]`, `[i, j]` behind an expression. */
  readonly indices = this.RULE('indices', (): Suffix => {
    const open = this.CONSUME(kinds.LeftBracket);
    const indices = this.SUBRULE(this.items, { ARGS: [kinds.RightBracket] });
    const height = this.height;
    if (indices.length === 0) this.reportMissingValue();
    this.close(0, kinds.RightBracket, open);
    this.height = height;
    return { indices: indices.length === 0 ? [this.missing()] : indices };
  });

  readonly nameOrCall = this.RULE('nameOrCall', (): Expression => {
    const token = this.CONSUME(kinds.Identifier);
    const callee = identifier(token);
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
    this.height = 1;
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
}

function identifier(token: IToken): Identifier {
  return { kind: 'identifier', name: token.image, span: spanOf(token) };
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
