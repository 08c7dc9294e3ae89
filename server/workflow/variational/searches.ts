import { type CancellationToken, Random } from '../../base/index.ts';
import type {
  Iteration,
  MinimizeOptions,
  Minimum,
  Objective,
  Optimizer,
  Point,
} from '../../optimizer/index.ts';
import type { IterationResult, SectorResult } from '../../protocol/index.ts';
import type { AnswerLog } from './answer-log.ts';
import { mixed } from './mixed-seed.ts';
import type { SectorMeter } from './sector.ts';

/** A function of parameters, as far as it has been measured. */
export interface SearchObjective extends Objective {
  /** How the circuits were simulated. */
  readonly method: string;
  /** The standard error of the value at a point, where it was one of the last that were asked for. */
  errorAt(x: Point): number | undefined;
}

/** What a search looks for. */
export interface Search {
  /** Of the parameters. */
  readonly names: readonly string[];
  /** Where a search without a start begins; at random angles where it is absent. */
  readonly initial?: (random: Random) => Point;
  readonly seed: number;
  readonly cancellation: CancellationToken | undefined;
  readonly log: AnswerLog;
  /** What measures where the states of a molecule lie. */
  readonly sectorAt?: SectorMeter;
  /** @param stream tells its random outcomes from those of other objectives of the same search */
  objective(stream: number): SearchObjective;
}

export interface SearchPlan {
  readonly optimizer: Optimizer;
  /** Where the first search begins; as the search itself says where it is left out. */
  readonly start: Point | undefined;
  /** How many searches begin elsewhere after it. */
  readonly restarts: number;
  readonly limits: Pick<MinimizeOptions, 'maxIterations' | 'threshold'>;
  /** After how many iterations the answers until then are handed over. */
  readonly checkpoint: number;
}

export interface Found {
  readonly x: Point;
  readonly value: number;
  readonly stderr: number;
  readonly stopped: Minimum['stopped'];
  readonly evaluations: number;
  readonly gradients: number;
  readonly history: readonly IterationResult[];
  readonly sector?: SectorResult;
  readonly method: string;
}

/** The streams of random numbers of a task that belong to no search. */
const startStream = -1;
const choiceStream = -2;
const reportStream = -3;

/**
 * Runs all searches of a task and measures the best once more. What chose the parameters is partly luck where there are
 * shots, so the values that are reported come from measurements of their own: each search's end is measured apart to
 * choose among them, and the chosen one again.
 */
export async function runSearches(
  search: Search,
  plan: SearchPlan,
  onIteration: (iteration: IterationResult) => void,
): Promise<Found> {
  const random = new Random(mixed(search.seed, startStream));
  const history: IterationResult[] = [];
  const ends: { minimum: Minimum; value: number }[] = [];
  let least = Infinity;
  const judge = search.objective(choiceStream);
  for (let count = 0; count <= plan.restarts; count++) {
    const drawn = search.initial?.(random) ?? search.names.map(() => 2 * Math.PI * random.next());
    const objective = search.objective(count);
    const begin = count === 0 ? (plan.start ?? drawn) : drawn;
    const seed = mixed(search.seed, count);
    const steps = plan.optimizer.minimize(objective, begin, {
      ...plan.limits,
      seed,
      ...(search.cancellation === undefined ? {} : { cancellation: search.cancellation }),
    });
    const minimum = await follow(steps, begin, async (iteration, move) => {
      least = Math.min(least, iteration.best, iteration.value);
      const plain = recorded(iteration, move, objective, history.length + 1, least);
      const record = { ...plain, ...(await sectorOf(search, iteration.x)) };
      history.push(record);
      onIteration(record);
      if (history.length % plan.checkpoint === 0) search.log.flush();
    });
    const [value = minimum.value] = plan.restarts === 0 ? [] : await judge.values([minimum.x], count);
    ends.push({ minimum, value });
    if (minimum.stopped === 'threshold') break;
  }
  return await measured(search, ends, history, plan.restarts > 0);
}

interface Move {
  readonly change: number | undefined;
  readonly step: number;
}

/** Goes through a search and tells each of its iterations, with how far it went. */
async function follow(
  steps: AsyncGenerator<Iteration, Minimum>,
  start: Point,
  tell: (iteration: Iteration, move: Move) => Promise<void>,
): Promise<Minimum> {
  let x = start;
  let value: number | undefined;
  for (;;) {
    const next = await steps.next();
    if (next.done === true) return next.value;
    const iteration = next.value;
    const step = distance(iteration.x, x);
    await tell(iteration, { step, change: value === undefined ? undefined : iteration.value - value });
    ({ x, value } = iteration);
  }
}

/** Where the state at a point lies, where that is watched. */
async function sectorOf({ sectorAt }: Search, x: Point): Promise<Pick<IterationResult, 'sector'>> {
  const sector = await sectorAt?.(x);
  return sector === undefined ? {} : { sector };
}

function distance(to: Point, from: Point): number {
  return Math.sqrt(to.reduce((sum, entry, place) => sum + (entry - (from[place] ?? 0)) ** 2, 0));
}

function recorded(
  { x, value }: Iteration,
  { change, step }: Move,
  objective: SearchObjective,
  count: number,
  best: number,
): IterationResult {
  const stderr = objective.errorAt(x);
  return {
    iteration: count,
    value,
    ...(stderr === undefined ? {} : { stderr }),
    ...(change === undefined ? {} : { change }),
    step,
    best,
  };
}

async function measured(
  search: Search,
  ends: readonly { readonly minimum: Minimum; readonly value: number }[],
  history: readonly IterationResult[],
  isChosen: boolean,
): Promise<Found> {
  const { minimum } = ends.reduce((best, end) => (end.value < best.value ? end : best));
  const objective = search.objective(reportStream);
  const [value = NaN] = await objective.values([minimum.x], 0);
  const sum = (count: (minimum: Minimum) => number) =>
    ends.reduce((total, end) => total + count(end.minimum), 0);
  return {
    x: minimum.x,
    value,
    stderr: objective.errorAt(minimum.x) ?? 0,
    stopped: minimum.stopped,
    evaluations: sum((one) => one.evaluations) + (isChosen ? ends.length : 0) + 1,
    gradients: sum((one) => one.gradients),
    history,
    method: objective.method,
    ...(await sectorOf(search, minimum.x)),
  };
}
