import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Circuit, Expression } from '../../circuit/index.ts';
import { circuit, cx, gate } from '../testing/circuits.ts';
import { layOut, prepare } from './layout.ts';

const angle: Expression = { kind: 'parameter', type: { kind: 'float' }, parameter: 0 };
const turned: Circuit = {
  ...circuit(2, [], [gate('h', [0]), gate('ry', [1], [angle]), cx(0, 1)]),
  parameters: [{ name: 'a', type: { kind: 'float' }, span: { start: 0, end: 0 } }],
};

function operations(steps: ReturnType<typeof layOut>['steps']) {
  return steps.map((step) => (step.kind === 'gate' ? step.operation : undefined));
}

describe('a prepared circuit', () => {
  it('binds each set of values to what a fresh layout of it has', () => {
    const plan = prepare(turned);
    for (const value of [0.3, -2, 0])
      assert.deepEqual(plan.bind([value]), layOut(structuredClone(turned), [value]));
  });

  it('is made once, and with it the operations without parameters', () => {
    assert.equal(prepare(turned), prepare(turned));
    const [first, second] = [0.3, 0.4].map((value) => operations(prepare(turned).bind([value]).steps));
    assert.equal(first?.[0], second?.[0]);
    assert.notDeepEqual(first?.[1], second?.[1]);
    assert.equal(first?.[2], second?.[2]);
  });
});
