import {
  type AnsatzParts,
  type Generator,
  type ParticleSector,
  ansatzCircuit,
  ansatzParts,
  modelTerms,
  particleSector,
} from '../../chemistry/index.ts';
import type { Observable } from '../../circuit/index.ts';
import type { tree } from '../../language/index.ts';
import { type Call, diagnose, findCall } from '../../library/index.ts';
import type { Optimizer } from '../../optimizer/index.ts';
import type { IterationResult, MinimumResult } from '../../protocol/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { TaskFailure } from '../failure.ts';
import { modelCall } from '../model-calls.ts';
import { namedNumbers } from '../settings.ts';
import { type TaskEvents, type TaskOptions, type TaskOutcome, announce, succeeded } from '../task.ts';
import { answerLog, usualCheckpoint } from './answer-log.ts';
import { Energy, type EnergySource, energySearch } from './energy.ts';
import { mixed } from './mixed-seed.ts';
import { parameterSpace } from './parameter-space.ts';
import { optimizerOf } from './run-search.ts';
import { type Found, runSearches } from './searches.ts';
import { sectorMeter, tellDoubts } from './sector.ts';

/** What an ansatz is grown from. */
interface Growth {
  readonly pool: AnsatzParts;
  readonly optimizer: Optimizer;
  /** What energies are asked of, but for the circuit. */
  readonly source: Omit<EnergySource, 'circuit' | 'space'>;
  readonly sector: ParticleSector | undefined;
}

/** The excitations chosen so far, in their order, and their angles. */
interface Grown {
  readonly generators: readonly Generator[];
  readonly angles: readonly number[];
}

/** An excitation that changes the energy slower than this, in hartree per radian, is not worth its gates. */
const usualThreshold = 1e-3;

const usualMost = 100;

/** An exact energy that falls by less, in hartree, does not fall. */
const negligible = 1e-11;

/**
 * Runs `adapt_vqe`: grows an ansatz by the excitation that changes the energy fastest, and varies all angles from where
 * they are. Grimsley, Economou, Barnes and Mayhall, Nature Communications 10, 3007 (2019).
 *
 * @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on
 */
export async function growAnsatz(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const asked = { model: context.model, place: call.span, circuitModel: context.model };
  const { pool, observable, sector } = problemOf(call, context);
  const whole = ansatzCircuit(pool, zeros(pool.generators.length), true);
  await announce(whole, options, { kind: 'estimate', observable }, events, asked);
  const hooks = { cancellation: events.cancellation };
  const log = answerLog(events);
  const source = { backend: options.backend, observable, options, hooks, settled: succeeded(asked), log };
  const growth = { pool, optimizer: optimizerOf(call, context, options), source, sector };
  const numbers = namedNumbers(call, context);
  const threshold = numbers.get('gradient_threshold') ?? usualThreshold;
  const most = numbers.get('max_excitations') ?? usualMost;
  const outcome = await grow(growth, { threshold, most }, (iteration) => events.iteration(iteration));
  tellDoubts(outcome.result, { sector, isEnergy: true }, call.span, (fault) =>
    events.warn?.(fault, context.model),
  );
  return outcome;
}

async function grow(
  growth: Growth,
  { threshold, most }: { readonly threshold: number; readonly most: number },
  tell: (iteration: IterationResult) => void,
): Promise<TaskOutcome & { readonly result: MinimumResult }> {
  const history: IterationResult[] = [];
  let grown: Grown = { generators: [], angles: [] };
  let found = await settledEnergy(growth, grown);
  let [evaluations, gradients] = [found.evaluations, 0];
  let stopped: Found['stopped'] = 'iterations';
  const isExact = growth.source.options.shots === undefined;
  while (grown.generators.length < most) {
    const fastest = await fastestOf(growth, grown);
    gradients++;
    if (fastest === undefined || Math.abs(fastest.slope) < threshold) {
      stopped = 'converged';
      break;
    }
    const before = grown;
    grown = { generators: [...grown.generators, fastest.generator], angles: [...grown.angles, 0] };
    const next = await settledEnergy(growth, grown);
    if (isExact && found.value - next.value < negligible) {
      stopped = 'stalled';
      grown = before;
      break;
    }
    const step = Math.hypot(...next.x.map((angle, place) => angle - (grown.angles[place] ?? 0)));
    const best = Math.min(found.value, next.value);
    const { value, stderr } = next;
    const change = value - found.value;
    const record = { iteration: history.length + 1, value, stderr, change, step, best, ...whereabouts(next) };
    history.push(record);
    tell(record);
    [evaluations, gradients] = [evaluations + next.evaluations, gradients + next.gradients];
    grown = { ...grown, angles: next.x };
    found = next;
  }
  const { value, stderr, method } = found;
  const names = grown.generators.map(({ label }) => label);
  const counts = { evaluations, gradients, iterations: history.length };
  const place = { names, parameters: grown.angles, ...whereabouts(found) };
  const result = { ...place, value, stderr, stopped, history, ...counts };
  return { result: { kind: 'minimum', optimizer: growth.optimizer.name, ...result }, method };
}

function whereabouts({ sector }: Found): Pick<Found, 'sector'> {
  return sector === undefined ? {} : { sector };
}

/** The least energy near the angles of a grown ansatz, and where its state lies. */
async function settledEnergy({ pool, optimizer, source, sector }: Growth, grown: Grown): Promise<Found> {
  const circuit = ansatzCircuit({ ...pool, generators: grown.generators }, grown.angles, true);
  const space = parameterSpace(circuit);
  const whole = { ...source, circuit, space };
  const sectorAt = await sectorMeter(whole, sector);
  const found = await leastEnergy(whole, optimizer, grown.angles);
  const at = await sectorAt?.(found.x);
  return at === undefined ? found : { ...found, sector: at };
}

async function leastEnergy(source: EnergySource, optimizer: Optimizer, start: readonly number[]) {
  if (start.length === 0) return await reference(source);
  const plan = { optimizer, start, restarts: 0, limits: {}, checkpoint: usualCheckpoint };
  return await runSearches(energySearch(source), plan, () => undefined);
}

/** The energy before any excitation. */
async function reference(source: EnergySource): Promise<Found> {
  const energy = new Energy(source, 0);
  const [value = NaN] = await energy.values([[]], 0);
  const [stderr, { method }] = [energy.errorAt([]) ?? 0, energy];
  return { x: [], value, stderr, method, stopped: 'converged', evaluations: 1, gradients: 0, history: [] };
}

/** The excitation of the pool by whose angle the energy changes most, were it the next one. */
async function fastestOf({ pool, source }: Growth, { generators, angles }: Grown) {
  const candidates = [...generators, ...pool.generators];
  const values = [...angles, ...zeros(pool.generators.length)];
  const circuit = ansatzCircuit({ ...pool, generators: candidates }, values, true);
  const { backend, observable, options, hooks, settled } = source;
  const seeded = { ...options, seed: mixed(options.seed, -generators.length - 1) };
  const { derivatives } = settled(await backend.gradient(circuit, [values], observable, seeded, hooks));
  const slopes = derivatives.slice(generators.length).map(({ value }) => value);
  const place = slopes.reduce(
    (most, slope, at) => (Math.abs(slope) > Math.abs(slopes[most] ?? 0) ? at : most),
    0,
  );
  const generator = pool.generators[place];
  return generator && { generator, slope: slopes[place] ?? 0 };
}

function zeros(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}

/** The excitations to choose from, and the energy of the molecule on the same qubits. */
function problemOf(node: tree.CallExpression, context: EvaluationContext) {
  const call = modelCall(node, findCall('adapt_vqe', 'task') as Call, {
    model: context.model,
    files: context.attachments.textOf,
    evaluate: (expression) => evaluate(expression, context),
  });
  const pool = ansatzParts(call, node.span, context.attachments.textOf);
  const energy = { ...call, name: 'hamiltonian' };
  const terms = modelTerms(energy, context.attachments.textOf);
  if (typeof pool === 'string') return refuse(node, pool, context);
  if (typeof terms === 'string') return refuse(node, terms, context);
  const observable: Observable = { name: 'energy', terms, span: node.span };
  return { pool, observable, sector: particleSector(energy, context.attachments.textOf) };
}

function refuse({ span }: tree.CallExpression, reason: string, { model }: EvaluationContext): never {
  throw new TaskFailure([{ model, diagnostic: diagnose('QF3110', span, ['adapt_vqe', reason]) }]);
}
