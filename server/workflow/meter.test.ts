import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Meter } from './meter.ts';
import { run, tilted } from './run-fixture.test.ts';

describe('the meter', () => {
  it('shares time evenly among tasks that run side by side, and knows the most memory of each', () => {
    let [cpu, memory] = [5, 100];
    const meter = new Meter({ cpu: () => cpu, memory: () => memory });
    meter.start('a');
    [cpu, memory] = [6, 300];
    meter.look();
    meter.start('b');
    [cpu, memory] = [10, 200];
    meter.look();
    assert.deepEqual(meter.stop('a'), { cpuSeconds: 3, peakBytes: 300 });
    cpu = 11;
    assert.deepEqual(meter.stop('b'), { cpuSeconds: 3, peakBytes: 300 });
    assert.deepEqual(meter.stop('c'), { cpuSeconds: 0, peakBytes: 0 });
  });

  it('tells of each task of a run what it took, with depth and shots', async () => {
    let cpu = 0;
    const usage = { cpu: () => (cpu += 0.25), memory: () => 1000 };
    const { events } = await run(
      `${tilted} workflow w { task a = estimate(tilted(0.1), z, shots: 20); task b = a.value + 1; }`,
      {},
      { usage },
    );
    const metrics = events.flatMap((event) => (event.kind === 'metrics' ? [event] : []));
    assert.deepEqual(
      metrics.map(({ task, shots, depth, peakBytes }) => [task, shots, depth, peakBytes]),
      [
        ['a', 20, 1, 1000],
        ['b', undefined, undefined, 1000],
      ],
    );
    assert.ok(metrics.every(({ cpuSeconds }) => cpuSeconds > 0));
  });
});
