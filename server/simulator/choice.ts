import { runsFor } from './gradients/forecast.ts';
import type { MethodProfile, Obstacle, Prospect } from './method.ts';
import { type RegisteredMethod, methods } from './methods.ts';
import { hasNoise } from './noise-obstacle.ts';
import type { Place, Refusal } from './simulator.ts';
import { formatBytes } from './state/memory.ts';

/** Below this a forecast of time decides nothing: the order of the methods does. */
export const negligibleSeconds = 0.015;

/** A method of the registry. */
export type Registered = MethodProfile & { readonly name: RegisteredMethod };

/** The methods that can do a run, best first. */
export interface Chosen {
  readonly best: Registered;
  readonly others: readonly Registered[];
  /** What the best one takes, as far as can be told. */
  readonly seconds: number;
  /** Why other methods cannot do it. */
  readonly obstacles: readonly Obstacle[];
}

export type Choice = ({ readonly ok: true } & Chosen) | { readonly ok: false; readonly refusal: Refusal };

/** The methods for a run: those that the options ask for, without those that something stands against. */
export function chooseMethod(prospect: Prospect): Choice {
  return negligible(prospect) ?? tableau(prospect) ?? weighed(prospect);
}

/** The first method whose time decides nothing: the ones behind it are asked only once somebody wants to know of them. */
function negligible(prospect: Prospect): Choice | undefined {
  for (const method of askedFor(prospect)) {
    if (method.name !== 'statevector' && method.name !== 'stabilizer') return undefined;
    const candidate = candidateFor(method, prospect);
    if (candidate === undefined) continue;
    if (costOf(candidate, prospect) <= negligibleSeconds) return decided(candidate, prospect);
  }
  return undefined;
}

/** A circuit that takes longer as a tableau is looked at in all other ways first. */
const longestTableau = 1;

/** The tableau where it can be: looking for a better method than it takes longer than it does itself. */
function tableau(prospect: Prospect): Choice | undefined {
  const [dense, fit] = (['statevector', 'stabilizer'] as const).map((wanted) => {
    const method = askedFor(prospect).find(({ name }) => name === wanted);
    return method && candidateFor(method, prospect);
  });
  if (fit === undefined || fit.seconds > longestTableau) return undefined;
  if (dense !== undefined && costOf(dense, prospect) <= costOf(fit, prospect)) return undefined;
  return decided(fit, prospect);
}

interface Candidate {
  readonly method: Registered;
  readonly seconds: number;
}

function candidateFor(method: Registered, prospect: Prospect): Candidate | undefined {
  if (obstacleOf(method, prospect) !== undefined) return undefined;
  return { method, seconds: runsFor(method.name, prospect) * method.seconds(prospect) };
}

function decided({ method, seconds }: Candidate, prospect: Prospect): Choice {
  let all: Choice | undefined;
  const known = () => {
    all ??= weighed(prospect);
    return all;
  };
  return {
    ...{ ok: true, best: method, seconds },
    get others() {
      const choice = known();
      return choice.ok ? [choice.best, ...choice.others].filter((other) => other !== method) : [];
    },
    get obstacles() {
      const choice = known();
      return choice.ok ? choice.obstacles : [];
    },
  };
}

function weighed(prospect: Prospect): Choice {
  const all = askedFor(prospect).map((method) => ({ method, obstacle: obstacleOf(method, prospect) }));
  const [best, ...others] = all
    .flatMap(({ method, obstacle }) => (obstacle === undefined ? [method] : []))
    .map((method) => ({ method, seconds: runsFor(method.name, prospect) * method.seconds(prospect) }))
    .toSorted((a, b) => costOf(a, prospect) - costOf(b, prospect));
  const obstacles = all.flatMap(({ obstacle }) => obstacle ?? []);
  if (best === undefined) return { ok: false, refusal: refusalFor(obstacles) };
  const { method, seconds } = best;
  return { ok: true, best: method, others: others.map((other) => other.method), seconds, obstacles };
}

/** Where a state is wanted a method without one is not insisted on. */
function askedFor({ options, wanted }: Prospect): readonly Registered[] {
  const { method = 'auto' } = options;
  if (method === 'auto' || wanted.kind === 'state')
    return methods.filter(({ isForNoise = false }: MethodProfile) => !isForNoise || hasNoise(options));
  return methods.filter(({ name }) => name === method);
}

function obstacleOf(method: MethodProfile, prospect: Prospect): Obstacle | undefined {
  const obstacle = method.obstacle(prospect);
  if (obstacle !== undefined) return obstacle;
  const { memoryLimit } = prospect.options;
  const bytes = method.memory(prospect);
  if (bytes <= memoryLimit) return undefined;
  return {
    clause: `the ${method.name} method needs ${formatBytes(bytes)} of memory for ${prospect.circuit.qubitCount.toLocaleString('en')} qubits; the limit is ${formatBytes(memoryLimit)}`,
    help: 'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits.',
  };
}

/** Seconds that count; any time is better than an approximation. */
function costOf({ method, seconds }: Candidate, prospect: Prospect): number {
  const { isApproximate }: MethodProfile = method;
  const isOff = typeof isApproximate === 'function' ? isApproximate(prospect) : isApproximate;
  if (isOff) return Number.MAX_VALUE;
  return Math.max(negligibleSeconds, seconds);
}

/** One sentence that lists why each method is out; the way out is that of the first. */
function refusalFor(obstacles: readonly Obstacle[]): Refusal {
  const { summary, places } = listed(obstacles, '');
  return { kind: 'too-large', message: `${capitalised(summary)}.`, help: obstacles[0]?.help ?? '', places };
}

/** Clauses behind the start of a sentence, and where in it the statements are that they name. */
export function listed(
  obstacles: readonly Obstacle[],
  start: string,
): { readonly summary: string; readonly places: readonly Place[] } {
  let summary = start;
  const places: Place[] = [];
  for (const { clause, span } of obstacles) {
    summary += summary === '' ? clause : `; ${clause}`;
    if (span !== undefined) places.push({ behind: summary.length, span });
  }
  return { summary, places };
}

function capitalised(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
