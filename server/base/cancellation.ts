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

/** A token whose listeners hear of the cancellation at once. */
export interface ListenableToken extends CancellationToken {
  /** Calls `listener` once, now if the token was cancelled before; the result unsubscribes it. */
  onCancel(listener: () => void): () => void;
}

/** The side that cancels: hand out `token`, call `cancel`. */
export class CancellationSource {
  #requested = false;
  readonly #listeners = new Set<() => void>();

  readonly token: ListenableToken;

  constructor() {
    const isRequested = () => this.#requested;
    this.token = {
      get isCancellationRequested() {
        return isRequested();
      },
      onCancel: (listener) => this.#subscribe(listener),
    };
  }

  cancel(): void {
    if (this.#requested) return;
    this.#requested = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  #subscribe(listener: () => void): () => void {
    if (this.#requested) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
