import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { catalogue } from '../../library/index.ts';

const folder = new URL('.', import.meta.url);
const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** The codes that the checker gives; others belong to the parser, the lowering, runs and hosts. */
function isChecked(code: string): boolean {
  return /^QF(2|30|50|600[1-5])/.test(code);
}

describe('the catalogue', () => {
  for (const code of Object.keys(catalogue).filter(isChecked)) {
    it(`${code} is tested`, () => {
      assert.ok(new RegExp(`(\\^ |['"])${code}\\b`).test(tests), `no fixture expects ${code}`);
    });
  }
});
