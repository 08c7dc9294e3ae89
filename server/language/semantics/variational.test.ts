import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadProject } from '../index.ts';

const declarations = `
observable z = Z[0];
circuit turned(float a) { qubit q; ry(a) q; }
`;

/** The codes of the diagnostics, with what they are about. */
async function faults(call: string, after = ''): Promise<string[]> {
  const text = `${declarations} workflow w { task found = ${call}; ${after} }`;
  const uri = 'test:/w.qflow';
  const { diagnostics } = await loadProject(uri, (wanted) =>
    Promise.resolve(wanted === uri ? text : undefined),
  );
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe('variational tasks', () => {
  it('vary a circuit without its arguments, or from them', async () => {
    for (const circuit of ['turned', 'turned(0.3)', 'circuit: turned'])
      assert.deepEqual(await faults(`minimize(${circuit}, observable: z)`), []);
    assert.deepEqual(await faults('estimate(turned, z)'), ['QF2020 turned']);
    assert.deepEqual(await faults('qaoa(z, layers: 3, optimizer: cobyla(radius: 0.2))'), []);
  });

  it('have fields to go on with', async () => {
    const after = 'let sum = found.value + found.parameters[0] + len(found.history) + found.evaluations;';
    assert.deepEqual(await faults('minimize(turned, z)', after), []);
    assert.deepEqual(await faults('minimize(turned, z)', 'let x = found.counts;'), ['QF5008 counts']);
  });

  it('take optimizers, and name those there are', async () => {
    const wrong = [
      ['newton(iterations: 3)', 'QF5002 newton'],
      ['3', 'QF2010 3'],
      ['adam(rate: 3)', 'QF5003 rate'],
      ['spsa(iterations: 0)', 'QF5006 0'],
      ['turned(0.3)', 'QF5002 turned'],
    ] as const;
    for (const [optimizer, fault] of wrong)
      assert.deepEqual(await faults(`minimize(turned, z, optimizer: ${optimizer})`), [fault]);
    assert.deepEqual(await faults('adam()'), ['QF5002 adam']);
  });
});
