import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { fitted } from './argument-parser.ts';
import { ExpressionParser } from './expression-parser.ts';
import { spanOf } from './lexer.ts';
import { statementWords } from './recovering-parser.ts';
import * as kinds from './tokens.ts';
import type {
  Annotation,
  Argument,
  Block,
  Dialect,
  Expression,
  GateModifier,
  Name,
  Statement,
} from './tree.ts';

type WithoutHead<Node> = Node extends Statement
  ? Omit<Node, 'span' | 'annotations' | 'documentation'>
  : never;

/** A statement without what all statements have. */
export type Bare = WithoutHead<Statement>;

/** One way in which a rule can go on, as Chevrotain's `OR` takes it. */
export interface Alternative<Result> {
  readonly ALT: () => Result;
  readonly IGNORE_AMBIGUITIES?: boolean;
}

/** What a statement begins with, beside its own keywords. */
const otherStarts: ReadonlySet<TokenType> = new Set([
  kinds.Pragma,
  kinds.NumberToken,
  kinds.StringToken,
  kinds.BooleanWord,
  kinds.HardwareQubitToken,
  kinds.LeftParenthesis,
  kinds.LeftBracket,
  kinds.Minus,
  kinds.PrefixOnly,
]);

function startsStatement(token: IToken, dialect: Dialect): boolean {
  const kind = token.tokenType;
  if (kind === kinds.LeftBrace) return dialect !== 'openqasm2';
  return tokenMatcher(token, kinds.Identifier) || statementWords.has(kind) || otherStarts.has(kind);
}

const noAnnotations: readonly Annotation[] = [];

/** Blocks and the statements that act: gate calls, assignments, measurements and their kin. */
export abstract class StatementParser extends ExpressionParser {
  #alternatives: Alternative<Bare>[] | undefined;

  /** The statements that begin with a keyword of their own. */
  protected abstract keywordAlternatives(): Alternative<Bare>[];

  // ----------------------------------------------------------------------------------------------------- sequences

  /** The statements of a block or, without `open`, of the whole text. */
  readonly statements = this.RULE('statements', (open: IToken | undefined): Statement[] => {
    const list: Statement[] = [];
    do {
      this.MANY({
        GATE: () => !this.#leaves(open),
        DEF: () => list.push(this.SUBRULE(this.statement)),
      });
    } while (this.#stepOverFault(list, open));
    return fitted(list);
  });

  /** Whether what comes next belongs to no block that `open` begins, or not to the statements that are asked for. */
  #leaves(open: IToken | undefined): boolean {
    return open === undefined ? this.atLimit : this.leavesUnclosedBlock(open);
  }

  /** Where no statement can begin: reports the token there and goes on behind it. False at the end of the block. */
  #stepOverFault(list: Statement[], open: IToken | undefined): boolean {
    if (this.RECORDING_PHASE || this.atEnd || this.#leaves(open)) return false;
    if (open !== undefined && this.next(kinds.RightBrace)) return false;
    const start = this.here();
    this.calm();
    if (this.next(kinds.Semicolon)) {
      this.step(1);
      return true;
    }
    this.#reportNoStatement();
    if (this.next(kinds.RightBrace)) this.#stepOverBraces();
    else this.skipStatement();
    list.push({ kind: 'error', annotations: [], span: this.since(start) });
    return true;
  }

  #stepOverBraces(): void {
    while (this.next(kinds.RightBrace)) this.step(1);
  }

  #reportNoStatement(): void {
    const { image } = this.LA(1);
    if (/^[)\]}]$/.test(image)) this.report('QF1004', spanOf(this.LA(1)), [image]);
    else this.reportUnexpected('a statement');
  }

  readonly block = this.RULE('block', (): Block => {
    const start = this.here();
    const open = this.expect(0, kinds.LeftBrace, '`{`');
    if (!this.RECORDING_PHASE && open === undefined && !this.strayBraceAhead) {
      return { kind: 'block', statements: [], span: this.missing().span };
    }
    const statements = this.SUBRULE(this.statements, { ARGS: [open ?? this.LA(0)] });
    this.calm();
    this.close(1, kinds.RightBrace, open);
    return { kind: 'block', statements, span: this.since(start) };
  });

  /** A block, or the one statement that stands in place of it. */
  readonly body = this.RULE('body', (): Block => {
    if (
      !this.RECORDING_PHASE &&
      !this.next(kinds.LeftBrace) &&
      !startsStatement(this.LA(1), this.source.dialect)
    ) {
      this.expect(0, kinds.LeftBrace, '`{`');
      return { kind: 'block', statements: [], span: this.missing().span };
    }
    return this.OR([
      { ALT: () => this.SUBRULE(this.block) },
      { ALT: () => this.SUBRULE(this.blockOfOne), IGNORE_AMBIGUITIES: true },
    ]);
  });

  readonly blockOfOne = this.RULE('blockOfOne', (): Block => {
    const start = this.here();
    const statement = this.SUBRULE(this.statement);
    return { kind: 'block', statements: [statement], span: this.since(start) };
  });

  // ----------------------------------------------------------------------------------------------------- statements

  readonly statement = this.RULE('statement', (): Statement => {
    const start = this.here();
    this.calm();
    let annotations: Annotation[] | undefined;
    this.MANY(() => (annotations ??= []).push(this.SUBRULE(this.annotation)));
    const bare = this.SUBRULE(this.unmarked);
    return this.ACTION(() => this.#withHead(bare, annotations ?? noAnnotations, start));
  });

  #withHead(bare: Bare, annotations: readonly Annotation[], start: number): Statement {
    const documentation = this.source.documentation.get(start);
    const described = documentation === undefined ? {} : { documentation };
    return { ...bare, ...described, annotations, span: this.since(start) };
  }

  /** A statement without its annotations. */
  readonly unmarked = this.RULE('unmarked', (): Bare => {
    if (!this.RECORDING_PHASE && !startsStatement(this.LA(1), this.source.dialect))
      return this.#noStatement();
    if (!this.enter()) return { kind: 'error' };
    const bare = this.OR((this.#alternatives ??= this.#allAlternatives()));
    this.leave();
    return bare;
  });

  #allAlternatives(): Alternative<Bare>[] {
    return [
      ...this.keywordAlternatives(),
      { ALT: () => this.SUBRULE(this.modifiedGateCall) },
      { ALT: () => this.SUBRULE(this.measure), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.resetting) },
      { ALT: () => this.SUBRULE(this.barrier) },
      { ALT: () => this.SUBRULE(this.delay) },
      { ALT: () => this.SUBRULE(this.simple), IGNORE_AMBIGUITIES: true },
    ];
  }

  #noStatement(): Bare {
    this.reportUnexpected('a statement');
    if (!this.next(kinds.RightBrace)) this.skipStatement();
    return { kind: 'error' };
  }

  /** `@name(arguments)` of qflow; of OpenQASM 3 the whole line. */
  readonly annotation = this.RULE('annotation', (): Annotation =>
    this.OR([
      { ALT: () => annotationOfLine(this.CONSUME(kinds.AnnotationLine)) },
      { ALT: () => this.SUBRULE(this.annotationCall) },
    ]),
  );

  readonly annotationCall = this.RULE('annotationCall', (): Annotation => {
    const start = this.CONSUME(kinds.At).startOffset;
    const name = this.SUBRULE(this.memberName);
    const args = this.OPTION(() => this.SUBRULE(this.callArguments).list) ?? [];
    return { name, arguments: args, text: '', span: this.since(start) };
  });

  // --------------------------------------------------------------------------- gate calls, assignments, expressions

  /** A statement that begins with an expression: what follows it decides what it is. */
  readonly simple = this.RULE('simple', (): Bare => {
    const first = this.SUBRULE(this.expression);
    const assigned = this.OPTION1(() => this.SUBRULE(this.assignedValue));
    const operands = this.OPTION2({
      GATE: () => assigned === undefined && this.#operandFollows(),
      DEF: () => this.SUBRULE(this.expressions),
    });
    const bare = this.ACTION(() => {
      if (assigned !== undefined) return { kind: 'assignment', target: first, ...assigned } as const;
      return operands === undefined ? this.#expressionOrPhase(first) : this.#gateCall([], first, operands);
    });
    this.endStatement();
    return bare;
  });

  readonly assignedValue = this.RULE('assignedValue', () => {
    const operator = this.CONSUME(kinds.AssignmentOperator).image;
    return { operator, value: this.SUBRULE(this.value) };
  });

  /** Whether the next token is the first qubit of a gate call, rather than a new statement after a missing `;`. */
  #operandFollows(): boolean {
    if (this.next(kinds.HardwareQubitToken)) return true;
    return this.next(kinds.Identifier) && !(this.onNewLine && this.looksLikeStatement());
  }

  #expressionOrPhase(expression: Expression): Bare {
    if (expression.kind === 'call' && expression.callee.name === 'gphase')
      return this.#gateCall([], expression, []);
    return { kind: 'expression', expression };
  }

  /** `ctrl @ inv @ rx(pi) a, b;` */
  readonly modifiedGateCall = this.RULE('modifiedGateCall', (): Bare => {
    const modifiers: GateModifier[] = [];
    this.AT_LEAST_ONE(() => modifiers.push(this.SUBRULE(this.modifier)));
    const callee = this.SUBRULE(this.expression);
    const operands = this.OPTION({
      GATE: () => this.#operandFollows(),
      DEF: () => this.SUBRULE(this.expressions),
    });
    const bare = this.ACTION(() => this.#gateCall(modifiers, callee, operands ?? []));
    this.endStatement();
    return bare;
  });

  readonly modifier = this.RULE('modifier', (): GateModifier => {
    const word = this.CONSUME(kinds.Modifier);
    const args = this.OPTION(() => this.SUBRULE(this.callArguments).list);
    this.expect(0, kinds.At, '`@`');
    return this.ACTION(() => this.#modifier(word, args?.[0]?.value));
  });

  #modifier(word: IToken, argument: Expression | undefined): GateModifier {
    const span = this.since(word.startOffset);
    if (word.image === 'inv') return { kind: 'inv', span };
    if (word.image === 'pow') return { kind: 'pow', exponent: argument ?? this.missing(), span };
    const kind = word.image === 'negctrl' ? 'negctrl' : 'ctrl';
    return argument === undefined ? { kind, span } : { kind, count: argument, span };
  }

  #gateCall(modifiers: readonly GateModifier[], callee: Expression, operands: readonly Expression[]): Bare {
    const timed = callee.kind === 'index' ? callee : undefined;
    const called = timed?.object ?? callee;
    const duration = timed?.indices[0] === undefined ? {} : { duration: timed.indices[0] };
    const rest = { modifiers, ...duration, operands };
    if (called.kind === 'identifier') {
      return { kind: 'gate-call', name: { text: called.name, span: called.span }, angles: [], ...rest };
    }
    if (called.kind === 'call') {
      const name: Name = { text: called.callee.name, span: called.callee.span };
      return {
        kind: 'gate-call',
        name,
        angles: called.arguments.map((argument) => this.#angle(argument)),
        ...rest,
      };
    }
    if (called.kind !== 'missing')
      this.report('QF1001', called.span, ['This expression', 'the name of a gate']);
    return { kind: 'error' };
  }

  #angle(argument: Argument): Expression {
    if (argument.name !== undefined) {
      this.remark('QF1001', argument.name.span, [`\`${argument.name.text}:\``, 'an angle without a name']);
    }
    return argument.value;
  }

  /** Expressions with commas between them. */
  readonly expressions = this.RULE('expressions', (): Expression[] => {
    const list = [this.SUBRULE1(this.expression)];
    this.MANY({
      GATE: () => !this.nextButOne(kinds.Semicolon),
      DEF: () => {
        this.CONSUME1(kinds.Comma);
        list.push(this.SUBRULE2(this.expression));
      },
    });
    this.OPTION(() => this.CONSUME2(kinds.Comma));
    return fitted(list);
  });

  // ------------------------------------------------------------------------------------------------- measure and kin

  readonly measure = this.RULE('measure', (): Bare => {
    this.CONSUME(kinds.Measure);
    const source = this.SUBRULE1(this.expression);
    const target = this.OPTION(() => {
      this.CONSUME(kinds.Arrow);
      return this.SUBRULE2(this.expression);
    });
    this.endStatement();
    return target === undefined ? { kind: 'measure', source } : { kind: 'measure', source, target };
  });

  readonly resetting = this.RULE('resetting', (): Bare => {
    this.CONSUME(kinds.Reset);
    const operand = this.SUBRULE(this.expression);
    this.endStatement();
    return { kind: 'reset', operand };
  });

  /** `barrier q;` and `nop q;` */
  readonly barrier = this.RULE('barrier', (): Bare => {
    const { image } = this.CONSUME(kinds.Barrier);
    const operands = this.OPTION(() => this.SUBRULE(this.expressions)) ?? [];
    this.endStatement();
    return { kind: image === 'nop' ? 'nop' : 'barrier', operands };
  });

  readonly delay = this.RULE('delay', (): Bare => {
    this.CONSUME(kinds.Delay);
    const duration = this.SUBRULE(this.designator);
    const operands = this.OPTION(() => this.SUBRULE(this.expressions)) ?? [];
    this.endStatement();
    return { kind: 'delay', duration, operands };
  });

  /** `[expression]`, such as a size or a duration. */
  readonly designator = this.RULE('designator', (): Expression => {
    const open = this.expect(0, kinds.LeftBracket, '`[`');
    if (!this.RECORDING_PHASE && open === undefined) return this.missing();
    const expression = this.SUBRULE(this.expression);
    this.close(1, kinds.RightBracket, open);
    return expression;
  });
}

/** The name reaches over dots; the rest of the line is free text. */
function annotationOfLine(token: IToken): Annotation {
  const [, name = '', rest = ''] = /^@([\p{L}\p{N}_.]+)(.*)$/u.exec(token.image) ?? [];
  const start = token.startOffset + 1;
  const span = spanOf(token);
  return {
    name: { text: name, span: { start, end: start + name.length } },
    arguments: [],
    text: rest.trim(),
    span,
  };
}
