import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CancellationSource } from '../base/index.ts';
import type { PlainValue, RunDocument } from '../protocol/index.ts';
import { run, tilted } from './run-fixture.test.ts';

function valueOf(document: RunDocument, task: string): PlainValue {
  const result = document.results[task];
  assert.ok(result?.kind === 'value', JSON.stringify(document.diagnostics));
  return result.value;
}

function codes({ diagnostics }: RunDocument): string[] {
  return diagnostics.map(({ code }) => code);
}

describe('loops of a workflow', () => {
  it('make one task of each round, and lists of what they gave', async () => {
    const { document, events } = await run(`${tilted}
      workflow w {
        for float t in linspace(0, pi, 5) { task curve = estimate(tilted(t), z); task half = curve.value / 2; }
        task all_of_them = curve.value;
        task lowest = argmin(curve.value);
        task halves = sum(half) + len(half);
      }`);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const expected = [0, 1, 2, 3, 4].map((k) => Math.cos((k * Math.PI) / 4));
    const found = valueOf(document, 'all_of_them') as readonly number[];
    for (const [place, value] of expected.entries()) assert.ok(Math.abs((found[place] ?? 9) - value) < 1e-12);
    assert.equal(valueOf(document, 'lowest'), 4);
    assert.ok(Math.abs((valueOf(document, 'halves') as number) - 5) < 1e-12);
    const started = events.find((event) => event.kind === 'started');
    assert.ok(started?.kind === 'started');
    assert.deepEqual(
      started.graph.nodes.slice(0, 3).map(({ name, group }) => [name, group]),
      [
        ['curve[0]', 'curve'],
        ['curve[1]', 'curve'],
        ['curve[2]', 'curve'],
      ],
    );
    // A round needs its own round alone; what reads the list needs them all.
    const needs = (task: string) =>
      started.graph.edges.filter(({ to }) => to === task).map(({ from }) => from);
    assert.deepEqual(needs('half[3]'), ['curve[3]']);
    assert.deepEqual(needs('lowest'), ['curve[0]', 'curve[1]', 'curve[2]', 'curve[3]', 'curve[4]']);
    assert.deepEqual(Object.keys(document.results).slice(-3), ['all_of_them', 'lowest', 'halves']);
  });

  it('nest, run over inputs and lists, and may depend on each other', async () => {
    const text = `
      input int n = 2;
      const array[float, 2] steps = {0.5, 0.25};
      workflow w(int offset = 10) {
        for int i in [0:n] {
          for int j in [0:i] { task cell = 10 * i + j; }
          task row = sum(cell);
        }
        for float step in steps { task scaled = step * offset; }
        task rows = row;
        task corner = cell[2][1] + cell[0][0];
        for int none in [1:0] { task nothing = none; }
        task empty = len(nothing);
      }`;
    const { document } = await run(text);
    assert.deepEqual(valueOf(document, 'rows'), [0, 21, 63]);
    assert.equal(valueOf(document, 'corner'), 21);
    assert.equal(valueOf(document, 'scaled[1]'), 2.5);
    assert.equal(valueOf(document, 'empty'), 0);
    const given = await run(text, { inputs: { n: '0', offset: '4' } });
    assert.deepEqual(codes(given.document), ['QF5101']);
    assert.equal(valueOf(given.document, 'scaled[0]'), 2);
    assert.match(given.document.diagnostics[0]?.message ?? '', /no element at this index/);
  });

  it('may be of any size up to a limit, which is told', async () => {
    const loop = (count: number) =>
      `workflow w { for int i in [1:${count}] { task t = i; } task s = sum(t); }`;
    assert.equal(valueOf((await run(loop(200))).document, 's'), 20_100);
    assert.deepEqual(codes((await run(loop(25_000))).document), ['QF5121']);
  });

  it('give parameters of a workflow without a value one clear error', async () => {
    const { document } = await run('workflow w(float t) { task a = t; }');
    assert.deepEqual(codes(document), ['QF5114']);
    assert.equal(document.diagnostics[0]?.message, 'The workflow w needs values for its parameters: t.');
  });
});

describe('one round of a loop', () => {
  const text = `${tilted}
    input int chosen = 1;
    workflow w {
      for float t in linspace(0, pi, 3) { task curve = estimate(tilted(t), z); }
      let values = curve.value;
      task first = curve[0].value;
      task given = curve.value[chosen];
      task last = values[-1];
      for int i in [0:1] { task step = curve[i + 1].value - values[i]; }
      for int i in [0:1] { for int j in [0:1] { task cell = 10 * i + j; } }
      task column = cell[1];
      task corner = cell[1][chosen];
      task found = curve[argmin(values)].value;
      task part = values[chosen:];
      task back = curve.value[2:-1:0];
      task some = cell[{1, 0}][0][{1}];
    }`;

  it('is all that a task waits for that reads it alone', async () => {
    const { document, events } = await run(text);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const started = events.find((event) => event.kind === 'started');
    const needs = (task: string) =>
      started?.graph.edges.filter(({ to }) => to === task).map(({ from }) => from);
    assert.deepEqual(needs('first'), ['curve[0]']);
    assert.deepEqual(needs('given'), ['curve[1]']);
    assert.deepEqual(needs('last'), ['curve[2]']);
    assert.deepEqual(needs('step[0]'), ['curve[1]', 'curve[0]']);
    assert.deepEqual(needs('column'), ['cell[1][0]', 'cell[1][1]']);
    assert.deepEqual(needs('corner'), ['cell[1][1]']);
    assert.deepEqual(needs('found'), ['curve[0]', 'curve[1]', 'curve[2]']);
    const near = (task: string, value: number) =>
      assert.ok(Math.abs((valueOf(document, task) as number) - value) < 1e-12, task);
    near('first', 1);
    near('given', 0);
    near('last', -1);
    near('found', -1);
    near('step[1]', -1);
    assert.deepEqual(valueOf(document, 'column'), [10, 11]);
    assert.equal(valueOf(document, 'corner'), 11);
    assert.deepEqual(
      (valueOf(document, 'part') as readonly number[]).map((value) => Math.round(value)),
      [0, -1],
    );
    assert.deepEqual(
      (valueOf(document, 'back') as readonly number[]).map((value) => Math.round(value)),
      [-1, 0, 1],
    );
    assert.deepEqual(valueOf(document, 'some'), [11]);
  });

  it('lets a task run whose own round went well where another failed', async () => {
    const { document } = await run(`${tilted}
      workflow w {
        for int i in [0:1] { task part = 1 % i; }
        task good = part[1];
        task all_parts = part;
      }`);
    assert.equal(valueOf(document, 'good'), 0);
    assert.deepEqual(Object.keys(document.results), ['part[1]', 'good']);
  });

  it('that does not exist is told', async () => {
    const { document } = await run(text, { inputs: { chosen: '7' } });
    assert.deepEqual(codes(document), ['QF5101', 'QF5101', 'QF5101']);
    assert.match(document.diagnostics[0]?.message ?? '', /no element at this index/);
  });
});

describe('loops over results', () => {
  const text = `${tilted}
    circuit pair(float a, float b) { qubit q; ry(a) q; ry(b) q; }
    input int last = 1;
    workflow w {
      task slope = gradient(pair(0.3, 0.5), z);
      for float g in slope.gradient {
        task step = estimate(tilted(g), z);
        task half = step.value / 2;
      }
      task all_halves = sum(half);
      task one = step[last].value;
      for int i in [0:1] {
        task count = i + 1;
        for int j in [0:count] { task cell = 10 * i + j; }
      }
      task cells = cell;
      for int none in [1:0 * count[0]] { task never = none; }
      task empty = len(never);
    }`;
  const slope = -Math.sin(0.8);

  it('have their rounds when the results are there, and lists of what these gave', async () => {
    const { document, events } = await run(text);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const near = (task: string, value: number) =>
      assert.ok(Math.abs((valueOf(document, task) as number) - value) < 1e-12, task);
    near('half[0]', Math.cos(slope) / 2);
    near('all_halves', Math.cos(slope));
    near('one', Math.cos(slope));
    assert.deepEqual(valueOf(document, 'cells'), [
      [0, 1],
      [10, 11, 12],
    ]);
    assert.equal(valueOf(document, 'empty'), 0);
    const started = events.find((event) => event.kind === 'started');
    assert.ok(started?.graph.nodes.some(({ name, group }) => name === 'step[…]' && group === 'step'));
    const graphs = events.filter((event) => event.kind === 'graph').map(({ graph }) => graph);
    const names = graphs.at(-1)?.nodes.map(({ name }) => name);
    assert.deepEqual(names?.slice(0, 5), ['slope', 'step[0]', 'step[1]', 'half[0]', 'half[1]']);
    assert.ok(names.every((name) => !name.includes('…')));
    const needs = graphs
      .at(-1)
      ?.edges.filter(({ to }) => to === 'one')
      .map(({ from }) => from);
    assert.deepEqual(needs, ['step[1]']);
    assert.deepEqual(Object.keys(document.results).slice(0, 5), names.slice(0, 5));
  });

  it('are skipped where the results never come, and fail where there are too many', async () => {
    const failing = await run(text.replace('gradient(pair(0.3, 0.5), z)', 'gradient(coin, z)'));
    const skipped = failing.events.filter((event) => event.kind === 'task' && event.state === 'skipped');
    assert.ok(skipped.some((event) => event.kind === 'task' && event.task === 'step[…]'));
    assert.equal(valueOf(failing.document, 'empty'), 0);
    const many = await run(`workflow w {
      task n = 30000;
      for int i in [1:n] { task round = i; task twice = 2 * i; }
      task beside = n + 1;
    }`);
    assert.deepEqual(codes(many.document), ['QF5121']);
    assert.equal(valueOf(many.document, 'beside'), 30001);
    assert.equal(many.document.status, 'failed');
  });

  it('end with the run when it is cancelled', async () => {
    const cancellation = new CancellationSource();
    const { document } = await run(
      text,
      {},
      {
        cancellation,
        onEvent: (event) => event.kind === 'task' && event.state === 'completed' && cancellation.cancel(),
      },
    );
    assert.equal(document.status, 'cancelled');
    assert.equal(document.results['all_halves'], undefined);
  });
});

describe('functions of the program', () => {
  it('compute values of a workflow, those of other files too', async () => {
    const text = `${tilted}
      import { norm } from "more.qflow";
      const float factor = 2;
      def scaled(float x) -> float { return factor * x; }
      def steps(int n) -> int {
        int count = 0;
        int m = n;
        while (m != 1) {
          if (m % 2 == 0) { m = m / 2; } else { m = 3 * m + 1; }
          count += 1;
        }
        return count;
      }
      workflow w {
        for float t in linspace(0, pi / 2, 2) { task curve = estimate(tilted(scaled(t)), z); }
        task length = norm(curve.value);
        task count = steps(27);
      }`;
    const more = `def norm(readonly array[float, 2] a) -> float {
      float s = 0;
      for float x in a { s += x * x; }
      return sqrt(s);
    }`;
    const { document } = await run(text, {}, { files: { 'test:/more.qflow': more } });
    assert.ok(Math.abs((valueOf(document, 'length') as number) - Math.SQRT2) < 1e-12);
    assert.equal(valueOf(document, 'count'), 111);
  });

  it('that only circuits can call are refused with the reason', async () => {
    const { document } = await run(`
      extern outside(int) -> int;
      def endless(int n) -> int { return outside(n); }
      workflow w { task a = outside(1); task b = endless(1); }`);
    assert.deepEqual(codes(document), ['QF3106', 'QF3106']);
  });
});

describe('decisions of a workflow', () => {
  const text = `${tilted}
    input float angle = 0.1;
    workflow w {
      task a = estimate(tilted(angle), z);
      if (a.value > 0) { task up = a.value; if (a.value > 2) { task never = 1; } }
      else { task down = -a.value; for int i in [0:1] { task rounds = i; } }
      task reader = down + 1;
    }`;

  it('leave out what is not chosen, and what reads it', async () => {
    const { document, events } = await run(text);
    assert.equal(document.status, 'completed');
    assert.deepEqual(Object.keys(document.results), ['a', 'up']);
    const messages = events.flatMap((event) =>
      event.kind === 'task' && event.state === 'skipped' ? [`${event.task}: ${event.message}`] : [],
    );
    assert.deepEqual(messages.toSorted(), [
      'down: not chosen by the condition a.value > 0',
      'never: not chosen by the condition a.value > 2',
      'reader: down has no result',
      'rounds[0]: not chosen by the condition a.value > 0',
      'rounds[1]: not chosen by the condition a.value > 0',
    ]);
  });

  it('choose by what a run is given', async () => {
    const { document } = await run(text, { inputs: { angle: '3' } });
    assert.deepEqual(Object.keys(document.results), ['a', 'down', 'rounds[0]', 'rounds[1]', 'reader']);
  });
});

describe('assertions', () => {
  it('fail the run with the values that they are made of, and the tasks beside them go on', async () => {
    const { document, events } = await run(`${tilted}
      workflow w {
        task a = estimate(tilted(pi), z);
        assert a.value < 0 && 1 < 2;
        assert a.value > 0.5, "not bound";
        for int i in [0:1] { assert i < 1; }
        assert close([a.value, 2], [1, 2]);
        task b = 2;
      }`);
    assert.equal(document.status, 'failed');
    assert.equal(valueOf(document, 'b'), 2);
    const found = document.diagnostics.map(({ code, message }) => `${code} ${message}`).toSorted();
    assert.deepEqual(
      found,
      [
        'QF5120 The assertion does not hold: i is 1.',
        'QF5120 The assertion does not hold.',
        'QF5120 not bound: a.value is -1.',
      ].toSorted(),
    );
    const unequal = document.diagnostics.find(({ message }) => message === 'The assertion does not hold.');
    assert.deepEqual(unequal?.comparison, { expected: '1\n2', actual: '-1\n2' });
    assert.equal(unequal.help, 'expected [1, 2]\nactual   [-1, 2]\n[0] expected 1, actual -1');
    const failed = events.flatMap((event) =>
      event.kind === 'task' && event.state === 'failed' ? [event.task] : [],
    );
    assert.deepEqual(failed.toSorted(), ['assert 2', 'assert 3[1]', 'assert 4']);
  });
});

describe('values of a workflow', () => {
  it('are kept as JSON can hold them', async () => {
    const { document } = await run(`circuit one { qubit q; x q; bit c = measure q; }
      workflow w {
        task s = sample(one);
        task big = 2 ** 62;
        task text = "words";
        task truth = 1 < 2;
        task z1 = 1.0 + 2.0im;
        task table = s.probabilities;
        task cut = int(2.7) + 1;
        let name = s.probabilities["1"];
        task named = name * 2;
      }`);
    const found = Object.fromEntries(
      Object.keys(document.results)
        .filter((task) => task !== 's')
        .map((task) => [task, valueOf(document, task)]),
    );
    assert.deepEqual(found, {
      big: '4611686018427387904',
      text: 'words',
      truth: true,
      z1: { re: 1, im: 2 },
      table: { '1': 1 },
      cut: 3,
      named: 2,
    });
  });
});

describe('a test of a file', () => {
  const text = `${tilted}
    test "holds" {
      let state = simulate(tilted(0.3));
      let half = state.probabilities[0];
      assert close(half, cos(0.15) ** 2);
      assert estimate(tilted(0.3), z).value > estimate(tilted(0.4), z).value;
    }
    test "fails" { let e = estimate(tilted(0.3), z); assert e.value == 1; }`;

  it('runs like a workflow whose names are tasks', async () => {
    const { document } = await run(text, { target: { kind: 'test', name: 'holds' } });
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    assert.deepEqual(Object.keys(document.results), ['state']);
    const failed = await run(text, { target: { kind: 'test', name: 'fails' } });
    assert.deepEqual(codes(failed.document), ['QF5120']);
    assert.match(failed.document.diagnostics[0]?.help ?? '', /^expected 1\nactual {3}0.955/);
    const unknown = await run(text, { target: { kind: 'test', name: 'other' } });
    assert.deepEqual(codes(unknown.document), ['QF5104']);
  });
});
