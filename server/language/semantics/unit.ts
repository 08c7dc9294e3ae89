import type { Diagnostic } from '../../base/index.ts';
import { fitted } from '../syntax/argument-parser.ts';
import type { Fragment } from '../syntax/fragment.ts';
import type { Statement } from '../syntax/tree.ts';
import { type Gaps, gapsIn } from './gaps.ts';
import type { Reference, Symbol } from './model.ts';
import { PlacedDiagnostic } from './placed-diagnostic.ts';
import type { ScopeBuilder } from './scopes.ts';

/** What checking a statement did in one phase, beside what it noted about its own nodes and symbols. */
interface Trace {
  diagnostics: Diagnostic[];
  placed: readonly PlacedDiagnostic[] | undefined;
  /** What it put into the scope of the file. */
  declared: Symbol[];
  /** The scopes directly inside the file's. */
  scopes: ScopeBuilder[];
  /** Unknown names that it found at the top level of the file. */
  unknownNames: string[];
}

/** A statement of the top level with what checking it did, so that it need not be checked again for that. */
export class Unit {
  readonly statement: Statement | undefined;
  readonly gaps: Gaps;
  symbols: Symbol[] = [];
  references: Reference[] = [];
  /** How many diagnostics it has. */
  reports = 0;
  /** How often a similar name was looked for among all that are visible. */
  suggestions = 0;
  /** Whether its diagnostics hang on names that do not stand in it. */
  asksForOtherNames = false;
  /** Whether its diagnostics hang on there being text that may declare any name. */
  asksForUnknownNames = false;
  /** Whether it names something that leads back to it. */
  isCyclic = false;
  /** What is left to check once all names are declared. */
  deferred: (() => void) | undefined;
  #traces: (Trace | undefined)[] = [];

  constructor(statement?: Statement) {
    this.statement = statement;
    this.gaps = statement === undefined ? { hasUnknownNames: false, spans: [] } : gapsIn(statement);
  }

  trace(phase: number): Trace {
    return (this.#traces[phase] ??= {
      diagnostics: [],
      placed: undefined,
      declared: [],
      scopes: [],
      unknownNames: [],
    });
  }

  /** Whether checking it left anything behind in the file. */
  get left(): boolean {
    return this.#traces.length > 0;
  }

  /** What was done in a phase, if anything. */
  traceOf(phase: number): Trace | undefined {
    return this.#traces[phase];
  }

  /** Unknown names of the top level, which are reported once in the whole file. */
  get unknownNames(): readonly string[] {
    return this.#traces.flatMap((trace) => trace?.unknownNames ?? []);
  }

  /** The diagnostics of a phase, where their places are now. */
  diagnostics(phase: number): readonly Diagnostic[] {
    const trace = this.#traces[phase];
    return trace?.placed?.map((placed) => placed.diagnostic) ?? trace?.diagnostics ?? [];
  }

  /**
   * Ties the places of its diagnostics to the fragments that they lie in, and lets go of the room that its lists grew by:
   * a file has thousands of units.
   */
  place(fragments: readonly Fragment[]): void {
    this.symbols = fitted(this.symbols);
    this.references = fitted(this.references);
    this.#traces = this.#traces.map((trace) => trace && { ...trace, ...fittedLists(trace) });
    for (const trace of this.#traces)
      if (trace !== undefined && trace.diagnostics.length > 0)
        trace.placed ??= trace.diagnostics.map((diagnostic) => new PlacedDiagnostic(diagnostic, fragments));
  }
}

function fittedLists({ diagnostics, declared, scopes, unknownNames }: Trace) {
  return {
    diagnostics: fitted(diagnostics),
    declared: fitted(declared),
    scopes: fitted(scopes),
    unknownNames: [...new Set(unknownNames)],
  };
}
