import type { Span } from '../../base/index.ts';
import type { Refusal } from '../simulator.ts';

/** Ends a run inside the engine, which turns it into its refusal; it never leaves the simulator. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(kind: Refusal['kind'], message: string, help: string, span?: Span) {
    super(message);
    this.refusal = { kind, message, help, ...(span === undefined ? {} : { span }) };
  }
}
