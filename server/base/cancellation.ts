/** Asked by long work where it yields; structurally the same as the editor's and the language server's own tokens. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** A token that is never cancelled. */
export const neverCancelled: CancellationToken = Object.freeze({ isCancellationRequested: false });

/** Thrown by {@link throwIfCancelled}; the one error that means "the user no longer wants this". */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** @throws {Cancelled} when the token asks for it. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new Cancelled();
}
