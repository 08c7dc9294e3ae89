import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CancellationSource } from '../base/index.ts';
import type { RunEvent } from '../protocol/index.ts';
import { PauseSwitch } from './pause.ts';
import { run, tilted } from './run-fixture.test.ts';

const text = `${tilted} workflow w {
  task a = estimate(tilted(0.1), z);
  task b = estimate(tilted(a.value), z);
  task c = estimate(tilted(b.value), z);
}`;

/** The completed tasks at the moment when a run that pauses behind its first task has nothing more to do. */
function pausedBehindFirst(then: (pause: PauseSwitch, completed: readonly string[]) => void) {
  const completed: string[] = [];
  const pause = new PauseSwitch(() => undefined);
  const onEvent = (event: RunEvent) => {
    if (event.kind !== 'task' || event.state !== 'completed') return;
    completed.push(event.task);
    if (event.task !== 'a') return;
    pause.turn(true);
    setTimeout(() => then(pause, [...completed]), 30);
  };
  return { pause, onEvent };
}

describe('a paused run', () => {
  it('starts nothing new until it goes on, and then ends as if it had not been paused', async () => {
    let atRest: readonly string[] = [];
    const world = pausedBehindFirst((pause, completed) => {
      atRest = completed;
      pause.turn(false);
    });
    const { document } = await run(text, {}, world);
    assert.deepEqual(atRest, ['a']);
    assert.equal(document.status, 'completed');
    assert.deepEqual(document.results, (await run(text)).document.results);
  });

  it('ends when nothing is left that the pause could hold back', async () => {
    const pause = new PauseSwitch(() => undefined);
    const onEvent = (event: RunEvent) => {
      if (event.kind === 'task' && event.task === 'c' && event.state === 'running') pause.turn(true);
    };
    const { document } = await run(text, {}, { pause, onEvent });
    assert.deepEqual([document.status, Object.keys(document.results)], ['completed', ['a', 'b', 'c']]);
  });

  it('can be cancelled', async () => {
    const cancellation = new CancellationSource();
    const world = { ...pausedBehindFirst(() => cancellation.cancel()), cancellation };
    const { document } = await run(text, {}, world);
    assert.equal(document.status, 'cancelled');
    assert.deepEqual(Object.keys(document.results), ['a']);
  });
});
