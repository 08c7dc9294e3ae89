import { type Diagnostic, type Steps, atOnce } from '../../base/index.ts';
import type { FragmentChange } from '../syntax/edited-text.ts';
import type { Fragment } from '../syntax/fragment.ts';
import type { Statement } from '../syntax/tree.ts';
import { Analysis, type Checks, type SourceFile, maximumSuggestions } from './analysis.ts';
import { Concern } from './concern.ts';
import { checkExpression } from './expressions.ts';
import { forget } from './forget.ts';
import { bringImports, builtInIncludes } from './imports.ts';
import type { Model } from './model.ts';
import { modelOf } from './model-of.ts';
import { noteNames } from './names-of-file.ts';
import { phases } from './phases.ts';
import { checkStatement } from './statements.ts';
import { Unit } from './unit.ts';
import { reportUnreachable } from './unreachable.ts';
import { reportUnusedParameters, reportUnusedQubits } from './unused.ts';

const checks: Checks = { expression: checkExpression, statement: checkStatement };

/** More faults of syntax than these are not listed, so that nothing is known of the lines behind them. */
const listedFaults = 1000;

/** How often an edit may turn out to concern more than was thought, before everything is checked. */
const rounds = 4;

/**
 * What is known of a file, kept from one edit to the next. After an edit only the statements of the top level that it
 * touches are checked again, and those that name what these declare; of the others it is known what checking them
 * did. What it finds equals what a check of everything finds, always.
 *
 * The nodes of the tree move with the text: of two models of one file only the later one is of use.
 */
export class FileAnalysis {
  #analysis: Analysis | undefined;
  #imports = new Unit();

  /**
   * Rests only where everything is checked, during which nothing of an earlier model changes.
   *
   * @param change what an edit did to the text since the last call; without it everything is checked
   */
  *check(file: SourceFile, imports: ReadonlyMap<string, Model>, change?: FragmentChange): Steps<Model> {
    const a = this.#analysis;
    const isEdit = a !== undefined && change !== undefined && isContinued(a, file, imports, change);
    return (isEdit ? this.#recheck(a, file, change) : undefined) ?? (yield* this.#checkAll(file, imports));
  }

  *#checkAll(file: SourceFile, imports: ReadonlyMap<string, Model>): Steps<Model> {
    const a = new Analysis(file, imports, builtInIncludes(file.program), checks);
    this.#analysis = a;
    this.#imports = new Unit();
    for (const statement of file.program.statements) a.units.set(statement, new Unit(statement));
    a.unit = this.#imports;
    bringImports(a);
    noteNames(a);
    return yield* this.#finish(a, new Set(a.units.values()));
  }

  /** Checks what an edit concerns; nothing where that is most of the file, or where it cannot be told. */
  #recheck(a: Analysis, file: SourceFile, { removed, added }: FragmentChange): Model | undefined {
    const concern = new Concern(a, removed, added);
    forget(a, unitsIn(a, removed));
    takeUnits(a, file, removed);
    for (let round = 0; round < rounds; round++) {
      a.restart(file);
      noteNames(a);
      const fragments = concern.fragments(file.fragments ?? []);
      if (fragments === undefined) return undefined;
      const fresh = renew(a, fragments);
      a.phase = 0;
      a.replay(this.#imports);
      const model = atOnce(this.#finish(a, fresh));
      if (!isWhollyKnown(a)) return undefined;
      if (!concern.grows(fresh)) return model;
    }
    return undefined;
  }

  /** Checks these statements; of the others it is known what that does. */
  *#finish(a: Analysis, fresh: ReadonlySet<Unit>): Steps<Model> {
    const units = [...a.units.values()];
    const involved = units.filter((unit) => fresh.has(unit) || unit.left);
    for (const [index, check] of phases.entries()) {
      a.phase = index + 1;
      for (const unit of involved) {
        a.unit = unit;
        if (!fresh.has(unit)) a.replay(unit);
        else if (unit.statement !== undefined) check(a, unit.statement, unit);
        yield;
      }
    }
    const whole = new Unit();
    checkWhole(a, whole);
    if (a.file.fragments !== undefined)
      for (const unit of [this.#imports, ...fresh]) unit.place(a.file.fragments);
    return modelOf(a, diagnosticsOf([this.#imports, ...units, whole]), this.#imports.references);
  }
}

/** Whether what is known of a file can be of use for its present text. */
function isContinued(
  a: Analysis,
  file: SourceFile,
  imports: ReadonlyMap<string, Model>,
  { removed, added }: FragmentChange,
): boolean {
  const isSameProgram = a.file.program.dialect === file.program.dialect;
  const isListed = [a.file, file].every(({ syntaxDiagnostics }) => syntaxDiagnostics.length <= listedFaults);
  const brings = [...removed, ...added].some(({ statements }) =>
    statements.some(({ kind }) => kind === 'import' || kind === 'include'),
  );
  return (
    isSameProgram &&
    isListed &&
    !brings &&
    isWhollyKnown(a) &&
    isSame(a.imports, imports) &&
    isSameWay(a.file, file) &&
    a.file.looks?.key === file.looks?.key
  );
}

function isSame(one: ReadonlyMap<string, Model>, other: ReadonlyMap<string, Model>): boolean {
  return one.size === other.size && [...one].every(([path, model]) => other.get(path) === model);
}

/** Whether the imports that lead back to a file are the same. */
function isSameWay(one: SourceFile, other: SourceFile): boolean {
  return JSON.stringify([...(one.cycles ?? [])]) === JSON.stringify([...(other.cycles ?? [])]);
}

/** Whether nothing was left out or said once for the whole file. */
function isWhollyKnown(a: Analysis): boolean {
  let suggestions = 0;
  for (const unit of a.units.values()) suggestions += unit.suggestions;
  return !a.isIncludeReported && suggestions <= maximumSuggestions;
}

function unitsIn(a: Analysis, fragments: Iterable<Fragment>): Unit[] {
  return [...fragments].flatMap(({ statements }) =>
    statements.flatMap((statement) => a.units.get(statement) ?? []),
  );
}

/** Gives the statements of the present text their units, in its order. */
function takeUnits(a: Analysis, file: SourceFile, removed: readonly Fragment[]): void {
  for (const { statements } of removed) for (const statement of statements) a.units.delete(statement);
  const known = a.units;
  a.units = new Map();
  for (const statement of file.program.statements)
    a.units.set(statement, known.get(statement) ?? new Unit(statement));
}

/** Forgets what is known of the statements of fragments. */
function renew(a: Analysis, fragments: Iterable<Fragment>): ReadonlySet<Unit> {
  const units = unitsIn(a, fragments);
  forget(a, units);
  const fresh = units.flatMap(({ statement }) => (statement === undefined ? [] : [new Unit(statement)]));
  for (const unit of fresh) a.units.set(unit.statement as Statement, unit);
  return new Set(fresh);
}

/** What concerns all statements together, and is quick. */
function checkWhole(a: Analysis, unit: Unit): void {
  a.unit = unit;
  reportUnusedQubits(a);
  reportUnusedParameters(a);
  reportUnreachable(a, a.file.program.statements);
}

/** In the order in which they were found. */
function diagnosticsOf(units: readonly Unit[]): readonly Diagnostic[] {
  const reporting = units.filter(({ reports }) => reports > 0);
  return Array.from({ length: phases.length + 1 }, (_, phase) =>
    reporting.flatMap((unit) => unit.diagnostics(phase)),
  ).flat();
}
