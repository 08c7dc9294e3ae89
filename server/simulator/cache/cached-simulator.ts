import { version } from '../../base/index.ts';
import type { Bindings } from '../../circuit/index.ts';
import type {
  Estimate,
  Gradient,
  Samples,
  Simulated,
  SimulationOptions,
  Simulator,
  StateVector,
} from '../simulator.ts';
import { contentHash } from './content-hash.ts';
import { ResultCache } from './result-cache.ts';

/** Roughly what an entry takes beside its outcomes, and what a character of an outcome's key does. */
const [entryBytes, characterBytes, numberBytes] = [512, 2, 32];

type Result = Samples | Estimate | Gradient | StateVector | readonly (Estimate | Gradient)[];

type Granted<T> = Extract<Simulated<T>, { ok: true }>;

/**
 * A simulator that answers runs it has done before from memory: the same circuit, parameters, observable, shots, seed,
 * noise, method and version. Of an exact batch only the sets of parameters are computed that are not known yet.
 *
 * @param bytes what results may take together, roughly.
 */
export function cachedSimulator(inner: Simulator, bytes: number): Simulator {
  const cache = new ResultCache<Granted<Result>>(bytes);
  const keyOf = (parts: readonly unknown[], options: SimulationOptions) =>
    contentHash([version, ...parts, ...partsOf(options)]);
  const remembered = async <T extends Result>(
    parts: readonly unknown[],
    options: SimulationOptions,
    run: () => Promise<Simulated<T>>,
  ): Promise<Simulated<T>> => {
    if (options.isCached === false) return run();
    const key = keyOf(parts, options);
    const found = cache.get(key);
    if (found !== undefined) return { ...owned(found as Granted<T>), isCached: true };
    const answer = await run();
    if (answer.ok) cache.set(key, owned(answer), bytesOf(answer.value));
    return answer;
  };
  /** Each set by itself: an exact value does not depend on the others. */
  const exactBatch = async <T extends Estimate | Gradient>(
    parts: readonly unknown[],
    sets: readonly Bindings[],
    options: SimulationOptions,
    run: (missing: readonly Bindings[]) => Promise<Simulated<readonly T[]>>,
  ): Promise<Simulated<readonly T[]>> => {
    const keys = sets.map((set) => keyOf(['of a batch', ...parts, written(set)], options));
    const known = keys.map((key) => cache.get(key) as Granted<T> | undefined);
    const missing = [...sets.keys()].filter((place) => known[place] === undefined);
    const [first] = known;
    if (missing.length === 0 && first !== undefined)
      return { ...first, value: known.flatMap((one) => one?.value ?? []), isCached: true };
    const answer = await run(missing.map((place) => sets[place] ?? []));
    if (!answer.ok) return answer;
    for (const [at, place] of missing.entries()) {
      const value = answer.value[at];
      if (value === undefined) continue;
      known[place] = { ...answer, value };
      cache.set(keys[place] ?? '', { ...answer, value }, bytesOf(value));
    }
    return { ...answer, value: known.flatMap((one) => one?.value ?? []) };
  };
  const batch = <T extends Estimate | Gradient>(
    parts: readonly unknown[],
    sets: readonly Bindings[],
    options: SimulationOptions,
    run: (missing: readonly Bindings[]) => Promise<Simulated<readonly T[]>>,
  ): Promise<Simulated<readonly T[]>> =>
    options.shots === undefined && options.isCached !== false
      ? exactBatch(parts, sets, options, run)
      : remembered(['batch', ...parts, sets.map(written)], options, () => run(sets));
  return {
    ...inner,
    sample: (circuit, bindings, options, hooks) =>
      remembered(['sample', circuit, written(bindings)], options, () =>
        inner.sample(circuit, bindings, options, hooks),
      ),
    estimate: (circuit, bindings, observable, options, hooks) =>
      remembered(['estimate', circuit, written(bindings), observable], options, () =>
        inner.estimate(circuit, bindings, observable, options, hooks),
      ),
    estimateBatch: (circuit, sets, observable, options, hooks) =>
      batch(['estimate', circuit, observable], sets, options, (some) =>
        inner.estimateBatch(circuit, some, observable, options, hooks),
      ),
    gradientBatch: (circuit, sets, observable, options, hooks) =>
      batch(['gradient', circuit, observable], sets, options, (some) =>
        inner.gradientBatch(circuit, some, observable, options, hooks),
      ),
    state: (circuit, bindings, options, hooks) =>
      remembered(['state', circuit, written(bindings)], options, () =>
        inner.state(circuit, bindings, options, hooks),
      ),
    gradient: (circuit, bindings, observable, options, hooks) =>
      remembered(['gradient', circuit, written(bindings), observable], options, () =>
        inner.gradient(circuit, bindings, observable, options, hooks),
      ),
  };
}

/** A copy, because the caller may change what it gave and hand it over again. */
function written(bindings: readonly unknown[]): readonly unknown[] {
  return [...bindings];
}

/** What of the options a result depends on; an exact one does not on the seed. */
function partsOf({ noise, seed, ...others }: SimulationOptions): readonly unknown[] {
  return [noise, others.shots === undefined ? 'exact' : seed, { ...others, isCached: true }];
}

/** The answer with amplitudes of its own: whoever asked may hand its array on to another thread. */
function owned<T extends Result>(answer: Granted<T>): Granted<T> {
  const { value } = answer;
  return 'amplitudes' in value
    ? { ...answer, value: { ...value, amplitudes: value.amplitudes.slice() } }
    : answer;
}

function bytesOf(value: Result): number {
  if ('amplitudes' in value) return entryBytes + value.amplitudes.byteLength;
  if ('derivatives' in value) return entryBytes + 4 * numberBytes * value.derivatives.length;
  if ('length' in value) return entryBytes + 3 * numberBytes * value.length;
  if (!('probabilities' in value)) return entryBytes;
  const tables = value.counts === undefined ? 1 : 2;
  return Object.keys(value.probabilities).reduce(
    (sum, key) => sum + tables * (characterBytes * key.length + numberBytes),
    entryBytes,
  );
}
