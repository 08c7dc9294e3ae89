/** Where the simulator's worker lies: beside the bundles, or in the source tree when the source itself runs. */
export function simulatorWorker(): URL {
  const path = import.meta.url.endsWith('.ts') ? '../simulator/worker.node.ts' : './server/simulator.js';
  return new URL(path, import.meta.url);
}

/** The file of the process that runs queries, beside it. */
export function queryProgram(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../tables/query/query-process.node.ts' : './server/query.js', import.meta.url);
}
