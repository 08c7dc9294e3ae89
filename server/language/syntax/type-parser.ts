import type { IToken, ParserMethod } from 'chevrotain';
import { NameParser, nameOf } from './name-parser.ts';
import * as kinds from './tokens.ts';
import type { Expression, TypeNode } from './tree.ts';

const sizeless: ReadonlySet<string> = new Set(['bool', 'duration', 'stretch', 'string']);

/** Types as they are written. */
export abstract class TypeParser extends NameParser {
  abstract readonly expression: ParserMethod<[], Expression>;

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
      this.ACTION(() => this.#checkBrackets(word, open, inner, width));
      const found = inner?.width ?? width;
      return found === undefined ? {} : { width: found };
    },
  );

  /** Some types have no size, and the parts of a complex number are floats. */
  #checkBrackets(
    word: string,
    open: IToken,
    inner: TypeNode | undefined,
    width: Expression | undefined,
  ): void {
    const place = this.since(open.startOffset);
    const written = `\`${this.source.text.slice(place.start, place.end)}\``;
    if (sizeless.has(word)) this.report('QF1001', place, [written, `a name, for ${word} has no size,`]);
    const isFloat = word !== 'complex' || (width === undefined && inner?.name.text === 'float');
    if (!isFloat) this.report('QF1001', place, [written, '`[float]` or `[float[64]]`']);
  }

  readonly arrayShape = this.RULE('arrayShape', () => {
    const element = this.SUBRULE(this.type);
    const dimensions: Expression[] = [];
    let dimensionCount: Expression | undefined;
    this.MANY({
      GATE: () => !this.nextButOne(kinds.RightBracket),
      DEF: () => {
        this.CONSUME1(kinds.Comma);
        const counted = this.OPTION1(() => this.SUBRULE(this.dimensionCount));
        if (counted !== undefined) dimensionCount = counted;
        if (counted === undefined || this.RECORDING_PHASE) dimensions.push(this.SUBRULE(this.expression));
      },
    });
    this.OPTION2(() => this.CONSUME2(kinds.Comma));
    return dimensionCount === undefined ? { element, dimensions } : { element, dimensions, dimensionCount };
  });

  /** `#dim = 2` */
  readonly dimensionCount = this.RULE('dimensionCount', (): Expression => {
    this.CONSUME(kinds.Dimension);
    this.expect(0, kinds.Equals, '`=`');
    return this.SUBRULE(this.expression);
  });
}
