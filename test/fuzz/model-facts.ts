import { atOnce } from '../../server/base/index.ts';
import * as ide from '../../server/language/ide/index.ts';
import type { Model } from '../../server/language/index.ts';

type Part = Readonly<Record<string, unknown>>;

/** Everything that a model tells of its file, as data that can be compared. */
export function factsOf(model: Model): object {
  return {
    program: model.program,
    diagnostics: model.diagnostics,
    scope: scopeFacts(model.scope),
    circuits: model.circuits.map(({ name, nameSpan }) => ({ name, nameSpan })),
    tests: model.tests.map(({ span }) => span),
    ...new NodeFacts(model).whole(),
  };
}

/** What the editor shows of a whole file, and how it is formatted. */
export function answersOf(model: Model): object {
  return {
    tokens: atOnce(ide.semanticTokens(model)),
    symbols: atOnce(ide.documentSymbols(model)),
    folding: atOnce(ide.foldingRanges(model)),
    formatted: ide.edited(model.text, atOnce(ide.formattingEdits(model))),
  };
}

function symbolFacts(symbol: object): object {
  const { kind, name, type, nameSpan, uri } = symbol as Part;
  return { kind, name, type, nameSpan, uri };
}

function scopeFacts({ span, symbols, children }: Model['scope']): object {
  const inner = children.toSorted(
    (one, other) => one.span.start - other.span.start || one.span.end - other.span.end,
  );
  const names = [...symbols].map(([name, symbol]) => [name, symbolFacts(symbol)]);
  return { span, names, children: inner.map(scopeFacts) };
}

/** Of each node and name its type, its value and what it stands for, with all places of that. */
class NodeFacts {
  readonly #model: Model;
  /** The number of each symbol that stands somewhere. */
  readonly #numbers = new Map<object, number>();
  readonly #symbols: object[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  whole(): object {
    const nodes = this.#of(this.#model.program.statements);
    return { nodes, symbols: this.#symbols };
  }

  #of(part: object): unknown[] {
    const own = 'span' in part ? [this.#factsOf(part)] : [];
    const below = Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
      key === 'span' || typeof value !== 'object' || value === null ? [] : this.#of(value),
    );
    return [...own, ...below];
  }

  #factsOf(node: object): object {
    const { span } = node as Part;
    const symbol = this.#model.symbolOf(node as Parameters<Model['symbolOf']>[0]);
    const stands = symbol && this.#numberOf(symbol);
    if (!('kind' in node)) return { span, stands };
    const expression = node as Parameters<Model['typeOf']>[0];
    return { span, stands, type: this.#model.typeOf(expression), value: this.#model.constantOf(expression) };
  }

  #numberOf(symbol: Parameters<Model['occurrences']>[0]): number {
    const known = this.#numbers.get(symbol);
    if (known !== undefined) return known;
    this.#symbols.push({ ...symbolFacts(symbol), places: this.#model.occurrences(symbol) });
    this.#numbers.set(symbol, this.#symbols.length - 1);
    return this.#symbols.length - 1;
  }
}
