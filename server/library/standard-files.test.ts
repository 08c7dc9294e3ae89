import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { standardFiles } from './standard-files.ts';

describe('the list of the standard library', () => {
  it('has the files that the folder has', () => {
    const found = readdirSync(new URL('std/', import.meta.url)).filter((name) => name.endsWith('.qflow'));
    assert.deepEqual(
      standardFiles.map(({ path }) => path),
      found.toSorted().map((name) => `std/${name}`),
    );
  });
});
