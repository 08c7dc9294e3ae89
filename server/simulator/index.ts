import type { Simulator } from './simulator.ts';
import { spawnNodeWorker } from './worker/node-worker.ts';
import { createWorkerSimulator } from './worker/worker-simulator.ts';

export { cachedSimulator } from './cache/cached-simulator.ts';
export { localSimulator } from './local-simulator.ts';
export type { Wanted } from './method.ts';
export * from './simulator.ts';

/** The simulator in a worker thread of Node that runs the file at `worker`: worker.node.ts or its bundle. */
export function workerSimulator(worker: URL): Simulator {
  return createWorkerSimulator(() => spawnNodeWorker(worker));
}
