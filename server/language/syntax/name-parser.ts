import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { spanOf } from './lexer.ts';
import { RecoveringParser } from './recovering-parser.ts';
import * as kinds from './tokens.ts';
import { vocabulary } from './tokens.ts';
import type { Name } from './tree.ts';

/** Names, and what is said where one is missing. */
export abstract class NameParser extends RecoveringParser {
  constructor() {
    super(vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations: false });
  }

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

  protected reportMissingValue(): void {
    this.report('QF1016', this.onNewLine ? this.endPlace() : spanOf(this.LA(1)), [this.placeInWords()]);
  }

  /** Whether a comma is the last one before a closing bracket. */
  protected nextButOne(kind: TokenType): boolean {
    return tokenMatcher(this.LA(2), kind);
  }
}

export function nameOf(token: IToken): Name {
  return { text: token.image, span: spanOf(token) };
}
