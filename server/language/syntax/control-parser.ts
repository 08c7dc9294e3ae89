import type { Diagnostic } from '../../base/index.ts';
import { DeclarationParser } from './declaration-parser.ts';
import type { ParserInput } from './recovering-parser.ts';
import type { Alternative, Bare } from './statement-parser.ts';
import * as kinds from './tokens.ts';
import { spanOf } from './lexer.ts';
import type { Block, Expression, JumpStatement, Program, Statement, TypeNode } from './tree.ts';

type Version = NonNullable<Program['version']>;
type Case = { readonly labels: readonly Expression[]; readonly body: Block };

/** What a whole text consists of. */
export interface ParsedText {
  readonly version: Version | undefined;
  readonly statements: readonly Statement[];
}

/** Statements that decide what runs, and the whole text. The grammar is complete with this class. */
export class QflowParser extends DeclarationParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /** Parses a whole text, or its beginning; the faults are in `diagnostics` afterwards. */
  parse(source: ParserInput): ParsedText {
    this.begin(source);
    return this.program();
  }

  /** Parses statements from the middle of a text. */
  parseStatements(source: ParserInput): readonly Statement[] {
    this.begin(source);
    return this.statements(undefined);
  }

  /** Whether the last parse ended where it was asked to. */
  get isComplete(): boolean {
    return this.source.end === undefined || this.LA(1).startOffset === this.source.end;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.faults;
  }

  protected override keywordAlternatives(): Alternative<Bare>[] {
    return [
      ...this.declarationAlternatives(),
      { ALT: () => this.SUBRULE(this.misplacedVersion) },
      { ALT: () => this.SUBRULE(this.box) },
      { ALT: () => this.SUBRULE(this.scope) },
      { ALT: () => this.SUBRULE(this.if) },
      { ALT: () => this.SUBRULE(this.for) },
      { ALT: () => this.SUBRULE(this.while) },
      { ALT: () => this.SUBRULE(this.switch) },
      { ALT: () => this.SUBRULE(this.jump) },
      { ALT: () => this.SUBRULE(this.return) },
    ];
  }

  readonly program = this.RULE('program', (): ParsedText => {
    const version = this.OPTION(() => this.SUBRULE(this.version));
    const statements = this.SUBRULE(this.statements, { ARGS: [undefined] });
    return { version, statements };
  });

  /** `OPENQASM 3.1;` */
  readonly version = this.RULE('version', (): Version => {
    const start = this.CONSUME(kinds.Version).startOffset;
    const number = this.expect(0, kinds.NumberToken, 'The number of the version');
    this.endStatement();
    return { text: number?.image ?? '', span: this.since(start) };
  });

  readonly misplacedVersion = this.RULE('misplacedVersion', (): Bare => {
    const { span } = this.SUBRULE(this.version);
    this.report('QF1017', span, ['The version stands once, in front of everything else.']);
    return { kind: 'error' };
  });

  readonly box = this.RULE('box', (): Bare => {
    this.CONSUME(kinds.Box);
    const duration = this.OPTION(() => this.SUBRULE(this.designator));
    const body = this.SUBRULE(this.block);
    return { kind: 'box', ...(duration === undefined ? {} : { duration }), body };
  });

  /** A block by itself. */
  readonly scope = this.RULE('scope', (): Bare => ({ kind: 'scope', body: this.SUBRULE(this.block) }));

  /** `(condition)` */
  readonly condition = this.RULE('condition', (): Expression => {
    const open = this.expect(0, kinds.LeftParenthesis, '`(`');
    const expression = this.SUBRULE(this.expression);
    if (this.RECORDING_PHASE || open !== undefined) this.close(1, kinds.RightParenthesis, open);
    return expression;
  });

  readonly if = this.RULE('if', (): Bare => {
    this.CONSUME(kinds.If);
    const condition = this.SUBRULE(this.condition);
    const then = this.SUBRULE1(this.body);
    const otherwise = this.OPTION(() => {
      this.CONSUME(kinds.Else);
      return this.SUBRULE2(this.body);
    });
    return { kind: 'if', condition, then, ...(otherwise === undefined ? {} : { otherwise }) };
  });

  readonly for = this.RULE('for', (): Bare => {
    this.CONSUME(kinds.For);
    const type = this.SUBRULE(this.loopType);
    const variable = this.SUBRULE(this.name, { ARGS: ['the loop variable'] });
    this.expect(0, kinds.In, '`in`');
    const iterable = this.SUBRULE(this.expression);
    const body = this.SUBRULE(this.body);
    return { kind: 'for', type, variable, iterable, body };
  });

  /** The type of a loop variable, which beginners leave out. */
  readonly loopType = this.RULE('loopType', (): TypeNode => {
    if (this.RECORDING_PHASE || !this.next(kinds.Identifier) || !this.nextButOne(kinds.In))
      return this.SUBRULE(this.type);
    const { start } = spanOf(this.LA(1));
    const fixes = [{ title: 'Insert `int`', edits: [{ span: { start, end: start }, text: 'int ' }] }];
    this.report('QF1020', spanOf(this.LA(1)), ['The type of the loop variable', this.placeInWords()], {
      fixes,
    });
    const { span } = this.missing();
    return { kind: 'type', name: { text: '', span }, span };
  });

  readonly while = this.RULE('while', (): Bare => {
    this.CONSUME(kinds.While);
    const condition = this.SUBRULE(this.condition);
    const body = this.SUBRULE(this.body);
    return { kind: 'while', condition, body };
  });

  readonly switch = this.RULE('switch', (): Bare => {
    this.CONSUME(kinds.Switch);
    const value = this.SUBRULE(this.condition);
    const open = this.expect(0, kinds.LeftBrace, '`{`');
    const cases: Case[] = [];
    this.MANY(() => cases.push(this.SUBRULE(this.case)));
    const otherwise = this.OPTION(() => {
      this.CONSUME(kinds.Default);
      return this.SUBRULE(this.block);
    });
    if (this.RECORDING_PHASE || open !== undefined) this.close(1, kinds.RightBrace, open);
    return { kind: 'switch', value, cases, ...(otherwise === undefined ? {} : { otherwise }) };
  });

  readonly case = this.RULE('case', (): Case => {
    this.CONSUME(kinds.Case);
    const labels = this.SUBRULE(this.labels);
    return { labels, body: this.SUBRULE(this.block) };
  });

  /** The values of a `case`, with commas between them. */
  readonly labels = this.RULE('labels', (): Expression[] => {
    const list = [this.SUBRULE1(this.expression)];
    this.MANY({
      GATE: () => !this.nextButOne(kinds.LeftBrace),
      DEF: () => {
        this.CONSUME1(kinds.Comma);
        list.push(this.SUBRULE2(this.expression));
      },
    });
    this.OPTION(() => this.CONSUME2(kinds.Comma));
    return list;
  });

  readonly jump = this.RULE('jump', (): Bare => {
    const kind = this.CONSUME(kinds.Jump).image;
    this.endStatement();
    return { kind: jumpKind(kind) };
  });

  readonly return = this.RULE('return', (): Bare => {
    this.CONSUME(kinds.Return);
    const value = this.OPTION(() => this.SUBRULE(this.value));
    this.endStatement();
    return { kind: 'return', ...(value === undefined ? {} : { value }) };
  });
}

function jumpKind(word: string): JumpStatement['kind'] {
  return word === 'break' || word === 'continue' ? word : 'end';
}
