import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Diagnostic, LineMap } from '../../base/index.ts';
import { parse } from '../syntax/parse.ts';
import { analyse } from './analyse.ts';
import type { Model } from './model.ts';

interface Expectation {
  readonly place: string;
  readonly message: string;
}

/** The model of a text that stands alone. */
export function modelOf(text: string, imports: ReadonlyMap<string, Model> = new Map()): Model {
  const { program, diagnostics } = parse(text);
  return analyse({ uri: 'file:///test.qflow', text, program, syntaxDiagnostics: diagnostics }, imports);
}

const advice: ReadonlySet<string> = new Set(['QF2024', 'QF3014', 'QF3015', 'QF3304']);

/**
 * Checks that a text has exactly the faults that it says it has: `//   ^^^ QF2001 message` under the faulty text. The
 * message may be left out. Annotations of one line stand in a row below it.
 */
export function check(fixture: string, imports: ReadonlyMap<string, Model> = new Map()): Model {
  const model = modelOf(fixture, imports);
  const expected = expectations(fixture);
  // Advice about names and angles would stand in most fixtures; it is compared in those that speak of it.
  const isWanted = ({ code }: Diagnostic) => !advice.has(code) || fixture.includes(code);
  const found = model.diagnostics.filter(isWanted).map((diagnostic) => {
    const lines = new LineMap(fixture);
    const [start, end] = [lines.position(diagnostic.span.start), lines.position(diagnostic.span.end)];
    const length = start.line === end.line ? end.column - start.column : -1;
    const place = `${start.line + 1}:${start.column + 1}+${length} ${diagnostic.code}`;
    return { place, message: diagnostic.message };
  });
  const wanted = expected.map(({ place, message }, index) => {
    const partner = found.find((candidate) => candidate.place === place) ?? found[index];
    return { place, message: message === '' ? (partner?.message ?? '') : message };
  });
  assert.deepEqual(inOrder(found), inOrder(wanted));
  return model;
}

function inOrder(list: readonly Expectation[]): Expectation[] {
  return list.toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

function expectations(fixture: string): Expectation[] {
  const found: Expectation[] = [];
  let line = 0;
  for (const [number, text] of fixture.split('\n').entries()) {
    const match = /^(\s*\/\/\s*)(\^+) (QF\d{4}) ?(.*)$/.exec(text);
    if (match === null) {
      line = number;
      continue;
    }
    const [, before = '', marks = '', code = '', message = ''] = match;
    found.push({ place: `${line + 1}:${before.length + 1}+${marks.length} ${code}`, message });
  }
  return found;
}

describe('a fixture', () => {
  it('fails when a fault is not annotated, or an annotation has no fault', () => {
    assert.throws(() => check('circuit c { qubit q; x p; }'));
    assert.throws(() => check('circuit c { qubit q; x q; }\n//                   ^ QF2001'));
  });
});
