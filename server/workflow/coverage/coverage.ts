import { LineMap, type Span, type Value } from '../../base/index.ts';
import {
  type LoweringOptions,
  type Site,
  reachedStatements,
  traceCircuit,
  traceDefinition,
} from '../../circuit/index.ts';
import type { Model, Symbol } from '../../language/index.ts';
import type { CoveredPlace, FileCoverage } from '../../protocol/index.ts';
import type { CircuitUse } from '../run-value.ts';
import { type CoverableStatement, coverablesIn } from './coverable.ts';

type Inputs = Pick<LoweringOptions, 'inputs'>;

/** How large a circuit may become when it is unrolled statement by statement; of larger ones nothing is known. */
const limits = { instructions: 500_000, steps: 1_000_000 };

/** What a run reached of the files that it is made of. */
export class Coverage {
  /** How often each statement came up, by its file and its place. */
  readonly #counts = new Map<string, number>();
  readonly #undecided = new Set<string>();
  readonly #seen = new Set<string>();

  /** A circuit runs. */
  circuit({ model, name, arguments: values, made }: CircuitUse, inputs: Inputs): void {
    if (made !== undefined || this.#isKnown(model.uri, name, values, inputs)) return;
    const { value: traced } = traceCircuit(model, name, { ...inputs, arguments: values, limits });
    if (traced === undefined) return;
    const { reached, undecided } = reachedStatements(traced);
    for (const site of reached) this.#count(site);
    for (const site of undecided) this.#undecided.add(keyOf(site));
  }

  /** A function gives a value outside of circuits. */
  function(
    model: Model,
    symbol: Extract<Symbol, { kind: 'function' }>,
    values: readonly Value[],
    inputs: Inputs,
  ): void {
    if (this.#isKnown(symbol.uri, symbol.name, values, inputs)) return;
    for (const site of traceDefinition(model, symbol, values, { ...inputs, limits })) this.#count(site);
  }

  /** A step of a test or a workflow begins. */
  step({ uri }: Model, span: Span): void {
    this.#count({ uri, span });
  }

  /** What is known of a file and those that it imports, the standard library aside. */
  report(model: Model, library: string): readonly FileCoverage[] {
    return modelsOf(model)
      .filter(({ uri }) => !uri.startsWith(library))
      .map((file) => this.#ofFile(file));
  }

  #isKnown(...what: readonly unknown[]): boolean {
    const key = JSON.stringify(what, plain);
    const isKnown = this.#seen.has(key);
    this.#seen.add(key);
    return isKnown;
  }

  #count(site: Pick<Site, 'uri' | 'span'>): void {
    const key = keyOf(site);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  #ofFile({ uri, text, program, circuits }: Model): FileCoverage {
    const lines = new LineMap(text);
    const coverables = coverablesIn({ program, circuits });
    const countOf = (span: Span) => this.#counts.get(keyOf({ uri, span })) ?? 0;
    const isKnown = ({ span }: CoverableStatement) =>
      countOf(span) > 0 || !this.#undecided.has(keyOf({ uri, span }));
    return {
      uri,
      statements: coverables.flatMap(({ statements }) =>
        statements.filter(isKnown).map(({ span, shown }) => placeOf(lines, shown, countOf(span))),
      ),
      declarations: coverables.map(({ name, nameSpan, statements }) => ({
        name,
        ...placeOf(lines, nameSpan, Math.max(0, ...statements.map(({ span }) => countOf(span)))),
      })),
    };
  }
}

function placeOf(lines: LineMap, { start, end }: Span, count: number): CoveredPlace {
  const [first, last] = [lines.position(start), lines.position(end)];
  return {
    line: first.line + 1,
    column: first.column + 1,
    endLine: last.line + 1,
    endColumn: last.column + 1,
    count,
  };
}

function keyOf({ uri, span }: Pick<Site, 'uri' | 'span'>): string {
  return `${span.start} ${span.end} ${uri}`;
}

function modelsOf(model: Model, seen: Set<Model> = new Set()): readonly Model[] {
  if (seen.has(model)) return [];
  seen.add(model);
  return [model, ...[...model.imports.values()].flatMap((inner) => modelsOf(inner, seen))];
}

/** JSON has no whole numbers of any size and no tables. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Map ? [...value] : value;
}
