import { Cancelled } from '../base/index.ts';
import { Engine } from './engine.ts';
import { forecast } from './forecast.ts';
import { loadKernels } from './native/library.ts';
import type { OnProgress } from './run/run.ts';
import type { RunHooks, Simulator } from './simulator.ts';

/**
 * A simulator in the calling thread, for tests and small circuits: it blocks the thread while it computes, so that only
 * what the progress listener does can cancel a run that has started.
 */
export function localSimulator(): Simulator {
  let created: Promise<Engine> | undefined;
  const engine = () => (created ??= loadKernels().then((library) => new Engine(library, { cores: 1 })));
  return {
    forecast: async (circuit, options, wanted) => {
      const slowness = created === undefined ? 1 : (await created).slowness;
      return forecast(circuit, options, wanted, slowness);
    },
    sample: async (circuit, bindings, options, hooks) =>
      (await engine()).sample({ circuit, bindings, options }, follow(hooks)),
    estimate: async (circuit, bindings, observable, options, hooks) =>
      (await engine()).estimate({ circuit, bindings, options }, observable, follow(hooks)),
    estimateBatch: async (circuit, sets, observable, options, hooks) =>
      (await engine()).estimateBatch({ circuit, bindings: [], options }, sets, observable, follow(hooks)),
    gradient: async (circuit, bindings, observable, options, hooks) =>
      (await engine()).gradient({ circuit, bindings, options }, observable, follow(hooks)),
    gradientBatch: async (circuit, sets, observable, options, hooks) =>
      (await engine()).gradientBatch({ circuit, bindings: [], options }, sets, observable, follow(hooks)),
    state: async (circuit, bindings, options, hooks) =>
      (await engine()).state({ circuit, bindings, options }, follow(hooks)),
    dispose: async () => undefined,
  };
}

/** @throws {Cancelled} from the returned listener once the run is cancelled. */
function follow(hooks: RunHooks | undefined): OnProgress {
  return (fraction) => {
    hooks?.onProgress?.({ fraction });
    if (hooks?.cancellation?.isCancellationRequested === true) throw new Cancelled();
  };
}
