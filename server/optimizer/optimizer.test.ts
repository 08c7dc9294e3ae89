import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Cancelled, CancellationSource, Random } from '../base/index.ts';
import {
  type Iteration,
  type MinimizeOptions,
  type Minimum,
  type Objective,
  type OptimizerName,
  type OptimizerOptions,
  type Point,
  UnfitObjective,
  optimizer,
  optimizerNames,
} from './index.ts';
import { exactObjective, h2Energy, h2Ground, h2Start, testFunctions } from './testing/functions.ts';

interface Run {
  readonly minimum: Minimum;
  readonly iterations: readonly Iteration[];
}

async function run(
  name: OptimizerName,
  objective: Objective,
  start: Point,
  how: Partial<MinimizeOptions> = {},
  options: OptimizerOptions = {},
): Promise<Run> {
  const search = optimizer(name, options).minimize(objective, start, { seed: 1, ...how });
  const iterations: Iteration[] = [];
  for (;;) {
    const step = await search.next();
    if (step.done === true) return { minimum: step.value, iterations };
    iterations.push(step.value);
  }
}

function tested(name: string) {
  const found = testFunctions.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

const h2 = exactObjective(tested('h2'));

/** A bowl with its bottom at (1, 1, 1) and normal noise that only the place of a question decides. */
function noisyBowl(deviation: number): Objective {
  const noise = (place: number) => {
    const random = new Random(place);
    return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  };
  return {
    isExact: false,
    values: (points, before) =>
      Promise.resolve(
        points.map(
          (x, place) => x.reduce((sum, e) => sum + (e - 1) ** 2, 0) + deviation * noise(before + place),
        ),
      ),
  };
}

/** The largest error and the most evaluations: those of SciPy 1.17.1, printed by bench/compare/optimizers.ts. */
const counts: readonly [OptimizerName, string, number, number][] = [
  ['nelder_mead', 'rosenbrock', 1e-9, 159],
  ['nelder_mead', 'himmelblau', 2e-8, 157],
  ['nelder_mead', 'h2', 4e-7, 947],
  ['powell', 'rosenbrock', 1e-20, 607],
  ['powell', 'himmelblau', 1e-20, 215],
  ['powell', 'h2', 7e-6, 301],
  ['cobyla', 'quadratic', 1e-7, 122],
  ['cobyla', 'h2', 1e-9, 247],
  ['bfgs', 'rosenbrock', 3e-15, 39],
  ['bfgs', 'beale', 3e-16, 17],
  ['bfgs', 'h2', 7e-11, 21],
  ['l_bfgs_b', 'rosenbrock', 3e-12, 44],
  ['l_bfgs_b', 'quadratic', 7e-12, 10],
  ['l_bfgs_b', 'h2', 4e-10, 23],
  ['cg', 'rosenbrock', 2e-14, 78],
  ['cg', 'h2', 2e-10, 73],
  ['slsqp', 'rosenbrock', 2e-8, 47],
  ['slsqp', 'beale', 3e-7, 15],
  ['slsqp', 'h2', 5e-7, 17],
  ['tnc', 'rosenbrock', 7e-9, 83],
  ['tnc', 'himmelblau', 2e-11, 30],
  ['tnc', 'quadratic', 5e-10, 16],
];

describe('optimizers', () => {
  for (const [name, functionName, error, evaluations] of counts)
    it(`${name} on ${functionName} is as near as SciPy in no more evaluations`, async () => {
      const { start, least, slope } = tested(functionName);
      const { minimum } = await run(name, exactObjective({ slope }), start);
      assert.equal(minimum.stopped, 'converged');
      assert.ok(minimum.value - least <= error, `${minimum.value - least}`);
      assert.ok(minimum.evaluations <= evaluations, `${minimum.evaluations}`);
      assert.equal(minimum.value, slope(minimum.x).value);
    });

  it('goes the known ways of Adam and gradient descent', async () => {
    const ways = [
      ['adam', 0.01, [-0.9815123777, -1.0646685272, -1.2996101372, -1.5474624267]],
      ['adam', 0.1, [-1.0648125507, NaN, -1.8554065446, -1.857268681]],
      ['gradient_descent', 0.4, [-1.0472866249, -1.4762136579, -1.8562517387, -1.8569837513]],
    ] as const;
    for (const [name, learningRate, values] of ways) {
      const { iterations } = await run(name, h2, h2Start, {}, { learningRate, iterations: 100 });
      for (const [place, step] of [1, 10, 50, 100].entries()) {
        const expected = values[place] ?? NaN;
        if (Number.isNaN(expected)) continue;
        assert.ok(Math.abs((iterations[step - 1]?.value ?? NaN) - expected) < 1e-8, `${name} ${step}`);
      }
    }
  });

  it('steps along the gradient as the metric of the states sees it', async () => {
    const options = { learningRate: 0.1, regularization: 0, iterations: 3 };
    const natural = await run('natural_gradient', h2, h2Start, {}, options);
    // With a metric of 1/4 the natural gradient is four times the plain one.
    const plain = await run('gradient_descent', h2, h2Start, {}, { learningRate: 0.4, iterations: 3 });
    for (const [place, { value }] of natural.iterations.entries())
      assert.ok(Math.abs(value - (plain.iterations[place]?.value ?? Number.NaN)) < 1e-5, `${value}`);
    const none: Objective = {
      isExact: true,
      values: (points, before) => h2.values(points, before),
      slope: (x, before) => h2.slope!(x, before),
    };
    await assert.rejects(run('natural_gradient', none, h2Start), /needs fidelities/);
  });

  it('guesses the metric along the way', async () => {
    const { minimum } = await run('qn_spsa', h2, h2Start, { seed: 3 }, { iterations: 300 });
    assert.ok(minimum.value < h2Ground + 0.03, `${minimum.value}`);
    assert.equal(minimum.evaluations, 2 * 300 + 1);
  });

  it('sweeps as Rotosolve does', async () => {
    const { iterations } = await run('rotosolve', h2, h2Start, {}, { iterations: 4 });
    const expected = [-1.503805414838, -1.856124338148, -1.857255314462, -1.85726761216];
    for (const [place, value] of expected.entries())
      assert.ok(Math.abs((iterations[place]?.value ?? NaN) - value) < 1e-8);
  });

  it('says when a parameter is no single rotation angle for Rotosolve', async () => {
    const doubled = exactObjective({ slope: (x) => ({ value: Math.cos(2 * (x[0] ?? 0)), gradient: [] }) });
    await assert.rejects(run('rotosolve', doubled, [0.3]), UnfitObjective);
  });

  it('finds the bottom through noise with SPSA, and the same way again', async () => {
    const how = { seed: 7 };
    const first = await run('spsa', noisyBowl(0.05), [3, 0, 2], how, { iterations: 300 });
    const second = await run('spsa', noisyBowl(0.05), [3, 0, 2], how, { iterations: 300 });
    assert.ok(
      first.minimum.x.every((entry) => Math.abs(entry - 1) < 0.1),
      first.minimum.x.join(),
    );
    assert.equal(first.minimum.evaluations, 50 + 2 * 300 + 1);
    assert.deepEqual(first, second);
    const other = await run('spsa', noisyBowl(0.05), [3, 0, 2], { seed: 8 }, { iterations: 300 });
    assert.notDeepEqual(other.minimum.x, first.minimum.x);
  });

  for (const name of optimizerNames)
    it(`${name} goes on from a checkpoint as if it had never stopped`, async () => {
      const whole = await run(name, h2, h2Start, { maxIterations: 12 });
      const half = whole.iterations[Math.floor(whole.iterations.length / 2)];
      assert.ok(half);
      const checkpoint = JSON.parse(
        JSON.stringify({ ...half.checkpoint, answers: half.checkpoint.answers.slice(0, 9) }),
      ) as Iteration['checkpoint'];
      let asked = 0;
      const counted: Objective = {
        ...h2,
        values: (points, before) => {
          asked += points.length;
          return h2.values(points, before);
        },
        slope: (x, before) => {
          asked++;
          return h2.slope?.(x, before) ?? Promise.reject(new Error());
        },
      };
      const resumed = await run(name, counted, h2Start, { maxIterations: 12, checkpoint });
      assert.deepEqual(resumed.minimum, whole.minimum);
      assert.ok(asked < whole.minimum.evaluations, `${asked}`);
    });

  it('keeps bounds, and finds the minimum on them', async () => {
    const { slope, start } = tested('rosenbrock');
    const bounds = { lower: [-2, -1], upper: [0.5, 2] };
    for (const name of ['l_bfgs_b', 'nelder_mead'] as const) {
      const objective = exactObjective({
        slope: (x) => {
          assert.ok(
            x.every((e, k) => e >= (bounds.lower[k] ?? 0) && e <= (bounds.upper[k] ?? 0)),
            x.join(),
          );
          return slope(x);
        },
      });
      const { minimum } = await run(name, objective, start, { bounds });
      // With x at its bound 0.5, y = x² leaves (1 − x)² = 1/4.
      assert.ok(Math.abs(minimum.value - 0.25) < 1e-6, `${name} ${minimum.value}`);
      assert.ok(Math.abs((minimum.x[1] ?? 0) - 0.25) < 1e-3);
    }
    await assert.rejects(run('bfgs', exactObjective({ slope }), start, { bounds }), /keeps no bounds/);
  });

  it('stops at a threshold, after so many iterations, and where there is no number', async () => {
    const good = await run('bfgs', h2, h2Start, { threshold: -1.8 });
    assert.equal(good.minimum.stopped, 'threshold');
    assert.ok(good.minimum.value <= -1.8 && good.minimum.value > h2Ground);
    const short = await run('adam', h2, h2Start, { maxIterations: 5 });
    assert.equal(short.minimum.stopped, 'iterations');
    assert.equal(short.minimum.iterations, 5);
    const nowhere = exactObjective({ slope: () => ({ value: NaN, gradient: [0] }) });
    for (const name of optimizerNames)
      assert.equal((await run(name, nowhere, [0.5])).minimum.stopped, 'not-finite', name);
  });

  it('can be cancelled between evaluations', async () => {
    const source = new CancellationSource();
    let asked = 0;
    const objective: Objective = {
      isExact: true,
      values: (points) => {
        if (++asked === 20) source.cancel();
        return Promise.resolve(points.map(h2Energy));
      },
    };
    const how = { cancellation: source.token };
    await assert.rejects(run('nelder_mead', objective, h2Start, how), Cancelled);
    assert.equal(asked, 20);
  });

  it('refuses what does not fit', async () => {
    const flat: Objective = { isExact: true, values: (points) => Promise.resolve(points.map(() => 0)) };
    await assert.rejects(run('bfgs', flat, [0]), /bfgs needs derivatives/);
    await assert.rejects(run('cobyla', flat, []), /no parameter/);
    await assert.rejects(run('cobyla', flat, [Infinity]), /finite/);
    const other = { start: [5], answers: [] };
    await assert.rejects(run('cobyla', flat, [0], { checkpoint: other }), /another start/);
  });

  it('stays where everything is flat', async () => {
    const flat = exactObjective({ slope: (x) => ({ value: 2, gradient: x.map(() => 0) }) });
    for (const name of optimizerNames) {
      const { minimum } = await run(name, flat, [0.3, -0.2]);
      assert.equal(minimum.value, 2, name);
      assert.ok(minimum.x.every(Number.isFinite), name);
    }
  });
});
