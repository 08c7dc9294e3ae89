/** The run host as a process of its own, forked by the editor; messages travel over the process's channel. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { version } from '../base/index.ts';
import { secretVariable } from '../protocol/index.ts';
import { cachedSimulator, workerSimulator } from '../simulator/index.ts';
import { ownUsage, waitFor } from '../workflow/index.ts';
import { outside } from '../outside/index.ts';
import { TableFolder, lookAtFile } from '../tables/index.ts';
import { RunnerHost } from './host.ts';
import { openRecord } from './open-record.ts';
import { PassingRecord } from './passing-record.ts';

const isBuilt = !import.meta.url.endsWith('.ts');
const worker = new URL(isBuilt ? './simulator.js' : '../simulator/worker.node.ts', import.meta.url);

/** The file of the process that runs queries. */
const queryProgram = new URL(
  isBuilt ? './query.js' : '../tables/query/query-process.node.ts',
  import.meta.url,
);

/** Bytes of results that are kept. */
const cacheBytes = 2 ** 26;

/** How many runs are remembered where none is written down. */
const passingRuns = 20;

const date = () => new Date().toISOString();
const passing = new PassingRecord(date, passingRuns);
const simulator = cachedSimulator(workerSimulator(worker), cacheBytes);

const host = new RunnerHost({
  version,
  simulator,
  library: new URL(isBuilt ? '../std/' : '../library/std/', import.meta.url).href,
  now: () => performance.now(),
  wait: waitFor,
  places: availableParallelism(),
  date,
  freshSeed: () => randomInt(2 ** 32),
  secret: (name) => Promise.resolve(process.env[secretVariable(name)]),
  send: (message) => process.send?.(message),
  openRecord: (request) => openRecord(request, passing),
  outside,
  look: lookAtFile,
  openTables: (folder) => TableFolder.open(folder && path.join(folder, 'tables'), queryProgram),
  usage: ownUsage,
});

process.on('message', (message) => host.receive(message));
process.on('disconnect', () => process.exit(0));
