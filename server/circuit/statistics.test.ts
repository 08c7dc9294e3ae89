import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lower } from './lowering/fixture.test.ts';
import { circuitStatistics } from './statistics.ts';

describe('the statistics of a circuit', () => {
  it('count gates under the names that people know', () => {
    const { gates, gateCounts, twoQubitGates } = circuitStatistics(
      lower(
        'qubit[4] q; h q; cx q[0], q[1]; ccx q[0], q[1], q[2]; ctrl(3) @ z q[0], q[1], q[2], q[3]; negctrl @ x q[0], q[1]; swap q[0], q[1];',
      ),
    );
    assert.equal(gates, 9);
    assert.deepEqual(gateCounts, { ccx: 1, 'ctrl(3) @ z': 1, cx: 1, h: 4, 'negctrl @ x': 1, swap: 1 });
    assert.equal(twoQubitGates, 3);
  });

  const depths: readonly (readonly [string, number])[] = [
    ['', 0],
    ['h q;', 1],
    ['h q[0]; cx q[0], q[1]; cx q[1], q[2]; h q[0];', 3],
    ['h q[0]; barrier q; h q[1];', 2],
    ['h q[0]; c[0] = measure q[0]; if (c[0]) { x q[1]; x q[1]; } else { x q[2]; } h q[2];', 4],
    ['c[0] = measure q[0]; c[1] = c[0]; if (c[1]) { x q[1]; }', 2],
  ];
  for (const [text, depth] of depths) {
    it(`find depth ${depth} in ${text === '' ? 'nothing' : text}`, () => {
      assert.equal(circuitStatistics(lower(`qubit[3] q; bit[3] c; ${text}`)).depth, depth);
    });
  }

  const terminal: readonly (readonly [string, boolean])[] = [
    ['h q; c = measure q;', true],
    ['c[0] = measure q[0]; h q[1]; c[1] = measure q[1];', true],
    ['c[0] = measure q[0]; h q[0];', false],
    ['c[0] = measure q[0]; c[1] = measure q[0];', false],
    ['c[0] = measure q[0]; if (c[0]) { x q[1]; }', false],
    ['reset q; h q;', false],
  ];
  for (const [text, expected] of terminal) {
    it(`see ${expected ? 'only terminal' : 'other than terminal'} measurement in ${text}`, () => {
      assert.equal(circuitStatistics(lower(`qubit[3] q; bit[3] c; ${text}`)).isMeasurementTerminal, expected);
    });
  }
});
