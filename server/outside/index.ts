import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OutsideWorld } from '../workflow/index.ts';
import { runProgram } from './programs.ts';
import { askServer } from './servers.ts';

/** The programs of this machine and the servers that it reaches. */
export const outside: OutsideWorld = {
  run: runProgram,
  ask: askServer,
  hash: async (folder, file) => {
    try {
      return createHash('sha256')
        .update(await readFile(new URL(encodeURI(file), folder)))
        .digest('hex');
    } catch {
      return undefined;
    }
  },
};
