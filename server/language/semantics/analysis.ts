import type { Diagnostic, Fix, RelatedPlace, Span, Value } from '../../base/index.ts';
import { type DiagnosticCode, type DiagnosticDetails, catalogue, diagnose } from '../../library/index.ts';
import type {
  BinaryExpression,
  Block,
  Expression,
  ForStatement,
  Identifier,
  Name,
  Program,
  Statement,
  TestDeclaration,
} from '../syntax/tree.ts';
import type { Fragment } from '../syntax/fragment.ts';
import { Damage } from './damage.ts';
import type { Model, Symbol, Type } from './model.ts';
import type { FileLooks } from './named-files.ts';
import { type PauliSum, isPauliName } from './pauli-sums.ts';
import type { Segment } from './qubits.ts';
import {
  type Region,
  ScopeBuilder,
  libraryScope,
  lookUp,
  standardGate,
  includeOf,
  visibleSymbols,
} from './scopes.ts';
import { closest } from './spelling.ts';
import { symbolText, unknown } from './types.ts';
import { Unit } from './unit.ts';

/** A file to analyse, as it was parsed. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly program: Program;
  readonly syntaxDiagnostics: readonly Diagnostic[];
  /** The text cut up, with all statements of the program; only needed where it will be edited. */
  readonly fragments?: readonly Fragment[];
  /** Imports that would lead back to this file, by the path as written: the files on the way round. */
  readonly cycles?: ReadonlyMap<string, readonly string[]>;
  /** What is known of the files that calls of the program name. */
  readonly looks?: FileLooks;
}

/** The values that an integer takes in a loop over a constant range, all of which it does take. */
export interface Interval {
  readonly minimum: number;
  readonly maximum: number;
  /** The loop variables that it depends on. */
  readonly variables: readonly Symbol[];
}

/** What stands around the statement that is being checked. */
export interface Surroundings {
  readonly body: 'main' | Exclude<Region, 'library' | 'file' | 'block'>;
  /** The gate or function whose body this is. */
  readonly owner?: Symbol;
  readonly result?: Type;
  readonly loops: number;
  /** Blocks around it, within its body. */
  readonly depth: number;
  /** Conditions around it: what they guard may never run. */
  readonly guards: number;
  /** In a workflow or test, the loops around it, outermost first. */
  readonly fans?: readonly ForStatement[];
}

type Parameters<Code extends DiagnosticCode> = Readonly<
  globalThis.Parameters<(typeof catalogue)[Code]['message']>
>;

/** Suggestions cost time; a text full of unknown names is no misspelling of anything. */
export const maximumSuggestions = 200;

/** The two checks that all others lead back to, handed in so that each of them may stand in a file of its own. */
export interface Checks {
  readonly expression: (a: Analysis, expression: Expression, expected?: Type) => Type;
  readonly statement: (a: Analysis, statement: Statement) => void;
}

/** Beyond this, nobody wrote the expression, and the stack is worth more than its type. */
const maximumNesting = 400;

/** Everything that is found out about one file while it is checked, and checked again after edits. */
export class Analysis {
  file: SourceFile;
  readonly imports: ReadonlyMap<string, Model>;
  /** The statement of the top level that is being checked, and in which phase. */
  unit = new Unit();
  phase = 0;
  units = new Map<Statement, Unit>();
  readonly symbols = new Map<Identifier | Name, Symbol>();
  readonly types = new Map<Expression, Type>();
  readonly constants = new Map<Expression, Value>();
  readonly occurrences = new Map<Symbol, Span[]>();
  /** Quotients of whole numbers that stand where only a real number makes sense. */
  readonly realQuotients = new Set<BinaryExpression>();
  /** Values of `const` declarations, imported ones included. */
  readonly values = new Map<Symbol, Value>();
  /** The qubits behind each alias. */
  readonly aliases = new Map<Symbol, readonly Segment[]>();
  readonly intervals = new Map<Symbol, Interval & { readonly guards: number }>();
  /** The number of qubits that each observable needs, where it is known. */
  readonly observableWidths = new Map<Symbol, number>();
  readonly observableStates = new Map<Symbol, 'in progress' | 'done'>();
  readonly noiseStates = new Map<Symbol, 'in progress' | 'done'>();
  readonly expandedObservables = new Map<Symbol, PauliSum>();
  /** The loops that each task of a workflow stands in, outermost first. */
  readonly taskLoops = new Map<Symbol, readonly ForStatement[]>();
  damage: Damage;
  /** Names that a missing file should have brought: they stand for nothing, even where the library has them. */
  readonly missing = new Set<string>();
  /** Names that text which could not be understood may have declared; never reported as unknown. */
  readonly silenced = new Set<string>();
  /** Set when a file is missing that may have declared any name. */
  importsUnknownNames = false;
  /** The same, or that a declaration of this file lacks its name. */
  hasUnknownNames = false;
  /** Every name that the top level declares, to tell a late declaration from none. */
  readonly fileNames = new Map<string, Name>();
  /** The first test of each title. */
  readonly titles = new Map<string, TestDeclaration>();
  readonly fileScope: ScopeBuilder;
  scope: ScopeBuilder;
  surroundings: Surroundings = { body: 'main', loops: 0, depth: 0, guards: 0 };
  readonly #checks: Checks;
  /** How deep the expression in hand is nested. */
  #nesting = 0;
  #suggestions = 0;
  /** Whether it was said that the standard gates need their include. */
  isIncludeReported = false;
  /** Names that were reported in each body: what is forgotten once is said once. */
  #reported = new WeakMap<ScopeBuilder, Set<string>>();

  constructor(
    file: SourceFile,
    imports: ReadonlyMap<string, Model>,
    builtInIncludes: readonly string[],
    checks: Checks,
  ) {
    this.#checks = checks;
    this.file = file;
    this.damage = new Damage(file.text, file.syntaxDiagnostics);
    this.imports = imports;
    const library = libraryScope(file.program.dialect, builtInIncludes);
    this.fileScope = new ScopeBuilder({ start: 0, end: file.text.length }, 'file', library);
    this.scope = this.fileScope;
  }

  /** Takes the file as it is now, with its scope empty. */
  restart(file: SourceFile): void {
    this.file = file;
    this.damage = new Damage(file.text, file.syntaxDiagnostics);
    this.fileScope.clear({ start: 0, end: file.text.length });
    this.#reported.delete(this.fileScope);
    this.#suggestions = 0;
    this.silenced.clear();
    this.fileNames.clear();
    this.titles.clear();
  }

  /** Does again what a statement did to the file's scope in the present phase. */
  replay(unit: Unit): void {
    const trace = unit.traceOf(this.phase);
    if (trace === undefined) return;
    for (const symbol of trace.declared) this.fileScope.symbols.set(symbol.name, symbol);
    this.fileScope.children.push(...trace.scopes);
    if (trace.unknownNames.length === 0) return;
    const reported = this.#reportedIn(this.fileScope);
    for (const name of trace.unknownNames) reported.add(name);
  }

  /** Checks a part of another statement of the top level than the one in hand, if it is still to be checked. */
  elsewhere(statement: Statement, check: () => void): void {
    const [unit, scope] = [this.unit, this.scope];
    this.unit = this.units.get(statement) ?? unit;
    this.scope = this.fileScope;
    check();
    this.unit = unit;
    this.scope = scope;
  }

  get isOpenQasm2(): boolean {
    return this.file.program.dialect === 'openqasm2';
  }

  textOf({ start, end }: Span): string {
    return this.file.text.slice(start, end);
  }

  report<Code extends DiagnosticCode>(
    code: Code,
    span: Span,
    parameters: Parameters<Code>,
    details: DiagnosticDetails = {},
  ): void {
    if (this.damage.touches(span)) return;
    this.unit.reports++;
    this.unit
      .trace(this.phase)
      .diagnostics.push(
        diagnose(
          code,
          span,
          parameters as globalThis.Parameters<(typeof catalogue)[Code]['message']>,
          details,
        ),
      );
  }

  /**
   * The type of an expression, after saying what is wrong with it; what is found out is noted on the way. `expected`
   * is the type that the place needs: it gives lists, sets and bit strings their meaning.
   */
  check(expression: Expression, expected?: Type): Type {
    if (this.#nesting >= maximumNesting) return unknown;
    this.#nesting++;
    const type = this.#checks.expression(this, expression, expected);
    this.#nesting--;
    return type;
  }

  /** Checks the statements of a block in the present scope. */
  checkBlock(block: Block): void {
    for (const statement of block.statements) this.#checks.statement(this, statement);
  }

  // ------------------------------------------------------------------------------------------------------- scopes

  /** Runs `check` in a new scope inside the present one. */
  within(span: Span, region: Region, check: () => void): void {
    const outer = this.scope;
    this.scope = new ScopeBuilder(span, region, outer);
    if (outer === this.fileScope) this.unit.trace(this.phase).scopes.push(this.scope);
    check();
    this.scope = outer;
  }

  /** Runs `check` with other surroundings. */
  surrounded(change: Partial<Surroundings>, check: () => void): void {
    const outer = this.surroundings;
    this.surroundings = { ...outer, ...change };
    check();
    this.surroundings = outer;
  }

  /** Puts a symbol into the present scope; of two declarations the later one in the text is at fault. */
  declare(symbol: Symbol, name: Name): void {
    if (name.text === '') return;
    this.refer(name, symbol);
    this.unit.symbols.push(symbol);
    const earlier = this.scope.symbols.get(name.text);
    if (earlier !== undefined) return this.#reportDuplicate(name, earlier);
    this.#reportShadowing(name, symbol);
    this.scope.symbols.set(name.text, symbol);
    if (this.scope === this.fileScope) this.unit.trace(this.phase).declared.push(symbol);
  }

  /** A name of this file that the new one hides from here on. */
  #reportShadowing(name: Name, symbol: Symbol): void {
    const outer = this.scope.parent && lookUp(this.scope.parent, name.text);
    if (outer === undefined || outer.hiddenFrom !== undefined || !('uri' in outer.symbol)) return;
    const place = placeOf(outer.symbol, this.file.uri);
    if (outer.symbol.uri !== this.file.uri || place === undefined || symbol.kind === 'qubit-parameter')
      return;
    this.report('QF2024', name.span, [name.text], { related: [place] });
  }

  #reportDuplicate(name: Name, earlier: Symbol): void {
    const place = placeOf(earlier, this.file.uri);
    const isLater = place === undefined || place.uri !== undefined || place.span.start <= name.span.start;
    const [at, other] = isLater ? [name.span, place] : [place.span, { ...place, span: name.span }];
    const free = this.#freeName(name.text);
    this.report('QF2002', at, [name.text], {
      ...(other === undefined ? {} : { related: [other] }),
      fixes: [{ title: `Name it ${free}`, edits: [{ span: at, text: free }] }],
    });
  }

  /** The name with the first number behind it that makes it new. */
  #freeName(name: string): string {
    this.unit.asksForOtherNames = true;
    for (let count = 2; ; count++) {
      const free = `${name}_${count}`;
      if (lookUp(this.scope, free) === undefined && !this.fileNames.has(free)) return free;
    }
  }

  // -------------------------------------------------------------------------------------------------------- names

  /** Notes that `node` stands for `symbol`. */
  refer(node: Identifier | Name, symbol: Symbol): void {
    this.symbols.set(node, symbol);
    this.unit.references.push({ symbol, span: node.span });
    const spans = this.occurrences.get(symbol);
    if (spans === undefined) this.occurrences.set(symbol, [node.span]);
    else spans.push(node.span);
  }

  /** The symbol that a written name stands for, or nothing after saying what is wrong with it. */
  resolve(node: Identifier | Name, wanted: (symbol: Symbol) => boolean = anySymbol): Symbol | undefined {
    const name = 'name' in node ? node.name : node.text;
    if (name === '') return undefined;
    const found = lookUp(this.scope, name);
    if (found === undefined) {
      this.#reportUnknown(name, node.span, wanted);
      return undefined;
    }
    const { symbol, hiddenFrom } = found;
    if (!('node' in symbol) && this.missing.has(name)) return undefined;
    this.refer(node, symbol);
    if (hiddenFrom !== undefined) {
      this.#reportHidden(name, node.span, symbol, hiddenFrom);
      return undefined;
    }
    if (this.#isTooEarly(symbol, node.span))
      this.#reportTooEarly(name, node.span, placeOf(symbol, this.file.uri));
    return symbol;
  }

  /** Whether a callee is a function: of the library, or a `def` of the file. */
  callsFunction({ name }: Identifier): boolean {
    const symbol = lookUp(this.scope, name)?.symbol;
    if (symbol?.kind !== 'standard-call') return symbol?.kind === 'function';
    return ['function', 'list', 'check'].includes(symbol.call.group);
  }

  /** Whether the body in hand has not heard of this name yet. */
  #isFirst(name: string): boolean {
    let body = this.scope;
    while (body.region === 'block' && body.parent !== undefined) body = body.parent;
    const names = this.#reportedIn(body);
    if (body === this.fileScope) this.unit.trace(this.phase).unknownNames.push(name);
    return !names.has(name) && names.add(name) !== undefined;
  }

  #reportedIn(body: ScopeBuilder): Set<string> {
    const known = this.#reported.get(body) ?? new Set();
    this.#reported.set(body, known);
    return known;
  }

  #reportHidden(name: string, span: Span, symbol: Symbol, region: Region): void {
    if (!this.#isFirst(name)) return;
    const place = placeOf(symbol, this.file.uri);
    const text = region === 'function' ? 'a def' : `a ${region}`;
    this.report('QF2005', span, [name, text], place === undefined ? {} : { related: [place] });
  }

  /** Whether a symbol of the file is used by a statement above its declaration, where the order matters. */
  #isTooEarly(symbol: Symbol, span: Span): boolean {
    if (!('node' in symbol) || symbol.uri !== this.file.uri || span.start >= symbol.nameSpan.start)
      return false;
    const isOrdered = symbol.kind === 'constant' || symbol.kind === 'input' || isCallableInCircuit(symbol);
    const inOrder = this.surroundings.body === 'main' || this.surroundings.body === 'gate';
    return isOrdered && inOrder && this.fileScope.symbols.get(symbol.name) === symbol;
  }

  #reportTooEarly(name: string, span: Span, place: RelatedPlace | undefined): void {
    this.report('QF2003', span, [name], place === undefined ? {} : { related: [place] });
  }

  #reportUnknown(name: string, span: Span, wanted: (symbol: Symbol) => boolean): void {
    this.unit.asksForUnknownNames = true;
    if (this.hasUnknownNames || this.silenced.has(name) || this.missing.has(name)) return;
    const declared = this.fileNames.get(name);
    if (declared !== undefined) return this.#reportOther(name, span, declared.span);
    if (isPauliName(name) && this.surroundings.body === 'workflow') return this.#reportPauli(name, span);
    const suggestion = this.#suggest(name, wanted);
    if (suggestion !== undefined) this.report('QF2001', span, [name], didYouMean(suggestion, span));
    else if (this.#isFirst(name)) this.report('QF2001', span, [name]);
  }

  /** An operator stands in the declaration of an observable, which calls and expressions name. */
  #reportPauli(name: string, span: Span): void {
    const help = `Declare an observable, such as observable name = ${name === 'I' ? name : `${name}[0]`};, and write its name here.`;
    if (this.#isFirst(name)) this.report('QF2001', span, [name], { help });
  }

  /** A name of the top level that does not exist yet while constants, gates and functions are checked. */
  #reportOther(name: string, span: Span, declaration: Span): void {
    if (!this.#isFirst(name)) return;
    const place = { span: declaration, message: `${name} is declared here.` };
    const { body } = this.surroundings;
    if (declaration.start > span.start) this.#reportTooEarly(name, span, place);
    else if (body === 'main') this.report('QF2013', span, [name], { related: [place] });
    else
      this.report('QF2005', span, [name, body === 'function' ? 'a def' : `a ${body}`], { related: [place] });
  }

  #suggest(name: string, wanted: (symbol: Symbol) => boolean): string | undefined {
    this.unit.suggestions++;
    this.unit.asksForOtherNames = true;
    if (this.#suggestions++ > maximumSuggestions) return undefined;
    const visible = visibleSymbols(this.scope);
    const fitting = visible.filter(wanted).map((symbol) => symbol.name);
    return (
      closest(name, fitting) ??
      closest(
        name,
        visible.map((symbol) => symbol.name),
      )
    );
  }

  /** A gate of the table that this OpenQASM file may not use for want of an include, which is said once. */
  resolveForgotten(node: Name): Symbol | undefined {
    const { dialect, version } = this.file.program;
    const isKnown = dialect === 'qflow' || lookUp(this.scope, node.text) !== undefined;
    const symbol = isKnown || this.fileNames.has(node.text) ? undefined : standardGate(node.text);
    if (symbol === undefined) return undefined;
    this.refer(node, symbol);
    if (this.isIncludeReported || this.silenced.has(node.text)) return symbol;
    this.isIncludeReported = true;
    const include = includeOf(node.text, dialect);
    this.report('QF2007', node.span, [node.text, include], {
      fixes: [includeFix(include, version?.span.end ?? 0, version !== undefined, this.file.text)],
    });
    return symbol;
  }

  /** Says that a name is of another kind than the place needs. */
  reportKind(node: Identifier | Name, symbol: Symbol, wanted: string): void {
    const name = 'name' in node ? node.name : node.text;
    this.unit.asksForUnknownNames = true;
    // Text that was not understood may have meant to declare it as what is wanted here.
    if (this.hasUnknownNames || this.silenced.has(name)) return;
    const place = placeOf(symbol, this.file.uri);
    this.report(
      'QF2004',
      node.span,
      [name, symbolText(symbol), wanted],
      place === undefined ? {} : { related: [place] },
    );
  }
}

function anySymbol(): boolean {
  return true;
}

function isCallableInCircuit(symbol: Symbol): boolean {
  return symbol.kind === 'gate' || symbol.kind === 'function';
}

/** Where a symbol is declared, for the related places of a diagnostic. */
export function placeOf(symbol: Symbol, uri: string): RelatedPlace | undefined {
  if (!('node' in symbol)) return undefined;
  const message = `${symbol.name} is declared here.`;
  return symbol.uri === uri
    ? { span: symbol.nameSpan, message }
    : { span: symbol.nameSpan, message, uri: symbol.uri };
}

/** Help and quick fix for a misspelt word. */
export function didYouMean(suggestion: string, span: Span): DiagnosticDetails {
  return {
    help: `Did you mean ${suggestion}?`,
    fixes: [{ title: `Change to ${suggestion}`, edits: [{ span, text: suggestion }] }],
  };
}

/** Inserts the include behind the version line, or at the top. */
function includeFix(include: string, versionEnd: number, hasVersion: boolean, text: string): Fix {
  const semicolon = hasVersion ? text.indexOf(';', Math.max(0, versionEnd - 1)) : -1;
  const offset = semicolon < 0 ? 0 : semicolon + 1;
  const line = `include "${include}";`;
  const insertion = offset === 0 ? `${line}\n` : `\n${line}`;
  return {
    title: `Add ${line}`,
    edits: [{ span: { start: offset, end: offset }, text: insertion }],
  };
}
