/**
 * What measuring tasks costs: `node bench/workflow/meter.ts`. The time of one look at the memory and of the begin and end of
 * one task, with eight tasks in work, and the share of a core that ten looks and 100 tasks a second take.
 */
import { Meter, ownUsage } from '../../server/workflow/index.ts';
import { median, printTable, times } from '../table.ts';

const rounds = 2000;
const meter = new Meter(ownUsage);
for (let task = 0; task < 8; task++) meter.start(`t${task}`);

async function microseconds(work: () => void): Promise<number> {
  const taken = await times(9, () => {
    for (let round = 0; round < rounds; round++) work();
  });
  return (1000 * median(taken)) / rounds;
}

const look = await microseconds(() => meter.look());
const task = await microseconds(() => {
  meter.start('short');
  meter.stop('short');
});
for (let place = 0; place < 8; place++) meter.stop(`t${place}`);
printTable(
  ['one look', 'one task', 'ten looks a second', 'and 100 tasks a second'],
  [
    [
      `${look.toFixed(1)} µs`,
      `${task.toFixed(1)} µs`,
      `${((10 * look) / 1e4).toFixed(3)} %`,
      `${((10 * look + 100 * task) / 1e4).toFixed(3)} %`,
    ],
  ],
);
