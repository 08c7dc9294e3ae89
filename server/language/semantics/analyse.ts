import type { Diagnostic, Span } from '../../base/index.ts';
import type { CircuitDeclaration, Program, Statement, TestDeclaration } from '../syntax/tree.ts';
import { checkAnnotations, withoutAllowed } from './annotations.ts';
import { Analysis, type Checks, type SourceFile } from './analysis.ts';
import { declareClassical, declareFunction, declareGate, declareParameters } from './declarations.ts';
import { declaredSymbol } from './declared-symbol.ts';
import { constantOf, typeOf } from './expect.ts';
import { checkExpression } from './expressions.ts';
import { bringImports, builtInIncludes } from './imports.ts';
import type { CircuitEntry, Model, Scope, Symbol, Type } from './model.ts';
import { checkNoise } from './noise.ts';
import { checkObservable } from './observables.ts';
import { checkStatement } from './statements.ts';
import { checkTargets } from './targets.ts';
import { resolveType } from './type-nodes.ts';
import { checkBackend } from './tasks.ts';
import { noiseValue } from './types.ts';
import { reportUnmetNoise } from './unmet-noise.ts';
import { reportUnreachable } from './unreachable.ts';
import { reportUnusedParameters, reportUnusedQubits } from './unused.ts';
import { checkTest, checkWorkflow } from './workflows.ts';

const checks: Checks = { expression: checkExpression, statement: checkStatement };

/**
 * Finds out what a program means and what is wrong with it. Never throws on what a user wrote.
 *
 * @param imports the models of the files that it imports or includes, by the path as written
 */
export function analyse(file: SourceFile, imports: ReadonlyMap<string, Model>): Model {
  const a = new Analysis(file, imports, builtInIncludes(file.program), checks);
  noteNames(a);
  bringImports(a);
  const { statements } = file.program;
  for (const statement of statements) declareOrdered(a, statement);
  const deferred = statements.flatMap((statement) => declareUnordered(a, statement));
  for (const statement of statements) if (isMain(statement)) checkStatement(a, statement);
  for (const check of deferred) check();
  checkAnnotations(a);
  reportUnusedQubits(a);
  reportUnusedParameters(a);
  reportUnreachable(a, statements);
  reportUnmetNoise(a);
  return modelOf(a);
}

/** Collects the names of the top level, and those that text which was not understood may have meant to declare. */
function noteNames(a: Analysis): void {
  for (const statement of a.file.program.statements) {
    if ('name' in statement && statement.kind !== 'gate-call' && statement.name.text !== '')
      a.fileNames.set(statement.name.text, statement.name);
  }
  a.file.program.statements.forEach((statement) => noteGaps(a, statement));
  a.damage.lines.forEach((line) => silenceWords(a, line));
}

function silenceWords(a: Analysis, span: Span): void {
  for (const [word] of a.textOf(span).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) a.silenced.add(word);
}

/** Text that is skipped may declare any of its words; a declaration without a name may declare any name at all. */
function noteGaps(a: Analysis, statement: Statement): void {
  if ('name' in statement && statement.kind !== 'gate-call' && statement.name.text === '')
    a.hasUnknownNames = true;
  switch (statement.kind) {
    case 'error':
    case 'unsupported':
      return silenceWords(a, statement.span);
    case 'circuit':
    case 'workflow':
    case 'test':
      return statement.body.statements.forEach((inner) => noteGaps(a, inner));
    case 'gate':
      if ([...statement.parameters, ...statement.qubits].some(({ text }) => text === ''))
        a.hasUnknownNames = true;
      return;
    case 'function':
      return statement.body?.statements.forEach((inner) => noteGaps(a, inner));
    default:
  }
}

/** Constants, inputs, gates and functions, which are known from their declaration on. */
function declareOrdered(a: Analysis, statement: Statement): void {
  switch (statement.kind) {
    case 'classical-declaration':
      if (!isMain(statement)) declareClassical(a, statement);
      return;
    case 'gate':
      return declareGate(a, statement);
    case 'function':
      return declareFunction(a, statement);
    default:
  }
}

/** Circuits, observables, noise, backends and workflows, which may stand in any order; what is inside is checked later. */
function declareUnordered(a: Analysis, node: Statement): (() => void)[] {
  switch (node.kind) {
    case 'circuit': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      a.declare(declaredSymbol(a, 'circuit', { kind: 'circuit', parameters }, node, node.name), node.name);
      return [() => checkCircuit(a, node, parameters)];
    }
    case 'observable': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      const symbol = declaredSymbol(a, 'observable', { kind: 'observable', parameters }, node, node.name);
      a.declare(symbol, node.name);
      return [() => checkObservable(a, symbol)];
    }
    case 'noise': {
      const symbol = declaredSymbol(a, 'noise', noiseValue, node, node.name);
      a.declare(symbol, node.name);
      return [() => checkNoise(a, symbol)];
    }
    case 'backend':
      a.declare(declaredSymbol(a, 'backend', { kind: 'backend' }, node, node.name), node.name);
      return [() => checkBackend(a, node)];
    case 'workflow': {
      const parameters = node.parameters.map(({ type }) => resolveType(a, type));
      a.declare(declaredSymbol(a, 'workflow', { kind: 'workflow' }, node, node.name), node.name);
      return [() => checkWorkflow(a, node, parameters)];
    }
    case 'test':
      checkTitle(a, node);
      return [() => checkTest(a, node)];
    case 'targets':
      return [() => checkTargets(a, node)];
    default:
      return [];
  }
}

/** Of tests with one title nobody could choose the second. */
function checkTitle(a: Analysis, { title }: TestDeclaration): void {
  const first = a.file.program.statements.find(
    (statement) => statement.kind === 'test' && statement.title.value === title.value,
  );
  if (first?.kind !== 'test' || first.title === title || title.value === '') return;
  const related = [{ span: first.title.span, message: 'The first one is here.' }];
  a.report('QF5037', title.span, [title.value], { related });
}

function checkCircuit(a: Analysis, node: CircuitDeclaration, parameters: readonly Type[]): void {
  a.within(node.span, 'circuit', () => {
    a.surrounded({ body: 'circuit', loops: 0, depth: 0, guards: 0 }, () => {
      declareParameters(a, node.parameters, parameters);
      a.checkBlock(node.body);
    });
  });
}

const declarationKinds: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'import',
  'include',
  'gate',
  'function',
  'circuit',
  'observable',
  'noise',
  'backend',
  'workflow',
  'task',
  'assert',
  'test',
  'targets',
  'pragma',
  'unsupported',
  'error',
]);

/** Whether a statement at the top level belongs to the implicit circuit `main`. */
function isMain(statement: Statement): boolean {
  if (statement.kind !== 'classical-declaration') return !declarationKinds.has(statement.kind);
  return statement.modifier !== 'const' && statement.modifier !== 'input';
}

// -------------------------------------------------------------------------------------------------------- the model

function modelOf(a: Analysis): Model {
  const declared = [...a.fileScope.symbols.values()].filter(
    (symbol) => 'uri' in symbol && symbol.uri === a.file.uri,
  );
  const { uri, text, program, syntaxDiagnostics } = a.file;
  const ofKind = <Kind extends Symbol['kind']>(kind: Kind) =>
    declared.filter((symbol): symbol is Extract<Symbol, { kind: Kind }> => symbol.kind === kind);
  return {
    uri,
    text,
    program,
    diagnostics: inOrder(withoutAllowed(program, [...syntaxDiagnostics, ...a.diagnostics])),
    scope: a.fileScope,
    circuits: circuitsOf(program, ofKind('circuit')),
    observables: ofKind('observable'),
    noises: ofKind('noise'),
    backends: ofKind('backend'),
    workflows: ofKind('workflow'),
    tests: program.statements.filter((statement) => statement.kind === 'test'),
    symbolOf: (node) => a.symbols.get(node),
    typeOf: (expression) => typeOf(a, expression),
    constantOf: (expression) => constantOf(a, expression),
    scopeAt: (offset) => innermost(a.fileScope, offset),
    occurrences: (symbol) => occurrencesOf(a, symbol),
    imports: a.imports,
  };
}

function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function circuitsOf(
  program: Program,
  declared: readonly Extract<Symbol, { kind: 'circuit' }>[],
): CircuitEntry[] {
  const entries = declared.map((symbol): CircuitEntry => ({
    name: symbol.name,
    node: symbol.node,
    symbol,
    nameSpan: symbol.nameSpan,
  }));
  const first = program.statements.find(isMain);
  if (first !== undefined) entries.push({ name: 'main', node: program, nameSpan: first.span });
  return entries.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function innermost(scope: Scope, offset: number): Scope {
  const inner = scope.children.find(({ span }) => span.start <= offset && offset <= span.end);
  return inner === undefined ? scope : innermost(inner, offset);
}

function occurrencesOf(a: Analysis, symbol: Symbol): readonly Span[] {
  return [...(a.occurrences.get(symbol) ?? [])].sort((one, other) => one.start - other.start);
}
