import type { Diagnostic } from '../base/index.ts';
import type { Model } from '../language/index.ts';

/** A diagnostic together with the file that it is about. */
export interface FileDiagnostic {
  readonly model: Model;
  readonly diagnostic: Diagnostic;
}

/** Why a task cannot go on: thrown where it is found, caught once for each task, told to the user with its place. */
export class TaskFailure extends Error {
  readonly diagnostics: readonly FileDiagnostic[];

  constructor(diagnostics: readonly FileDiagnostic[]) {
    super(diagnostics[0]?.diagnostic.message ?? 'the task failed');
    this.name = 'TaskFailure';
    this.diagnostics = diagnostics;
  }
}
