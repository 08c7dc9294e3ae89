import { type Span, type Value, hasErrors } from '../../base/index.ts';
import type { ImportStatement, IncludeStatement, Name, Program } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { converted } from './expect.ts';
import type { Model, Symbol } from './model.ts';
import { isBuiltInInclude } from './scopes.ts';
import { closest } from './spelling.ts';
import { circuitValue, counted } from './types.ts';

/** The standard gate files that a program includes. */
export function builtInIncludes(program: Program): string[] {
  return program.statements.flatMap((statement) =>
    statement.kind === 'include' && isBuiltInInclude(statement.path.value) ? [statement.path.value] : [],
  );
}

/** The paths of all other files that a program needs, as written, each once. */
export function importedPaths(program: Program): string[] {
  const paths = program.statements.flatMap((statement) => {
    const isFile = statement.kind === 'import' || statement.kind === 'include';
    return isFile && statement.path.value !== '' && !isBuiltInInclude(statement.path.value)
      ? [statement.path.value]
      : [];
  });
  return [...new Set(paths)];
}

/** Puts what the imported and included files declare into the scope of this one. */
export function bringImports(a: Analysis): void {
  for (const statement of a.file.program.statements) {
    if (statement.kind === 'import') bringImport(a, statement);
    else if (statement.kind === 'include' && !isBuiltInInclude(statement.path.value))
      bringInclude(a, statement);
  }
}

function bringInclude(a: Analysis, node: IncludeStatement): void {
  const model = modelFor(a, node.path.value, node.path.span);
  if (model === undefined) a.importsUnknownNames = true;
  // The text stands as if it were written here, with all that it includes itself.
  else for (const symbol of model.scope.symbols.values()) bringNew(a, symbol, model);
}

function bringImport(a: Analysis, node: ImportStatement): void {
  const model = modelFor(a, node.path.value, node.path.span);
  if (model === undefined) return silenceNames(a, node);
  if (node.alias !== undefined) bringProgram(a, node, node.alias, model);
  else if (node.names !== undefined)
    for (const name of node.names) bringName(a, name, node.path.value, model);
  else bringAll(a, model);
}

/** Of a file that is missing nothing is known, so that its names are not reported again where they are used. */
function silenceNames(a: Analysis, node: ImportStatement): void {
  const names = node.alias === undefined ? (node.names ?? []) : [node.alias];
  for (const { text } of names) a.missing.add(text);
  if (names.length === 0) a.importsUnknownNames = true;
}

function modelFor(a: Analysis, path: string, span: Span): Model | undefined {
  if (path === '') return undefined;
  const cycle = a.file.cycles?.get(path);
  const model = a.imports.get(path);
  if (cycle !== undefined) a.report('QF6002', span, [cycle.map(shortName).join(' → ')]);
  else if (model === undefined) a.report('QF6001', span, [path]);
  else if (hasErrors(model.diagnostics)) reportErrors(a, path, span, model);
  return cycle === undefined ? model : undefined;
}

function shortName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

function reportErrors(a: Analysis, path: string, span: Span, model: Model): void {
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const related = [{ span: first.span, message: first.message, uri: model.uri }];
  a.report('QF6004', span, [path, counted(errors.length, 'error')], { related });
}

function bringProgram(a: Analysis, node: ImportStatement, alias: Name, model: Model): void {
  const hasMain = model.circuits.some(({ name, symbol }) => name === 'main' && symbol === undefined);
  if (!hasMain && !hasErrors(model.diagnostics)) a.report('QF6005', node.path.span, [node.path.value]);
  a.declare(declaredSymbol(a, 'program', circuitValue, node, alias), alias);
}

/** What an import gives to others: the declarations of its own top level, but not the registers of its program. */
function exportedSymbols(model: Model): Symbol[] {
  return [...model.scope.symbols.values()].filter(
    (symbol) =>
      'uri' in symbol &&
      symbol.uri === model.uri &&
      symbol.kind !== 'variable' &&
      symbol.kind !== 'qubits' &&
      symbol.kind !== 'alias' &&
      symbol.kind !== 'program' &&
      symbol.kind !== 'input',
  );
}

function bringAll(a: Analysis, model: Model): void {
  for (const symbol of exportedSymbols(model)) bringNew(a, symbol, model);
}

function bringNew(a: Analysis, symbol: Symbol, model: Model): void {
  if (!a.fileScope.symbols.has(symbol.name)) bring(a, symbol, model);
}

function bringName(a: Analysis, name: Name, path: string, model: Model): void {
  if (name.text === '') return;
  const exported = exportedSymbols(model);
  const symbol = exported.find((candidate) => candidate.name === name.text);
  if (symbol === undefined) {
    a.missing.add(name.text);
    const suggestion = closest(
      name.text,
      exported.map((candidate) => candidate.name),
    );
    a.report(
      'QF6003',
      name.span,
      [name.text, path],
      suggestion === undefined ? {} : didYouMean(suggestion, name.span),
    );
    return;
  }
  bring(a, symbol, model);
  a.refer(name, symbol);
}

function bring(a: Analysis, symbol: Symbol, model: Model): void {
  a.fileScope.symbols.set(symbol.name, symbol);
  a.unit.trace(a.phase).declared.push(symbol);
  const value = importedValue(symbol, model);
  if (value !== undefined) a.values.set(symbol, value);
}

/** A constant's value, from the file that declares it, which may be further away than the imported one. */
function importedValue(symbol: Symbol, model: Model): Value | undefined {
  if (symbol.kind !== 'constant' || symbol.node.initializer === undefined) return undefined;
  const owner = declaringModel(model, symbol.uri);
  const value = owner?.constantOf(symbol.node.initializer);
  return owner && converted(value, owner.typeOf(symbol.node.initializer), symbol.type);
}

function declaringModel(model: Model, uri: string): Model | undefined {
  if (model.uri === uri) return model;
  for (const inner of model.imports.values()) {
    const found = declaringModel(inner, uri);
    if (found !== undefined) return found;
  }
  return undefined;
}
