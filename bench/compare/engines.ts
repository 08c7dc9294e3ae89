/**
 * Every engine on random circuits, against the dense engine and against Qiskit Aer.
 *
 * Usage: node bench/compare/engines.ts PYTHON [circuits] [--write], where PYTHON has qiskit-aer; 500 circuits where no
 * number is given. Exact outcomes, states and expectation values have to agree to 1e-10; counts at fixed seeds have to
 * pass a χ² test and to be the same again, and sampled expectation values to lie within 6 standard errors. Prints a table,
 * which `--write` puts into docs/validation.md; exits with 1 after a failure.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type MethodChoice, type SimulationOptions, localSimulator } from '../../server/simulator/index.ts';
import { AerProcess } from './engine-peer.ts';
import { type Exact, Score } from './engine-scores.ts';
import { type Noise, type Subject, isPure, subjectOf } from './engine-subjects.ts';
import { goodnessOfFit } from './statistics.ts';

const [python, circuits = '500'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (python === undefined) throw new Error('usage: node bench/compare/engines.ts PYTHON [circuits] [--write]');

const shots = 2000;

/** Of noise that an engine draws: most of these shots are a trajectory of their own. */
const drawnShots = 400;

/** What an engine takes: circuits of Clifford gates alone, noise of some kind with or without exact results. */
interface Engine {
  readonly name: MethodChoice;
  readonly exactly: readonly Noise[];
  /** Noise under which it has samples alone. */
  readonly drawn?: readonly Noise[];
  readonly isClifford?: true;
}

const engines: readonly Engine[] = [
  { name: 'statevector', exactly: ['none'] },
  { name: 'density', exactly: ['none', 'any', 'Pauli'] },
  { name: 'trajectories', exactly: [], drawn: ['any', 'Pauli'] },
  { name: 'stabilizer', exactly: ['none', 'Pauli'], isClifford: true },
  { name: 'extended_stabilizer', exactly: ['none'], drawn: ['Pauli'] },
  { name: 'mps', exactly: ['none'], drawn: ['any', 'Pauli'] },
  { name: 'sparse', exactly: ['none'], drawn: ['any', 'Pauli'] },
  { name: 'auto', exactly: ['none', 'any', 'Pauli'] },
];

const simulator = localSimulator();
const aer = new AerProcess(python);
const scores = new Map(engines.map(({ name }) => [name, new Score()]));
const aersScore = new Score();

function optionsFor(
  { noise, seed }: Subject,
  method: MethodChoice,
  wanted: number | undefined,
): SimulationOptions {
  return { shots: wanted, seed, memoryLimit: 2 ** 30, method, ...(noise && { noise }) };
}

async function exactly(subject: Subject, method: MethodChoice): Promise<Exact> {
  const { circuit, words } = subject;
  const options = optionsFor(subject, method, undefined);
  const samples = await simulator.sample(circuit, [], options);
  const estimate = await simulator.estimate(circuit, [], words, options);
  const hasState = isPure(subject) && method !== 'density' && method !== 'stabilizer';
  const state = hasState ? await simulator.state(circuit, [], options) : undefined;
  for (const answer of [samples, estimate, state])
    if (answer?.ok === false && !mayDraw(subject, method)) throw new Error(answer.refusal.message);
  return {
    ...(samples.ok && { probabilities: samples.value.probabilities }),
    ...(estimate.ok && { value: estimate.value.value }),
    ...(state?.ok === true && { amplitudes: state.value.amplitudes }),
  };
}

/** Where the documentation says that the method draws noise at random, on some circuits or for some results. */
function mayDraw({ noise }: Subject, method: MethodChoice): boolean {
  return method === 'stabilizer' && noise !== undefined;
}

async function compareSamples(
  score: Score,
  subject: Subject,
  method: MethodChoice,
  count: number,
  exact: Exact,
): Promise<void> {
  const { circuit, words, seed } = subject;
  const options = optionsFor(subject, method, count);
  const samples = await simulator.sample(circuit, [], options);
  const estimate = await simulator.estimate(circuit, [], words, options);
  if (!samples.ok) throw new Error(samples.refusal.message);
  if (!estimate.ok) throw new Error(estimate.refusal.message);
  const p = goodnessOfFit(samples.value.counts ?? {}, exact.probabilities ?? {}, count);
  score.likely(p, `seed ${seed}: counts`);
  const { value, stderr } = estimate.value;
  const unseen = words.terms.reduce((sum, { coefficient }) => sum + Math.abs(coefficient), 0) / count;
  score.mean(Math.abs(value - (exact.value ?? NaN)), stderr, unseen, `seed ${seed}: the sampled value`);
  if (!isDeepStrictEqual(await simulator.sample(circuit, [], options), samples))
    score.failures.push(`seed ${seed}: other bits the second time`);
}

async function compare(seed: number): Promise<void> {
  const subject = subjectOf(seed);
  const { family, noise } = subject;
  const peer = await aer.ask(subject, shots);
  const name = `seed ${seed} (${family.name})`;
  const reference = await exactly(subject, noise === undefined ? 'statevector' : 'density');
  const fromAer: Exact = {
    ...{ probabilities: peer.probabilities, value: peer.expectation },
    ...(peer.state && { amplitudes: Float64Array.from(peer.state.flat()) }),
  };
  aersScore.circuits.add(seed);
  aersScore.likely(goodnessOfFit(peer.counts, reference.probabilities ?? {}, shots), `${name}: Aer’s counts`);
  for (const engine of engines)
    if (!engine.isClifford || family.isClifford) await judge(engine, subject, reference, fromAer, name);
}

/** Holds one engine against both references, where it takes circuits of this kind. */
async function judge(
  { name: method, exactly: exact, drawn = [] }: Engine,
  subject: Subject,
  dense: Exact,
  fromAer: Exact,
  name: string,
): Promise<void> {
  const { seed, family } = subject;
  if (![...exact, ...drawn].includes(family.noise)) return;
  const score = scores.get(method) ?? aersScore;
  score.circuits.add(seed);
  try {
    if (exact.includes(family.noise)) {
      const found = await exactly(subject, method);
      if (found.probabilities ?? found.value) score.exact++;
      score.compare('fromDense', found, dense, name);
      score.compare('fromPeer', found, fromAer, name);
    }
    await compareSamples(score, subject, method, drawn.includes(family.noise) ? drawnShots : shots, dense);
  } catch (error) {
    score.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const small = (value: number) => (value === 0 ? '–' : value.toExponential(1));

function rowOf(name: string, score: Score): string {
  const cells = [
    ...[name, score.circuits.size, score.exact, small(score.fromDense), small(score.fromPeer)],
    ...[score.sampled, score.leastLikely.toPrecision(2), score.widest.toFixed(1), score.failures.length],
  ];
  return `| ${cells.join(' | ')} |`;
}

function tableOf(all: readonly (readonly [string, Score])[]): string {
  return [
    '| engine | circuits | exact | worst from dense | worst from Aer | sampled | least p of χ² | worst mean, in σ | failures |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...all.map(([name, score]) => rowOf(name, score)),
  ].join('\n');
}

async function writeTable(table: string): Promise<void> {
  const page = path.join(import.meta.dirname, '../../docs/validation.md');
  const text = await readFile(page, 'utf8');
  const marked = /<!-- engines -->[^]*<!-- end of engines -->/;
  if (!marked.test(text)) throw new Error('docs/validation.md has no place for the table');
  await writeFile(
    page,
    text.replace(marked, () => `<!-- engines -->\n\n${table}\n\n<!-- end of engines -->`),
  );
}

for (let seed = 0; seed < Number(circuits); seed++) await compare(seed);
aer.end();

const all = [
  ...[...scores].map(([name, score]) => [`\`${name}\``, score] as const),
  ['Aer’s own samples', aersScore] as const,
];
const table = tableOf(all);
console.log(table);
for (const [name, { failures }] of all) for (const failure of failures) console.log(`${name}: ${failure}`);
if (all.some(([, { failures }]) => failures.length > 0)) process.exitCode = 1;
else if (process.argv.includes('--write')) await writeTable(table);
