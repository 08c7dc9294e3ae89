/** What a web worker of the language server or the run host is told before all else. */
export interface Introduction {
  /** The URI of the folder of the standard library, with a slash at its end. */
  readonly library: string;
  /** The address of the worker that it starts in turn: the validator's, or the simulator's. */
  readonly worker: string;
}
