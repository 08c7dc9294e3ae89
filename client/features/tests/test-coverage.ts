import * as vscode from 'vscode';
import type { CoveredPlace, FileCoverage } from '../../../server/protocol/index.ts';

type Declared = FileCoverage['declarations'][number];

/** What the tests of one test run reached together, by file and place. */
export class TestCoverage {
  readonly #files = new Map<string, Map<string, CoveredPlace | Declared>>();

  /** Adds what one test reached. */
  add(files: readonly FileCoverage[]): void {
    for (const { uri, statements, declarations } of files) {
      const places = this.#files.get(uri) ?? new Map<string, CoveredPlace | Declared>();
      this.#files.set(uri, places);
      for (const place of [...statements, ...declarations]) {
        const key = keyOf(place);
        places.set(key, { ...place, count: place.count + (places.get(key)?.count ?? 0) });
      }
    }
  }

  /** Hands the editor all files, each with its details at once: they are small. */
  tell(run: vscode.TestRun): void {
    for (const [uri, places] of this.#files) run.addCoverage(new KnownCoverage(uri, [...places.values()]));
  }
}

/** The coverage of a file with what the editor asks for when somebody looks at it. */
class KnownCoverage extends vscode.FileCoverage {
  readonly details: readonly vscode.FileCoverageDetail[];

  constructor(uri: string, places: readonly (CoveredPlace | Declared)[]) {
    const statements = places.filter((place) => !('name' in place));
    const declarations = places.filter((place) => 'name' in place);
    super(vscode.Uri.parse(uri), countOf(statements), undefined, countOf(declarations));
    this.details = [
      ...statements.map((place) => new vscode.StatementCoverage(place.count, rangeOf(place))),
      ...declarations.map((place) => new vscode.DeclarationCoverage(place.name, place.count, rangeOf(place))),
    ];
  }
}

/** Answers the editor's question for the lines of a file. */
export function detailsOf(coverage: vscode.FileCoverage): vscode.FileCoverageDetail[] {
  return coverage instanceof KnownCoverage ? [...coverage.details] : [];
}

function countOf(places: readonly CoveredPlace[]): vscode.TestCoverageCount {
  return new vscode.TestCoverageCount(places.filter(({ count }) => count > 0).length, places.length);
}

function keyOf(place: CoveredPlace | Declared): string {
  const { line, column, endLine, endColumn } = place;
  return `${'name' in place} ${line} ${column} ${endLine} ${endColumn}`;
}

function rangeOf({ line, column, endLine, endColumn }: CoveredPlace): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
