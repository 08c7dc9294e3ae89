import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { describeSample, needsNeighbours } from './sample.ts';

const folder = new URL('../../../samples/', import.meta.url);

describe('samples', () => {
  it('are told by their name and their first comment', () => {
    assert.deepEqual(describeSample('08-repeat-until-success.qflow', '// Repeats a step. And more.\nqubit q;\n'), {
      file: '08-repeat-until-success.qflow',
      title: 'Repeat until success',
      summary: 'Repeats a step.',
    });
    assert.equal(describeSample('a.qasm', 'qubit q;').summary, '');
  });

  it('each say what they are about', () => {
    const files = readdirSync(folder).filter((file) => /\.(?:qflow|qasm)$/.test(file));
    assert.ok(files.length >= 18);
    for (const file of files)
      assert.match(describeSample(file, readFileSync(new URL(file, folder), 'utf8')).summary, /\w+ \w+/, file);
  });

  it('are copied unless they need files beside them', () => {
    assert.equal(needsNeighbours('import { qft } from "std/fourier.qflow";\ninclude "stdgates.inc";'), false);
    assert.equal(needsNeighbours('import { bell } from "01-bell.qflow";'), true);
    assert.equal(needsNeighbours('task t = read(csv("a.csv"));'), true);
    assert.equal(needsNeighbours('// import { a } from "b.qflow";'), false);
  });
});
