import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { property, assert as holds, integer, array, constantFrom } from 'fast-check';
import { describe, it } from 'mocha';
import { modelOf } from './check-fixture.test.ts';
import type { Model } from './model.ts';

const folder = new URL('../../../samples/', import.meta.url);
const samples = readdirSync(folder)
  .filter((name) => /\.(qflow|qasm)$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

/** Every look-up that others make, so that none of them throws either. */
function readWhole(model: Model): void {
  for (let offset = 0; offset <= model.text.length; offset += 7) {
    for (const symbol of model.scopeAt(offset).symbols.values()) model.occurrences(symbol);
  }
  for (const { span } of model.diagnostics) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= model.text.length);
  }
}

describe('checking', () => {
  for (const { name, text } of samples) {
    it(`takes every prefix of ${name}`, function () {
      this.timeout(60_000);
      const step = Math.max(1, Math.floor(text.length / 400));
      for (let end = 0; end <= text.length; end += step) readWhole(modelOf(text.slice(0, end)));
    });
  }

  it('takes rotations whose parenthesis is not closed, behind a line with a fault of its own', () => {
    readWhole(modelOf('qubit[2] q;\ncz q[0], 0];q[1];\nrx(pi q['));
    readWhole(modelOf('qubit[2] q;\ncz q[0], 0];q[1];\nrx(pi q[0]; rx(pi) q[1];'));
  });

  it('takes samples whose words were exchanged', () => {
    const words = samples.flatMap(({ text }) => text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []);
    const index = integer({ min: 0, max: words.length - 1 });
    holds(
      property(array(index, { maxLength: 60 }), (places) => {
        readWhole(modelOf(places.map((place) => words[place]).join(' ')));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('takes samples in which single words were replaced', () => {
    const anything = constantFrom(
      'q',
      '[',
      ']',
      '(',
      ')',
      ';',
      '{',
      '}',
      '0',
      '-1',
      '1e99',
      '"01"',
      'gate',
      'task',
      '@',
      '',
    );
    const place = integer({ min: 0, max: 10_000 });
    holds(
      property(
        integer({ min: 0, max: samples.length - 1 }),
        array(place, { minLength: 1, maxLength: 5 }),
        anything,
        (which, places, word) => {
          const words = (samples[which]?.text ?? '').split(/\b/);
          for (const at of places) words[at % words.length] = word;
          readWhole(modelOf(words.join('')));
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  it('takes expressions and blocks of absurd depth', () => {
    modelOf(`circuit c { int n = ${'('.repeat(300)}1${')'.repeat(300)}; }`);
    modelOf(`const int n = ${Array.from({ length: 5000 }, () => '1').join(' + ')};`);
    modelOf(`circuit c { ${'if (true) { '.repeat(150)} ${'}'.repeat(150)} }`);
    modelOf(`observable o = ${Array.from({ length: 3000 }, (_, i) => `0.5 * Z[${i}]`).join(' + ')};`);
  });
});
