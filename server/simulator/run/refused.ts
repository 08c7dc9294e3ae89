import type { Refusal } from '../simulator.ts';

/** Ends a run inside the engine, which turns it into its refusal; it never leaves the simulator. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal);
  constructor(kind: Refusal['kind'], message: string, help: string);
  constructor(refusal: Refusal | Refusal['kind'], message = '', help = '') {
    super(typeof refusal === 'string' ? message : refusal.message);
    this.refusal = typeof refusal === 'string' ? { kind: refusal, message, help } : refusal;
  }
}
