import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CacheNote, RunRequest } from '../../protocol/index.ts';
import { localSimulator } from '../../simulator/index.ts';
import { planDocument } from '../plan-document.ts';
import { TestMemory, run, tilted } from '../run-fixture.test.ts';

const program = `${tilted}
  input float angle = 0.3;
  backend sim = simulator(seed: 7);
  workflow w {
    task first = estimate(tilted(angle), z);
    task second = estimate(tilted(first.value), z);
    task counted = sample(coin, shots: 100, on: sim);
    task state = simulate(coin, seed: 1);
    task purity_of = purity(state);
    for int i in [0:1] { task round = estimate(tilted(0.5 * i), z); }
    task all = mean(round.value);
    task last = estimate(tilted(all), z);
  }`;

/** The verdicts of a run after `first`, by task: 'cached', or why not. */
async function verdicts(
  second: string,
  request: Partial<RunRequest> = {},
  first = program,
): Promise<Readonly<Record<string, string>>> {
  const memory = new TestMemory();
  await run(first, { runId: 'early', seed: 7 }, { memory, onEvent: memory.take });
  const { document, events } = await run(second, { runId: 'late', seed: 7, ...request }, { memory });
  assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
  const notes = new Map<string, CacheNote>();
  for (const event of events)
    if (event.kind === 'cache') for (const note of event.notes) notes.set(note.task, note);
  return Object.fromEntries([...notes].map(([task, note]) => [task, note.isCached ? 'cached' : note.reason]));
}

const all = ['first', 'counted', 'state', 'round[0]', 'round[1]', 'last', 'second'];
const allCached = Object.fromEntries(all.map((task) => [task, 'cached']));

describe('the cache of results', () => {
  it('answers every task of the same program, whose results are the same to the last bit', async () => {
    const memory = new TestMemory();
    const early = await run(program, { runId: 'early' }, { memory, onEvent: memory.take });
    const late = await run(program, { runId: 'late' }, { memory });
    assert.equal(late.document.status, 'completed', JSON.stringify(late.document.diagnostics));
    assert.deepEqual(late.document.results, early.document.results);
    assert.deepEqual(await verdicts(program), allCached);
    assert.equal(late.document.method, '');
  });

  it('does not mind comments and layout', async () => {
    assert.deepEqual(await verdicts(program.replaceAll(';', ' ; // why\n')), allCached);
  });

  it('says which declaration, input, option or result changed, and runs only what that reaches', async () => {
    const other = { ...allCached };
    assert.deepEqual(await verdicts(program, { inputs: { angle: '0.4' } }), {
      ...other,
      first: 'runs: input angle 0.3 → 0.4',
      second: 'runs: result first changed',
    });
    assert.deepEqual(await verdicts(program.replace('shots: 100', 'shots: 200')), {
      ...other,
      counted: 'runs: call changed, shots 100 → 200',
    });
    assert.deepEqual(await verdicts(program.replace('simulator(seed: 7)', 'simulator(seed: 8)')), {
      ...other,
      counted: 'runs: backend sim changed',
    });
    const turned = await verdicts(program.replace('h q; bit c', 'x q; bit c'));
    assert.equal(turned['counted'], 'runs: circuit coin changed');
    assert.equal(turned['state'], 'runs: circuit coin changed');
    assert.equal(turned['first'], 'cached');
  });

  it('cuts off where a task that ran again gave the same: what depends on it is cached', async () => {
    const same = program.replace('qubit q; ry(angle) q;', 'qubit q; id q; ry(angle) q;');
    const found = await verdicts(same);
    assert.equal(found['first'], 'runs: circuit tilted changed');
    assert.equal(found['second'], 'runs: circuit tilted changed');
    const renamed = await verdicts(program.replace('0.5 * i', 'i / 2'));
    assert.equal(renamed['round[1]'], 'runs: call changed');
    assert.equal(renamed['last'], 'cached');
  });

  it('waits for no more than the one round that a task reads', async () => {
    const text = (a: string) => `${tilted} workflow w {
      for int i in [0:2] { task round = estimate(tilted(${a} * i), z); }
      task one = estimate(tilted(round[1].value), z);
      task slow = estimate(tilted(one.value), z);
    }`;
    const found = await verdicts(text('0.3'), {}, text('0.2'));
    assert.equal(found['one'], 'runs: result round [ 1 ] changed');
    assert.deepEqual(Object.values(await verdicts(text('0.3'), {}, text('0.3'))), Array(5).fill('cached'));
  });

  it('does not mind the seed of exact runs, and does of shots', async () => {
    const found = await verdicts(program, { seed: 8 });
    assert.equal(found['first'], 'cached');
    assert.match(found['counted'] ?? '', /^runs: seed \d+ → \d+$/);
  });

  it('stays out where it is told to', async () => {
    const marked = program.replace('task first', '@cache(false) task first');
    assert.equal((await verdicts(marked))['first'], 'runs: @cache(false)');
    const fresh = await verdicts(program, { fresh: true });
    assert.ok(Object.values(fresh).every((reason) => reason === 'runs: earlier results are not used'));
    const again = await verdicts(program, { again: { task: 'first', scope: 'task' } });
    assert.deepEqual(again, { ...allCached, first: 'runs again, as asked' });
    const from = await verdicts(program, { again: { task: 'round', scope: 'from' } });
    assert.deepEqual(
      Object.keys(from).filter((task) => from[task] === 'runs again, as asked'),
      ['round[0]', 'round[1]', 'last'],
    );
  });

  it('refuses to run a task again that there is not', async () => {
    const { document } = await run(program, { again: { task: 'third', scope: 'task' } });
    assert.deepEqual(
      document.diagnostics.map(({ code, message }) => [code, message]),
      [
        [
          'QF5131',
          'The workflow has no task named third; it has first, second, counted, state, purity_of, round, all, last.',
        ],
      ],
    );
  });
});

describe('a plan', () => {
  const plan = (text: string, memory?: TestMemory) =>
    planDocument(
      { runId: 'p', uri: 'test:/main.qflow', file: 'main.qflow', text, seed: 7 },
      {
        simulator: localSimulator(),
        read: () => Promise.resolve(undefined),
        library: 'file:///std/',
        freshSeed: () => 11,
        ...(memory === undefined ? {} : { memory }),
      },
    );

  it('has one task for the rounds of a loop over results, of unknown length', async () => {
    const { tasks, unknown } = await plan(`${tilted}
      circuit pair(float a, float b) { qubit q; ry(a) q; rx(b) q; }
      workflow w {
        task slope = gradient(pair(0.3, 0.5), z);
        for float g in slope.gradient { task step = estimate(tilted(g), z); }
        task least = min(step.value);
      }`);
    assert.deepEqual(
      tasks.map(({ task, wave, needs }) => [task, wave, needs]),
      [
        ['slope', 1, []],
        ['step[…]', 2, ['slope']],
        ['least', 3, ['step[…]']],
      ],
    );
    assert.equal(unknown, 1);
  });

  it('has the waves, what is known of each task, and what only a run can tell', async () => {
    const { tasks, unknown, cost, diagnostics } = await plan(program);
    assert.deepEqual(
      tasks.map(({ task, wave }) => `${task} ${wave}`),
      [
        'first 1',
        'second 2',
        'counted 1',
        'state 1',
        'purity_of 2',
        'round[0] 1',
        'round[1] 1',
        'all 2',
        'last 3',
      ],
    );
    assert.deepEqual([unknown, cost, diagnostics.length], [2, 0, 0]);
    assert.match(tasks[0]?.forecast ?? '', /1 qubit/);
    assert.equal(tasks[0]?.depth, 1);
  });

  it('knows what earlier runs answer, and takes no time for it', async () => {
    const memory = new TestMemory();
    await run(program, { seed: 7 }, { memory, onEvent: memory.take });
    const { tasks, criticalSeconds, unknown } = await plan(program, memory);
    assert.ok(tasks.filter(({ call }) => call !== 'value').every(({ isCached }) => isCached));
    assert.deepEqual([criticalSeconds, unknown], [0, 0]);
  });

  it('says what would be refused', async () => {
    const wide = `circuit wide { qubit[40] q; for int i in [0:39] { t q[i]; h q[i]; } for int i in [0:38] { cx q[i], q[i + 1]; } for int i in [0:39] { t q[i]; h q[i]; } }
      workflow w { task state = simulate(wide); }`;
    assert.deepEqual(
      (await plan(wide)).diagnostics.map(({ code }) => code),
      ['QF5109'],
    );
    const wrong = await plan('workflow w { task a = sample(nothing); }');
    assert.equal(wrong.diagnostics[0]?.severity, 'error');
    assert.deepEqual(wrong.tasks, []);
  });
});
