/** A stretch of a file: lines from 1, columns from 1 in UTF-16 units. */
export interface CoveredPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** How often it came up: once for each round and call that leads there, in every circuit that ran. */
  readonly count: number;
}

/** What a run reached of one file. */
export interface FileCoverage {
  readonly uri: string;
  readonly statements: readonly CoveredPlace[];
  /** Circuits, gates, functions and tests; the place is that of the name. */
  readonly declarations: readonly (CoveredPlace & { readonly name: string })[];
}
