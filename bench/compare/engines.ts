/**
 * Every engine on random circuits, against the dense engine and against Qiskit Aer.
 *
 * Usage: node bench/compare/engines.ts PYTHON [circuits], where PYTHON has qiskit-aer; 500 circuits where no number is
 * given. Exact outcomes, states and expectation values have to agree to 1e-10; counts at fixed seeds have to pass a χ²
 * test, and sampled expectation values to lie within 6 standard errors. Prints a table; exits with 1 after a failure.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Random, type Matrix } from '../../server/base/index.ts';
import {
  type Circuit,
  type Instruction,
  type NoiseModel,
  type Observable,
  channelRule,
  channelsAfter,
  lowerCircuit,
  readoutError,
} from '../../server/circuit/index.ts';
import { analyse, parse } from '../../server/language/index.ts';
import { type Method, type SimulationOptions, localSimulator } from '../../server/simulator/index.ts';
import { operatorsOf } from '../../server/simulator/program/channel-matrix.ts';
import { observable } from '../../server/simulator/testing/circuits.ts';
import { modelOf, randomChannel, rules } from '../../server/simulator/testing/noise.ts';
import { printTable } from '../table.ts';
import { type ProgramKind, type RandomProgram, type Step, randomProgram, textOf } from './random-programs.ts';
import { type Table, goodnessOfFit, largestDifference } from './statistics.ts';

const [python, circuits = '500'] = process.argv.slice(2);
if (python === undefined) throw new Error('usage: node bench/compare/engines.ts PYTHON [circuits]');

const tolerance = 1e-10;
const shots = 2000;

/** Below this p-value counts are those of another distribution: one false alarm in a million comparisons. */
const significance = 1e-6;

/** Standard errors that a sampled expectation value may be off. */
const widest = 6;

// ------------------------------------------------------------------------------------------------------- subjects

type Noise = 'none' | 'any' | 'Pauli';

interface Family extends ProgramKind {
  readonly name: string;
  readonly noise: Noise;
}

const families: readonly Family[] = [
  { name: 'gates', noise: 'none', isClifford: false, isDynamic: false, mostQubits: 7, gates: 30 },
  {
    name: 'measured on the way',
    noise: 'none',
    isClifford: false,
    isDynamic: true,
    mostQubits: 6,
    gates: 24,
  },
  { name: 'Clifford', noise: 'none', isClifford: true, isDynamic: true, mostQubits: 6, gates: 30 },
  { name: 'noise', noise: 'any', isClifford: false, isDynamic: true, mostQubits: 4, gates: 14 },
  {
    name: 'Clifford, Pauli noise',
    noise: 'Pauli',
    isClifford: true,
    isDynamic: true,
    mostQubits: 4,
    gates: 16,
  },
];

/** What an engine takes: circuits of Clifford gates alone, noise of some kind, exact runs. */
interface Engine {
  readonly name: Method;
  readonly takes: readonly Noise[];
  readonly isClifford?: true;
  readonly isSampled?: true;
}

const engines: readonly Engine[] = [
  { name: 'statevector', takes: ['none'] },
  { name: 'density', takes: ['none', 'any', 'Pauli'] },
  { name: 'trajectories', takes: ['any', 'Pauli'], isSampled: true },
  { name: 'stabilizer', takes: ['none', 'Pauli'], isClifford: true },
  { name: 'extended_stabilizer', takes: ['none'] },
  { name: 'mps', takes: ['none'] },
  { name: 'sparse', takes: ['none'] },
];

interface Subject {
  readonly seed: number;
  readonly family: Family;
  readonly program: RandomProgram;
  readonly circuit: Circuit;
  readonly noise: NoiseModel | undefined;
  readonly words: Observable;
  readonly letters: readonly (readonly [string, number])[];
}

function subjectOf(seed: number): Subject {
  const family = families[seed % families.length];
  if (family === undefined) throw new Error('there is a family for every seed');
  const program = randomProgram(seed, family);
  const random = new Random(10_000 + seed);
  const letters = Array.from({ length: 6 }, (): readonly [string, number] => [
    Array.from({ length: program.qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join(''),
    Number((2 * random.next() - 1).toFixed(3)),
  ]);
  const words = observable(Object.fromEntries(letters));
  const circuit = lowered(textOf(program));
  const noise = family.noise === 'none' ? undefined : noiseOf(family.noise, random);
  return { seed, family, program, circuit, noise, words, letters: [...new Map(letters)] };
}

function lowered(text: string): Circuit {
  const { program, diagnostics } = parse(text, { dialect: 'qflow' });
  const model = analyse(
    { uri: 'file:///random.qflow', text, program, syntaxDiagnostics: diagnostics },
    new Map(),
  );
  const { value, diagnostics: faults } = lowerCircuit(model, 'main', {});
  if (value === undefined) throw new Error(`${faults.map(({ message }) => message).join()}\n${text}`);
  return value;
}

const pauliRules = new Set(['depolarizing', 'bit flip', 'phase flip', 'two-qubit Pauli', 'phase damping']);

/** Two rules, and in half of all cases misread measurements. */
function noiseOf(kind: Noise, random: Random): NoiseModel {
  const all = Object.entries(rules).filter(([name]) => kind === 'any' || pauliRules.has(name));
  const own = [
    ...all.map(([, rule]) => rule),
    ...(kind === 'any' ? [channelRule(randomChannel(random))] : []),
  ];
  const pick = () => own[Math.floor(own.length * random.next())] ?? channelRule(randomChannel(random));
  const model = modelOf(pick(), pick());
  return random.next() < 0.5 ? model : { ...model, readout: [{ p01: 0.03, p10: 0.08 }] };
}

// ------------------------------------------------------------------------------------------------ what the peer reads

type Plain = readonly (readonly (readonly [number, number])[])[];

type PeerStep =
  | (Step & { readonly kind: 'gate' | 'measure' | 'reset'; readonly isLast?: boolean })
  | {
      readonly kind: 'gate';
      readonly matrix: Plain;
      readonly modifiers: readonly (readonly ['ctrl', number])[];
      readonly qubits: readonly number[];
    }
  | {
      readonly kind: 'channel';
      readonly operators: readonly Plain[];
      readonly qubits: readonly number[];
      readonly isBehindMeasurement: boolean;
    }
  | {
      readonly kind: 'if';
      readonly bits: readonly (readonly [number, number])[];
      readonly then: readonly PeerStep[];
      readonly otherwise: readonly PeerStep[];
    };

function plain(matrix: Matrix): Plain {
  return matrix.map((row) => row.map(({ re, im }) => [re, im] as const));
}

/** The steps with the channels that follow each of them; gates with noise are those that the circuit has after lowering. */
function peerSteps({ circuit, program, noise }: Subject): readonly PeerStep[] {
  if (noise === undefined) return program.steps;
  const conditions = conditionsIn(program.steps);
  const stepsOf = (body: readonly Instruction[]): readonly PeerStep[] =>
    body.flatMap((instruction) => [
      ...peerStep(instruction),
      ...channelsAfter(noise, instruction, () => Number.NaN).map(({ channel, qubits }): PeerStep => ({
        ...{ kind: 'channel', qubits, isBehindMeasurement: instruction.kind === 'measure' },
        operators: operatorsOf(channel).map(plain),
      })),
    ]);
  const peerStep = (instruction: Instruction): readonly PeerStep[] => {
    switch (instruction.kind) {
      case 'gate':
      case 'unitary':
        return [peerGate(instruction)];
      case 'measure':
        return [{ kind: 'measure', qubit: instruction.qubit, bit: bitOf(instruction, program) }];
      case 'reset':
        return [instruction];
      case 'if': {
        const bits = conditions.shift() ?? [];
        return [
          { kind: 'if', bits, then: stepsOf(instruction.then), otherwise: stepsOf(instruction.otherwise) },
        ];
      }
      default:
        throw new Error(`a random program has no ${instruction.kind}`);
    }
  };
  return stepsOf(circuit.body);
}

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

function peerGate(instruction: Of<'gate'> | Of<'unitary'>): PeerStep {
  const modifiers = instruction.controls.map(({ state }) => ['ctrl', state] as const);
  const qubits = [...instruction.controls.map(({ qubit }) => qubit), ...instruction.qubits];
  return instruction.kind === 'unitary'
    ? { kind: 'gate', matrix: plain(instruction.matrix), modifiers, qubits }
    : { kind: 'gate', name: instruction.gate, angles: instruction.angles.map(Number), modifiers, qubits };
}

function bitOf({ target }: Of<'measure'>, { bits }: RandomProgram): number {
  if (typeof target?.index !== 'number') throw new Error('a random program measures into bits');
  return target.variable === 0 ? target.index : (bits[0] ?? 0) + target.index;
}

function conditionsIn(steps: readonly Step[]): (readonly (readonly [number, number])[])[] {
  return steps.flatMap((step) =>
    step.kind === 'if' ? [step.bits, ...conditionsIn(step.then), ...conditionsIn(step.otherwise)] : [],
  );
}

/**
 * The steps that an observable meets: without measurements behind which nothing reads their bit or does anything to their
 * qubit, and without the noise that follows these; that noise does something where the qubit is measured once more.
 */
function estimatedSteps(steps: readonly PeerStep[]): readonly PeerStep[] {
  const [kept, asked, seen]: [PeerStep[], Set<string>, Set<number>] = [[], new Set(), new Set()];
  let behind: PeerStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.kind === 'channel' && step.isBehindMeasurement) {
      behind.push(step);
      continue;
    }
    const isAsked =
      step.kind !== 'measure' ||
      asked.has(`q${step.qubit}`) ||
      asked.has(`c${step.bit}`) ||
      (behind.length > 0 && seen.has(step.qubit));
    if (step.kind === 'measure') {
      seen.add(step.qubit);
      asked.delete(`c${step.bit}`);
    }
    if (isAsked)
      for (const one of [...behind, step]) {
        kept.push(one);
        for (const mark of marks(one)) asked.add(mark);
      }
    behind = [];
  }
  return kept.toReversed();
}

/** The steps that outcomes come of: a qubit to which nothing happens behind its last measurement holds the bit itself. */
function exactSteps(steps: readonly PeerStep[]): readonly PeerStep[] {
  const [kept, used]: [PeerStep[], Set<string>] = [[], new Set()];
  let behind: PeerStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.kind === 'channel' && step.isBehindMeasurement) {
      behind.push(step);
      continue;
    }
    const isLast = step.kind === 'measure' && !used.has(`q${step.qubit}`);
    kept.push(...(isLast ? [] : behind), isLast ? { ...step, isLast } : step);
    for (const mark of marks(step)) used.add(mark);
    behind = [];
  }
  return kept.toReversed();
}

/** The qubits that a step acts on and the bits that it reads. */
function marks(step: PeerStep): readonly string[] {
  switch (step.kind) {
    case 'measure':
    case 'reset':
      return [`q${step.qubit}`];
    case 'if':
      return [...step.bits.map(([bit]) => `c${bit}`), ...[...step.then, ...step.otherwise].flatMap(marks)];
    default:
      return step.qubits.map((qubit) => `q${qubit}`);
  }
}

// ------------------------------------------------------------------------------------------------------------ the peer

interface Peer {
  readonly probabilities: Table;
  readonly expectation: number;
  readonly counts: Table;
  readonly state?: readonly (readonly [number, number])[];
}

const server = spawn(python, [path.join(import.meta.dirname, 'engines.py')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();

function isPure({ family }: Subject): boolean {
  return family.noise === 'none' && !family.isDynamic;
}

async function askPeer(subject: Subject): Promise<Peer> {
  const { program, noise, letters, seed } = subject;
  const steps = peerSteps(subject);
  const readout = Array.from({ length: program.qubits }, (_, qubit) => {
    const { p01, p10 } = noise === undefined ? { p01: 0, p10: 0 } : readoutError(noise, qubit);
    return [p01, p10];
  });
  const job = {
    ...{ qubits: program.qubits, bits: program.bits, steps, readout },
    ...{ exact: exactSteps(steps), estimated: estimatedSteps(steps) },
    ...{ words: letters, shots, seed, isNoisy: noise !== undefined },
    isState: isPure(subject) && program.bits.length === 0,
  };
  server.stdin.write(`${JSON.stringify(job)}\n`);
  const { value: line } = await answers.next();
  if (line === undefined) throw new Error('engines.py has ended');
  const answer = JSON.parse(line) as Peer & { readonly error?: string };
  if (answer.error !== undefined) throw new Error(`seed ${subject.seed}: ${answer.error}`);
  const named = (table: Table) =>
    Object.fromEntries(Object.entries(table).map(([value, share]) => [keyOf(Number(value), program), share]));
  return { ...answer, probabilities: named(answer.probabilities), counts: named(answer.counts) };
}

/** A value of all bits, or qubits, as the simulator names it. */
function keyOf(value: number, { qubits, bits: [way, end] }: RandomProgram): string {
  if (way === undefined || end === undefined) return value.toString(2).padStart(qubits, '0');
  const text = value.toString(2).padStart(way + end, '0');
  return `${text.slice(0, end)} ${text.slice(end)}`;
}

// ------------------------------------------------------------------------------------------------------- comparisons

const simulator = localSimulator();

/** What an engine finds without shots; nothing where it says that it draws at random only. */
interface Exact {
  readonly probabilities?: Table;
  readonly value?: number;
  readonly amplitudes?: Float64Array;
}

class Score {
  readonly failures: string[] = [];
  readonly circuits = new Set<number>();
  exact = 0;
  sampled = 0;
  fromDense = 0;
  fromPeer = 0;
  leastLikely = 1;
  widest = 0;

  /** Notes a difference from an exact reference. */
  close(which: 'fromDense' | 'fromPeer', difference: number, what: string): void {
    this[which] = Math.max(this[which], difference);
    if (!(difference < tolerance)) this.failures.push(`${what} is off by ${difference.toExponential(1)}`);
  }

  likely(p: number, what: string): void {
    this.sampled++;
    this.leastLikely = Math.min(this.leastLikely, p);
    if (!(p > significance)) this.failures.push(`${what} has p = ${p.toExponential(1)}`);
  }
}

const scores = new Map(engines.map(({ name }) => [name, new Score()]));
const peerScore = new Score();

function optionsFor({ noise, seed }: Subject, method: Method, wanted: number | undefined): SimulationOptions {
  const memoryLimit = 2 ** 30;
  return { shots: wanted, seed, memoryLimit, method, ...(noise && { noise }) };
}

async function exactly(subject: Subject, method: Method): Promise<Exact> {
  const { circuit, words } = subject;
  const options = optionsFor(subject, method, undefined);
  const samples = await simulator.sample(circuit, [], options);
  const estimate = await simulator.estimate(circuit, [], words, options);
  const hasState = isPure(subject) && method !== 'density' && method !== 'stabilizer';
  const state = hasState ? await simulator.state(circuit, [], options) : undefined;
  for (const answer of [samples, estimate, state])
    if (answer?.ok === false && !isOnlySampled(subject, method)) throw new Error(answer.refusal.message);
  return {
    ...(samples.ok && { probabilities: samples.value.probabilities }),
    ...(estimate.ok && { value: estimate.value.value }),
    ...(state?.ok === true && { amplitudes: state.value.amplitudes }),
  };
}

/** Where the method has documented that it draws noise at random. */
function isOnlySampled({ noise }: Subject, method: Method): boolean {
  return method === 'stabilizer' && noise !== undefined;
}

function compareExactly(
  score: Score,
  which: 'fromDense' | 'fromPeer',
  found: Exact,
  expected: Exact,
  name: string,
) {
  if (found.probabilities && expected.probabilities)
    score.close(which, largestDifference(found.probabilities, expected.probabilities), `${name}: an outcome`);
  if (found.value !== undefined && expected.value !== undefined)
    score.close(which, Math.abs(found.value - expected.value), `${name}: the expectation value`);
  const { amplitudes } = found;
  if (amplitudes && expected.amplitudes) {
    const off = expected.amplitudes.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (amplitudes[at] ?? NaN))),
      0,
    );
    score.close(which, off, `${name}: the state`);
  }
}

async function compareSamples(score: Score, subject: Subject, method: Method, dense: Exact): Promise<void> {
  const { circuit, words, seed } = subject;
  const options = optionsFor(subject, method, shots);
  const [samples, estimate] = [
    await simulator.sample(circuit, [], options),
    await simulator.estimate(circuit, [], words, options),
  ];
  if (!samples.ok) throw new Error(samples.refusal.message);
  if (!estimate.ok) throw new Error(estimate.refusal.message);
  score.likely(
    goodnessOfFit(samples.value.counts ?? {}, dense.probabilities ?? {}, shots),
    `seed ${seed}: counts`,
  );
  const { value, stderr } = estimate.value;
  const off = Math.abs(value - (dense.value ?? NaN));
  // Of what happens less often than once in all shots no spread can be seen.
  const unseen = words.terms.reduce((sum, { coefficient }) => sum + Math.abs(coefficient), 0) / shots;
  const errors = off < tolerance ? 0 : off / Math.max(stderr, unseen);
  score.widest = Math.max(score.widest, errors);
  if (!(errors < widest))
    score.failures.push(`seed ${seed}: the sampled value is off by ${errors.toFixed(1)} σ`);
}

async function compare(seed: number): Promise<void> {
  const subject = subjectOf(seed);
  const peer = await askPeer(subject);
  const { family, noise } = subject;
  const name = `seed ${seed} (${family.name})`;
  const reference = await exactly(subject, noise === undefined ? 'statevector' : 'density');
  const expected: Exact = {
    ...{ probabilities: peer.probabilities, value: peer.expectation },
    ...(peer.state && { amplitudes: Float64Array.from(peer.state.flat()) }),
  };
  peerScore.circuits.add(seed);
  peerScore.likely(
    goodnessOfFit(peer.counts, reference.probabilities ?? {}, shots),
    `${name}: counts of Aer`,
  );
  for (const engine of engines) {
    if (!engine.takes.includes(family.noise) || (engine.isClifford && !family.isClifford)) continue;
    const score = scores.get(engine.name) ?? peerScore;
    score.circuits.add(seed);
    try {
      if (engine.isSampled !== true) {
        const found = await exactly(subject, engine.name);
        if (found.probabilities ?? found.value) score.exact++;
        compareExactly(score, 'fromDense', found, reference, name);
        compareExactly(score, 'fromPeer', found, expected, name);
      }
      await compareSamples(score, subject, engine.name, reference);
    } catch (error) {
      score.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

for (let seed = 0; seed < Number(circuits); seed++) await compare(seed);
server.stdin.end();

const all = [
  ...[...scores].map(([name, score]) => ({ name: `\`${name}\``, score })),
  { name: 'Aer’s own samples', score: peerScore },
];
const small = (value: number) => (value === 0 ? '–' : value.toExponential(1));
printTable(
  [
    'engine',
    'circuits',
    'exact',
    'worst from dense',
    'worst from Aer',
    'sampled',
    'least p of χ²',
    'worst mean, in σ',
    'failures',
  ],
  all.map(({ name, score }) => [
    ...[
      name,
      String(score.circuits.size),
      String(score.exact),
      small(score.fromDense),
      small(score.fromPeer),
    ],
    ...[
      String(score.sampled),
      score.leastLikely.toPrecision(2),
      score.widest.toFixed(1),
      String(score.failures.length),
    ],
  ]),
);
for (const { name, score } of all) for (const failure of score.failures) console.log(`${name}: ${failure}`);
if (all.some(({ score }) => score.failures.length > 0)) process.exitCode = 1;
