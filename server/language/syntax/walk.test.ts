import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from './parse.ts';
import { wholeLanguage } from './programs.test.ts';
import { children, nodeAt, walk } from './walk.ts';

const text = '@after(a) task b = f(a, on: sim); switch (x) { case 1 { rx(2) q; } }';
const { program } = parse(text);

function pathAt(offset: number): string {
  return nodeAt(program, offset)
    .map(({ kind }) => kind)
    .join(' ');
}

describe('walking a tree', () => {
  it('finds the children of every node in the order of the text', () => {
    const kinds = program.statements.map((statement) =>
      children(statement)
        .map(({ kind }) => kind)
        .join(' '),
    );
    assert.deepEqual(kinds, ['argument call', 'identifier integer block']);
  });

  it('visits parents before children and stays out where it is told to', () => {
    const visited: string[] = [];
    walk(program, (node) => {
      visited.push(node.kind);
      return node.kind !== 'call' && node.kind !== 'block';
    });
    assert.equal(visited.join(' '), 'program task argument identifier call switch identifier integer block');
  });

  it('keeps every node inside its parent, and neighbours apart', () => {
    walk(parse(wholeLanguage).program, (node) => {
      let end = node.span.start;
      for (const child of children(node)) {
        assert.ok(
          child.span.start >= end && child.span.end <= node.span.end,
          `${child.kind} in ${node.kind}`,
        );
        end = child.span.end;
      }
    });
  });

  it('leads to the innermost node at an offset', () => {
    assert.equal(pathAt(text.indexOf('sim') + 1), 'program task call argument identifier');
    assert.equal(pathAt(text.indexOf('sim') + 3), 'program task call argument identifier');
    assert.equal(pathAt(text.indexOf('rx')), 'program switch block gate-call');
    assert.equal(pathAt(text.indexOf('2)')), 'program switch block gate-call integer');
    assert.equal(pathAt(text.length + 5), 'program');
  });
});
