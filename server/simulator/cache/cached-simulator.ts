import { version } from '../../base/index.ts';
import type { Estimate, Gradient, Samples, Simulated, SimulationOptions, Simulator } from '../simulator.ts';
import { contentHash } from './content-hash.ts';
import { ResultCache } from './result-cache.ts';

/** Roughly what an entry takes beside its outcomes, and what a character of an outcome's key does. */
const [entryBytes, characterBytes, numberBytes] = [512, 2, 32];

type Answer = Extract<Simulated<Samples | Estimate | Gradient>, { ok: true }>;

/**
 * A simulator that answers runs it has done before from memory: the same circuit, parameters, observable, shots, seed,
 * noise, method and version. States and batches are always computed.
 *
 * @param bytes what results may take together, roughly.
 */
export function cachedSimulator(inner: Simulator, bytes: number): Simulator {
  const cache = new ResultCache<Answer>(bytes);
  const remembered = async <T extends Samples | Estimate | Gradient>(
    parts: readonly unknown[],
    options: SimulationOptions,
    run: () => Promise<Simulated<T>>,
  ): Promise<Simulated<T>> => {
    if (options.isCached === false) return run();
    const key = contentHash([version, ...parts, ...partsOf(options)]);
    const found = cache.get(key);
    if (found !== undefined) return { ...(found as Extract<Simulated<T>, { ok: true }>), isCached: true };
    const answer = await run();
    if (answer.ok) cache.set(key, answer, bytesOf(answer.value));
    return answer;
  };
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

function bytesOf(value: Samples | Estimate | Gradient): number {
  if ('derivatives' in value) return entryBytes + 4 * numberBytes * value.derivatives.length;
  if (!('probabilities' in value)) return entryBytes;
  const tables = value.counts === undefined ? 1 : 2;
  return Object.keys(value.probabilities).reduce(
    (sum, key) => sum + tables * (characterBytes * key.length + numberBytes),
    entryBytes,
  );
}
