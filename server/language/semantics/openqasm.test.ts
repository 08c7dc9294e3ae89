import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check } from './check-fixture.test.ts';

describe('programs of OpenQASM', () => {
  it('know the sizes of arrays that are declared among their statements', () => {
    const model = check(`OPENQASM 3.0;
array[float[64], 8, 4] grid;
const uint[32] rows = sizeof(grid);
const uint[32] columns = sizeof(grid, 1);
bit[columns] c;
`);
    const grid = model.scope.symbols.get('grid');
    assert.equal(grid && model.occurrences(grid).length, 3);
    assert.deepEqual(model.scope.symbols.get('c')?.type, { kind: 'bit', width: 4 });
  });

  it('have creg and qreg as types of parameters, and arrays with sizes', () => {
    check(`OPENQASM 3.0;
include "stdgates.inc";
extern decode(creg[4], int[32]) -> bit;
def turned(qreg q[2], creg c[2]) -> bit[2] { h q; return c; }
  array rows;
//^^^^^ QF2010 This is an array without its sizes, and one such as array[int, 4] is needed.
  array[int, #dim = 2] all;
//^^^^^^^^^^^^^^^^^^^^ QF2010
`);
  });

  it('are told which file brings a gate', () => {
    check(`OPENQASM 3.0;
include "stdgates.inc";
qubit q;
  u(1, 2, 3) q;
//^ QF2007 u is defined in "qelib1.inc", which this file does not include.
`);
  });
});
