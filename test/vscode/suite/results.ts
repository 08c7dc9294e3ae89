/** One test as it went inside the editor's extension host, for the process that started the editor. */
export interface SuiteResult {
  /** The titles of its suites, then its own. */
  readonly titles: readonly string[];
  readonly error?: { readonly message: string; readonly stack: string };
}

/** The result of a test that threw. */
export function failure(titles: readonly string[], error: unknown): SuiteResult {
  if (!(error instanceof Error)) return { titles, error: { message: String(error), stack: '' } };
  return { titles, error: { message: error.message, stack: error.stack ?? '' } };
}

/** Whether this is what the suites write: at least one result. */
export function isSuiteResults(value: unknown): value is readonly SuiteResult[] {
  return Array.isArray(value) && value.length > 0 && value.every((result) => Array.isArray(result.titles));
}
