/** The door of browsers: there are servers, as far as they let pages ask them, and no programs and files. */
import type { OutsideWorld } from '../workflow/index.ts';
import { askServer } from './servers.ts';

/** The servers that a browser reaches. */
export const outside: OutsideWorld = {
  ask: askServer,
  hash: () => Promise.resolve(undefined),
};
