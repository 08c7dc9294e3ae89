import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

export type Log = (message: string) => void;

/**
 * Answers a request so that no fault of ours ends the server: it is logged, and the editor gets the empty answer.
 * A request that the editor cancelled meanwhile is refused as such, and its answer thrown away.
 */
export function guarded<Parameters, Answer>(
  name: string,
  log: Log,
  empty: Answer,
  answer: (parameters: Parameters, token: CancellationToken) => Promise<Answer>,
): (parameters: Parameters, token: CancellationToken) => Promise<Answer | ResponseError> {
  return async (parameters, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const found = await answer(parameters, token);
      return token.isCancellationRequested ? cancelled() : found;
    } catch (error) {
      log(`${name} failed: ${describe(error)}`);
      return empty;
    }
  };
}

/** Runs what answers nobody; a fault is logged. */
export async function attempted(name: string, log: Log, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    log(`${name} failed: ${describe(error)}`);
  }
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
