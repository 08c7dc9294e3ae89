import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Value } from '../base/index.ts';
import { ClassicalError } from './conversions.ts';
import { type ListableType, findListFunction, listFunctions } from './list-functions.ts';

const float: ListableType = { kind: 'float' };
const int: ListableType = { kind: 'int' };
const floats: ListableType = { kind: 'list', element: float };
const ints: ListableType = { kind: 'list', element: int };

function call(name: string, ...given: readonly (readonly [ListableType, Value])[]): Value {
  const found = findListFunction(name);
  assert.ok(found?.typeFor(given.map(([type]) => type)) !== undefined, name);
  return found.apply(given.map(([type, value]) => ({ type, value })));
}

describe('functions on lists', () => {
  it('give the statistics that their names say', () => {
    const list = [floats, [4, 1, 2, 1]] as const;
    assert.equal(call('mean', list), 2);
    assert.equal(call('std', list), Math.sqrt((4 + 1 + 0 + 1) / 3));
    assert.equal(call('median', list), 1.5);
    assert.equal(call('median', [floats, [3, 1, 2]]), 2);
    assert.equal(call('min', list), 1);
    assert.equal(call('max', list), 4);
    assert.equal(call('argmin', list), 1n);
    assert.equal(call('argmax', list), 0n);
    assert.equal(call('sum', list), 8);
    assert.equal(call('sum', [ints, [1n, 2n]]), 3n);
    assert.equal(call('max', [int, 1n], [float, 2.5]), 2.5);
    assert.equal(call('len', [ints, []]), 0n);
  });

  it('find quantiles between neighbours, and normalise to 0 and 1', () => {
    const list = [floats, [4, 1, 2]] as const;
    const quantiles = [0, 0.25, 0.5, 0.75, 1].map((share) => call('quantile', list, [float, share]));
    assert.deepEqual(quantiles, [1, 1.5, 2, 3, 4]);
    assert.equal(call('quantile', [ints, [7n]], [float, 0.3]), 7);
    assert.throws(() => call('quantile', list, [float, 1.1]), ClassicalError);
    assert.deepEqual(call('normalize', [floats, [1, 2, 5]]), [0, 0.25, 1]);
    assert.deepEqual(call('normalize', [ints, [3n, 3n]]), [0, 0]);
    assert.deepEqual(call('normalize', [floats, []]), []);
  });

  it('space numbers evenly with both ends', () => {
    const points = call('linspace', [int, 0n], [float, 1], [int, 4n]) as readonly number[];
    assert.deepEqual(points, [0, 1 / 3, 2 / 3, 1]);
    assert.deepEqual(call('linspace', [float, 2], [float, 3], [int, 1n]), [2]);
  });

  it('compare lists element by element', () => {
    assert.equal(call('close', [floats, [1, 2]], [ints, [1n, 2n]]), true);
    assert.equal(call('close', [floats, [1, 2]], [floats, [1]]), false);
    assert.equal(call('close', [float, 1], [float, 1.1]), false);
    assert.equal(call('close', [float, 1], [float, 1.1], [float, 0.2]), true);
    assert.equal(call('close', [float, Number.NaN], [float, 1]), false);
  });

  it('have no value for an empty list where there is none, and take only what they say', () => {
    for (const name of ['mean', 'std', 'median', 'min', 'max', 'argmin', 'argmax'])
      assert.throws(() => call(name, [floats, []]), ClassicalError, name);
    assert.throws(() => call('std', [floats, [1]]), ClassicalError);
    for (const listed of listFunctions)
      assert.equal(listed.typeFor([{ kind: 'duration' }]), undefined, listed.name);
    assert.equal(findListFunction('all')?.typeFor([ints]), undefined);
  });
});
