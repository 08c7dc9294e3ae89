import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cursorContext } from './cursor-context.ts';
import type { Expectation } from './expectation.ts';

function check(marked: string, expected: Expectation) {
  const { expectation } = cursorContext(marked.replace('$0', ''), marked.indexOf('$0'));
  assert.deepEqual(expectation, expected, marked);
}

describe('what may stand at the cursor', () => {
  it('survives brackets that were never closed', () => {
    check('circuit a {\n  h q[\ncircuit b($0', { kind: 'type', of: 'parameter' });
    check('circuit a { rx(pi; h $0', { kind: 'expression', use: 'qubits' });
    check('circuit a { for int i in [0:3 { $0', { kind: 'expression', use: 'value' });
    check('} } ) ] h $0', { kind: 'expression', use: 'qubits' });
  });
  // A hundred thousand times a hundred thousand steps would take minutes.
  it('reads brackets that others do not close in proportion to their number', () => {
    for (const [opening, closing] of [
      ['(', '}'],
      ['x = {', ')'],
    ] as const)
      check(`${opening.repeat(200_000)}${closing.repeat(200_000)}; h $0`, {
        kind: 'expression',
        use: 'qubits',
      });
  }).timeout(60_000);
  it('tells blocks from sets', () => {
    check('circuit a { for int i in {1, 2} { h $0', { kind: 'expression', use: 'qubits' });
    check('array[int, 2] a = {1, $0', { kind: 'expression', use: 'value' });
  });
  it('keeps the purpose of an expression inside parentheses', () => {
    check('observable o = 2 * ($0', { kind: 'expression', use: 'observable' });
    check('observable o = Z[$0', { kind: 'expression', use: 'value' });
    check('observable o = sum(Z[i] * $0', { kind: 'expression', use: 'observable' });
    check('observable o = sum(Z[i] for i in $0', { kind: 'expression', use: 'iterable' });
  });
  it('knows the argument of a call', () => {
    check('task a = sample(bell, shots: 10, $0', {
      kind: 'argument',
      callee: 'sample',
      index: 2,
      given: ['shots'],
    });
    check('task a = sample(trial(1, 2), on: $0', {
      kind: 'argument-value',
      callee: 'sample',
      parameter: 'on',
    });
    check('task a = sample(trial(1, $0', { kind: 'argument', callee: 'trial', index: 1, given: [] });
  });
  it('steps over annotations', () => {
    check('@retry(times: 3)\n$0', { kind: 'statement', previous: '@' });
    check('workflow w {\n  @retry\n  task a = $0', { kind: 'expression', use: 'task' });
  });
});
