/**
 * Optimizers beside SciPy's on standard functions, both with their defaults: `node bench/compare/optimizers.ts PYTHON`,
 * where PYTHON has scipy.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Minimum, type OptimizerName, optimizer } from '../../server/optimizer/index.ts';
import {
  type TestFunction,
  exactObjective,
  testFunctions,
} from '../../server/optimizer/testing/functions.ts';
import { printTable } from '../table.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/optimizers.ts PYTHON');

const methods = [
  ['nelder_mead', 'Nelder-Mead'],
  ['powell', 'Powell'],
  ['cobyla', 'COBYLA'],
  ['bfgs', 'BFGS'],
  ['l_bfgs_b', 'L-BFGS-B'],
  ['cg', 'CG'],
  ['slsqp', 'SLSQP'],
  ['tnc', 'TNC'],
] as const satisfies readonly (readonly [OptimizerName, string])[];

async function minimum(name: OptimizerName, tested: TestFunction): Promise<Minimum> {
  const run = optimizer(name).minimize(exactObjective(tested), tested.start, { seed: 0 });
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value;
  }
}

const starts = Object.fromEntries(testFunctions.map(({ name, start }) => [name, start]));
const script = path.join(import.meta.dirname, 'optimizers.py');
const peer = spawnSync(python, [script], { input: JSON.stringify({ methods, starts }), encoding: 'utf8' });
if (peer.status !== 0) throw new Error(peer.stderr);
const theirs = JSON.parse(peer.stdout) as Record<string, [value: number, evaluations: number]>;

const rows: string[][] = [];
let worst = 0;
for (const [name] of methods) {
  for (const tested of testFunctions) {
    const ours = await minimum(name, tested);
    const [value = NaN, evaluations = NaN] = theirs[`${name} ${tested.name}`] ?? [];
    worst = Math.max(worst, ours.evaluations / evaluations);
    rows.push([
      name,
      tested.name,
      (ours.value - tested.least).toExponential(1),
      (value - tested.least).toExponential(1),
      String(ours.evaluations),
      String(evaluations),
      ours.stopped,
    ]);
  }
}
printTable(['method', 'function', 'error', 'SciPy', 'evaluations', 'SciPy', 'ended'], rows);
console.log(`\nmost evaluations beside SciPy's: ${worst.toFixed(2)}`);
