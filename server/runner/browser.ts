/** The run host as a web worker; its first message is an {@link Introduction}, those after it are for the host. */
import { version } from '../base/index.ts';
import type { Introduction } from '../protocol/index.ts';
import { outside } from '../outside/browser.ts';
import { browserSimulator, cachedSimulator } from '../simulator/browser.ts';
import { waitFor } from '../workflow/index.ts';
import { RunnerHost } from './host.ts';
import { PassingRecord } from './passing-record.ts';

/** Bytes of results that are kept. */
const cacheBytes = 2 ** 26;

/** How many runs are remembered. */
const passingRuns = 20;

/** What is used here of the global object of a web worker. */
interface WorkerScope {
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
  readonly navigator: { readonly hardwareConcurrency: number };
}

const scope = globalThis as unknown as WorkerScope;
const date = () => new Date().toISOString();

let receive = (introduction: unknown): void => {
  const host = hostFor(introduction as Introduction);
  receive = (message) => host.receive(message);
};

scope.addEventListener('message', ({ data }) => receive(data));

function hostFor({ library, worker }: Introduction): RunnerHost {
  const passing = new PassingRecord(date, passingRuns);
  return new RunnerHost({
    version,
    simulator: cachedSimulator(browserSimulator(worker), cacheBytes),
    library,
    now: () => performance.now(),
    wait: waitFor,
    places: scope.navigator.hardwareConcurrency,
    date,
    freshSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    send: (message) => scope.postMessage(message),
    openRecord: () => Promise.resolve(passing),
    outside,
  });
}
