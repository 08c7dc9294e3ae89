import assert from 'node:assert/strict';
import type { Random } from '../../base/index.ts';
import { type Gradient, type Simulated, localSimulator } from '../../simulator/index.ts';
import type { Measured, Network, Pass, PassMeans } from './network.ts';
import type { Numbers } from './parameter-blocks.ts';

const simulator = localSimulator();
const exactly = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };

/** What a network needs, with its circuit on the simulator and all derivatives exact. */
export function exactMeans({ measured }: Network, dropout?: Random): PassMeans {
  return {
    rest: async () => undefined,
    measure: async (sets) => {
      assert.ok(measured !== undefined);
      const columns: (readonly Gradient[])[] = [];
      for (const observable of measured.observables)
        columns.push(granted(await simulator.gradientBatch(measured.circuit, sets, observable, exactly)));
      return sets.map((_, set): Measured => ({
        values: columns.map((column) => column[set]?.value ?? NaN),
        errors: columns.map(() => 0),
        slopes: columns.map((column) => (column[set]?.derivatives ?? []).map(({ value }) => value)),
      }));
    },
    ...(dropout === undefined ? {} : { dropout }),
  };
}

function granted<T>(outcome: Simulated<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** A sum over all scores, with weights that tell them apart, and its derivatives by the way back. */
export function weighed(pass: Pass): { readonly value: number; readonly gradient: Numbers } {
  const weights = pass.scores.map((row, sample) =>
    Array.from(row, (_, place) => Math.sin(1 + 3 * sample + place)),
  );
  const value = pass.scores.reduce(
    (sum, row, sample) =>
      Array.from(row).reduce((part, score, place) => part + score * (weights[sample]?.[place] ?? 0), sum),
    0,
  );
  return { value, gradient: pass.back(weights).gradient };
}

/** Holds all derivatives of a network against differences of its scores. */
export async function checkGradient(
  network: Network,
  x: readonly number[],
  samples: readonly Numbers[],
  dropout?: () => Random,
): Promise<void> {
  const at = async (point: readonly number[]) =>
    weighed(await network.pass(point, samples, exactMeans(network, dropout?.())));
  const { gradient } = await at(x);
  assert.equal(gradient.length, network.names.length);
  const step = 1e-4;
  for (const [place, name] of network.names.entries()) {
    const moved = (by: number) => at(x.map((entry, other) => (other === place ? entry + by : entry)));
    const [far, near] = [await difference(moved, step), await difference(moved, step / 2)];
    // Richardson's rule takes the error of the second order out.
    const wanted = (4 * near - far) / 3;
    assert.ok(
      Math.abs((gradient[place] ?? NaN) - wanted) < 1e-8,
      `${name}: ${gradient[place]}, not ${wanted}`,
    );
  }
}

async function difference(
  at: (by: number) => Promise<{ readonly value: number }>,
  step: number,
): Promise<number> {
  return ((await at(step)).value - (await at(-step)).value) / (2 * step);
}
