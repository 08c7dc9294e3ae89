import type { NoiseModel } from '../circuit/index.ts';
import type { MethodChoice, SimulationOptions, Simulator } from '../simulator/index.ts';
import type { Backend, ExecutionOptions } from './backend.ts';

const gibibyte = 2 ** 30;

/** The most memory that a state may take where the file sets no limit, in GiB. */
const defaultMemory = 4;

/** What a `simulator(...)` call in a file settles. */
export interface SimulatorSettings {
  readonly seed?: number;
  readonly shots?: number;
  /** GiB. */
  readonly memory?: number;
  readonly method?: MethodChoice;
  readonly bond?: number;
  readonly cutoff?: number;
  readonly threads?: number;
  readonly reproducible?: boolean;
  readonly cache?: boolean;
  readonly precision?: NonNullable<SimulationOptions['precision']>;
  readonly noise?: NoiseModel;
}

/** The embedded simulator as a backend under the name that the file gives it. */
export function embeddedSimulator(name: string, settings: SimulatorSettings, simulator: Simulator): Backend {
  const memoryLimit = (settings.memory ?? defaultMemory) * gibibyte;
  const complete = ({ shots, seed }: ExecutionOptions): SimulationOptions => ({
    shots,
    seed,
    memoryLimit,
    method: settings.method ?? 'auto',
    ...(settings.bond === undefined ? {} : { bond: settings.bond }),
    ...(settings.cutoff === undefined ? {} : { cutoff: settings.cutoff }),
    ...(settings.threads === undefined ? {} : { threads: settings.threads }),
    reproducible: settings.reproducible ?? false,
    isCached: settings.cache ?? true,
    precision: settings.precision ?? 'double',
    ...(settings.noise === undefined ? {} : { noise: settings.noise }),
  });
  return {
    name,
    defaultShots: settings.shots,
    seed: settings.seed,
    noisyGates: [...new Set(settings.noise?.rules.flatMap(({ on }) => on))],
    forecast: (circuit, options, wanted) => simulator.forecast(circuit, complete(options), wanted),
    sample: (circuit, bindings, options, hooks) =>
      simulator.sample(circuit, bindings, complete(options), hooks),
    estimate: (circuit, bindings, observable, options, hooks) =>
      simulator.estimate(circuit, bindings, observable, complete(options), hooks),
    estimateBatch: (circuit, sets, observable, options, hooks) =>
      simulator.estimateBatch(circuit, sets, observable, complete(options), hooks),
    gradient: (circuit, bindings, observable, { rule = 'auto', ...options }, hooks) =>
      simulator.gradient(circuit, bindings, observable, { ...complete(options), rule }, hooks),
    gradientBatch: (circuit, sets, observable, { rule = 'auto', ...options }, hooks) =>
      simulator.gradientBatch(circuit, sets, observable, { ...complete(options), rule }, hooks),
    state: (circuit, bindings, options, hooks) =>
      simulator.state(circuit, bindings, complete(options), hooks),
  };
}
