import assert from 'node:assert/strict';
import type { Circuit, Observable } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import type { Estimate, Samples, Simulated, SimulationOptions, StateVector } from '../simulator.ts';

/** Short ways to run circuits in tests: in this thread, exactly unless shots are given. */

export const exactly: SimulationOptions = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };

const simulator = localSimulator();

/** The value of a run that must not be refused. */
export function granted<T>(result: Simulated<T>): T {
  if (!result.ok) assert.fail(result.refusal.message);
  return result.value;
}

export async function sampled(circuit: Circuit, options: Partial<SimulationOptions> = {}): Promise<Samples> {
  return granted(await simulator.sample(circuit, [], { ...exactly, ...options }));
}

export async function probabilities(circuit: Circuit): Promise<Samples['probabilities']> {
  return (await sampled(circuit)).probabilities;
}

export async function stateOf(circuit: Circuit): Promise<StateVector> {
  return granted(await simulator.state(circuit, [], exactly));
}

export async function estimated(
  circuit: Circuit,
  observable: Observable,
  options: Partial<SimulationOptions> = {},
): Promise<Estimate> {
  return granted(await simulator.estimate(circuit, [], observable, { ...exactly, ...options }));
}

/** Whether both tables have the same keys and, up to rounding, the same numbers. */
export function assertClose(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  tolerance = 1e-12,
): void {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
  for (const [key, value] of Object.entries(expected))
    assert.ok(Math.abs((found[key] ?? NaN) - value) < tolerance, `${key}: ${found[key]} instead of ${value}`);
}
