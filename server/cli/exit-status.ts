/** What the command line's exit status says; the numbers never change. */
export const exitStatus = {
  done: 0,
  /** The program has errors, or a run, check or test failed. */
  failed: 1,
  usage: 2,
  cancelled: 3,
  /** Nothing is wrong with the input; trying again later may work (sysexits' EX_TEMPFAIL). */
  tryAgain: 75,
} as const;

/** The command line was used wrongly; the message says how it is used. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** The command line is right, and the records or files do not have what it asks for: how it is used is no help then. */
export class NothingThere extends UsageError {
  constructor(message: string) {
    super(message);
    this.name = 'NothingThere';
  }
}
