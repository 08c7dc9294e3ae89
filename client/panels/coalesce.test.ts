import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Coalescer } from './coalesce.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('coalescing of updates', () => {
  it('delivers the first at once and the latest of the rest after the interval', async () => {
    const delivered: number[] = [];
    const coalescer = new Coalescer<number>(20, (value) => delivered.push(value));
    for (const value of [1, 2, 3]) coalescer.push(value);
    assert.deepEqual(delivered, [1]);
    await pause(35);
    assert.deepEqual(delivered, [1, 3]);
    coalescer.dispose();
  });

  it('delivers the last of them at once, and nothing behind it', async () => {
    const delivered: number[] = [];
    const coalescer = new Coalescer<number>(10, (value) => delivered.push(value));
    coalescer.push(1);
    coalescer.push(2);
    coalescer.push(3, true);
    assert.deepEqual(delivered, [1, 3]);
    await pause(25);
    assert.deepEqual(delivered, [1, 3]);
    coalescer.dispose();
  });

  it('delivers at once again when it was quiet', async () => {
    const delivered: number[] = [];
    const coalescer = new Coalescer<number>(10, (value) => delivered.push(value));
    coalescer.push(1);
    await pause(25);
    coalescer.push(2);
    assert.deepEqual(delivered, [1, 2]);
    coalescer.dispose();
  });

  it('delivers nothing after it is disposed of', async () => {
    const delivered: number[] = [];
    const coalescer = new Coalescer<number>(10, (value) => delivered.push(value));
    coalescer.push(1);
    coalescer.push(2);
    coalescer.dispose();
    await pause(25);
    assert.deepEqual(delivered, [1]);
  });
});
