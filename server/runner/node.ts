/** The run host as a process of its own, forked by the editor; messages travel over the process's channel. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { version } from '../base/index.ts';
import { secretVariable } from '../protocol/index.ts';
import { cachedSimulator, workerSimulator } from '../simulator/index.ts';
import { ownUsage, waitFor } from '../workflow/index.ts';
import { outside } from '../outside/index.ts';
import { RunnerHost } from './host.ts';
import { openStore } from './open-store.ts';

const isBuilt = !import.meta.url.endsWith('.ts');
const worker = new URL(isBuilt ? './simulator.js' : '../simulator/worker.node.ts', import.meta.url);

/** Bytes of results that are kept. */
const cacheBytes = 2 ** 26;

const simulator = cachedSimulator(workerSimulator(worker), cacheBytes);

const host = new RunnerHost({
  version,
  simulator,
  library: new URL(isBuilt ? '../std/' : '../library/std/', import.meta.url).href,
  now: () => performance.now(),
  wait: waitFor,
  places: availableParallelism(),
  date: () => new Date().toISOString(),
  freshSeed: () => randomInt(2 ** 32),
  secret: (name) => Promise.resolve(process.env[secretVariable(name)]),
  send: (message) => process.send?.(message),
  openStore,
  outside,
  usage: ownUsage,
});

process.on('message', (message) => host.receive(message));
process.on('disconnect', () => process.exit(0));
