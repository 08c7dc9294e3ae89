/** The door of browsers: `browserSimulator` takes the address of the bundle of worker.browser.ts. */
import type { Simulator } from './simulator.ts';
import { spawnBrowserWorker } from './worker/browser-worker.ts';
import { createWorkerSimulator } from './worker/worker-simulator.ts';

export { cachedSimulator } from './cache/cached-simulator.ts';

/**
 * The simulator in a worker of the browser. Dense states have several threads where the page is isolated from other
 * origins, and one elsewhere.
 */
export function browserSimulator(worker: string): Simulator {
  return createWorkerSimulator(() => spawnBrowserWorker(worker));
}
