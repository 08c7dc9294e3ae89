import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CancellationSource } from '../../base/index.ts';
import type { MinimumResult, PlainValue, RunDocument, RunEvent, SearchAnswer } from '../../protocol/index.ts';
import { run } from '../run-fixture.test.ts';

const file = `
model line = dense(hidden: [], predicts: "numbers");
model moons = dense(hidden: [6], classes: 2);
model thin = dense(hidden: [12], dropout: 0.4);
model memory_of = quantum_lstm(hidden: 2, qubits: 2, predicts: "numbers");
model plain_memory = quantum_lstm(hidden: 2, quantum_share: 0, predicts: "numbers");
model order = quantum_attention(heads: 1, width: 2, qubits: 1);
const array[float, 4, 2] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
const array[float, 4, 3] waves = {{0, 0.5, 0.8}, {0.5, 0.8, 1}, {0.8, 1, 0.8}, {1, 0.8, 0.5}};
`;
const xor = 'samples: corners, labels: [0, 1, 1, 0]';
const next = 'samples: waves, labels: [1, 0.8, 0.5, 0]';

async function ran(steps: string, request = {}): Promise<RunDocument> {
  const { document } = await run(`${file} workflow w { ${steps} }`, { seed: 5, ...request });
  return document;
}

function valueOf(document: RunDocument, task: string): Record<string, PlainValue> {
  const result = document.results[task];
  assert.ok(result?.kind === 'value', JSON.stringify(document.diagnostics));
  return result.value as Record<string, PlainValue>;
}

function fitted(document: RunDocument, task = 'fitted'): MinimumResult {
  const result = document.results[task];
  assert.ok(result?.kind === 'minimum', JSON.stringify(document.diagnostics));
  return result;
}

async function reasons(steps: string): Promise<string> {
  const { status, diagnostics } = await ran(steps);
  assert.equal(status, 'failed');
  return diagnostics.map(({ message }) => message).join('\n');
}

describe('a dense model', () => {
  it('without hidden layers is the line of least squares', async () => {
    const document = await ran(`
      task fitted = train(line, samples: [[0], [1], [2], [4]], labels: [1.1, 2.9, 5.2, 8.8]);
      task judged = evaluate(line, samples: [[0], [1], [2], [4]], labels: [1.1, 2.9, 5.2, 8.8], parameters: fitted.parameters);
      task answers = predict(line, samples: [[3]], parameters: fitted.parameters);`);
    const [slope = NaN, offset = NaN] = fitted(document).parameters;
    const [xs, ys] = [[0, 1, 2, 4], [1.1, 2.9, 5.2, 8.8]]; // prettier-ignore
    const mean = (row: readonly number[]) => row.reduce((sum, one) => sum + one, 0) / row.length;
    const wanted =
      mean(xs.map((x, place) => (x - mean(xs)) * ((ys[place] ?? NaN) - mean(ys)))) /
      mean(xs.map((x) => (x - mean(xs)) ** 2));
    assert.ok(Math.abs(slope - wanted) < 1e-4 && Math.abs(offset - mean(ys) + wanted * mean(xs)) < 1e-4);
    const residues = mean(xs.map((x, place) => (slope * x + offset - (ys[place] ?? NaN)) ** 2));
    const judged = valueOf(document, 'judged');
    assert.ok(Math.abs((judged['loss'] as number) - residues) < 1e-12 && !('accuracy' in judged));
    const answers = valueOf(document, 'answers');
    assert.ok(Math.abs((answers['values'] as number[])[0] ?? NaN) - (3 * slope + offset) < 1e-12);
    assert.ok(!('confidences' in answers));
  });

  it('learns XOR, and says how sure it is', async () => {
    const document = await ran(`
      task fitted = train(moons, ${xor}, restarts: 2);
      task judged = evaluate(moons, ${xor}, parameters: fitted.parameters);
      task answers = predict(moons, samples: corners, parameters: fitted.parameters);`);
    assert.equal(valueOf(document, 'judged')['accuracy'], 1);
    assert.ok(fitted(document).value < 1e-3, `${fitted(document).value}`);
    const { confidences, scores, values } = valueOf(document, 'answers') as {
      confidences: number[];
      scores: number[][];
      values: number[];
    };
    assert.deepEqual(values, [0, 1, 1, 0]);
    for (const [place, [one = NaN, other = NaN]] of scores.entries()) {
      const sure = 1 / (1 + Math.exp(-Math.abs(one - other)));
      assert.ok(Math.abs((confidences[place] ?? NaN) - sure) < 1e-12 && sure > 0.99);
    }
  });

  it('trains the same with the same seed, and otherwise with another, with dropout too', async () => {
    const steps = `task fitted = train(thin, ${xor}, optimizer: adam(learning_rate: 0.05, iterations: 30));`;
    const [one, again, other] = [await ran(steps), await ran(steps), await ran(steps, { seed: 6 })];
    assert.deepEqual(fitted(one), fitted(again));
    assert.notDeepEqual(fitted(one).parameters, fitted(other).parameters);
  });

  it('takes no optimizer that needs exact losses where it has dropout', async () => {
    const wrong = await reasons(`task fitted = train(thin, ${xor}, optimizer: bfgs());`);
    assert.match(wrong, /dropout makes losses random, and bfgs needs exact ones/);
    assert.equal(
      fitted(await ran(`task fitted = train(thin, ${xor}, max_iterations: 2);`)).optimizer,
      'adam',
    );
  });

  it('has as many parameters as networks have', async () => {
    const text = `
      model wide = dense(hidden: [400, 400]);
      const array[float, 2, 3] two = {{0, 1, 1}, {1, 0, 1}};
      workflow w { task fitted = train(wide, samples: two, labels: [0, 1], max_iterations: 2); }`;
    const found = fitted((await run(text, { seed: 5 })).document);
    assert.equal(found.names.length, 4 * 400 + 401 * 400 + 401 * 2);
    assert.ok((found.history[1]?.value ?? NaN) < (found.history[0]?.value ?? NaN));
  });

  it('can be cancelled between the samples of a long pass', async () => {
    const cancellation = new CancellationSource();
    const text = `
      model wide = dense(hidden: [300, 300]);
      const array[float, 2, 2] two = {{0, 1}, {1, 0}};
      workflow w {
        task fitted = train(wide, samples: two, labels: [0, 1], optimizer: adam(iterations: 100000, tolerance: 0));
      }`;
    const onEvent = ({ kind }: RunEvent) => {
      if (kind === 'iteration') setTimeout(() => cancellation.cancel(), 0);
    };
    const { document } = await run(text, { seed: 5 }, { cancellation, onEvent });
    assert.equal(document.status, 'cancelled', JSON.stringify(document.diagnostics));
  });
});

describe('models of sequences', () => {
  for (const [model, all] of [
    ['memory_of', next],
    ['plain_memory', next],
    ['order', 'samples: waves, labels: [0, 0, 1, 1]'],
  ] as const) {
    it(`${model} learns by the derivatives of its loss`, async () => {
      const rate = 0.01;
      const step = `optimizer: gradient_descent(learning_rate: ${rate}), max_iterations: 1`;
      const document = await ran(`
        task from = train(${model}, ${all}, optimizer: gradient_descent(learning_rate: 0), max_iterations: 1);
        task fitted = train(${model}, ${all}, start: from.parameters, ${step});`);
      const [from, moved] = [fitted(document, 'from').parameters, fitted(document).parameters];
      const lossAt = async (at: readonly number[]) => {
        const judged = await ran(`task a = evaluate(${model}, ${all}, parameters: [${at.join()}]);`);
        return valueOf(judged, 'a')['loss'] as number;
      };
      for (const place of [0, Math.floor(from.length / 2), from.length - 1]) {
        const near = (by: number) => lossAt(from.map((value, at) => (at === place ? value + by : value)));
        const slope = ((await near(1e-4)) - (await near(-1e-4))) / 2e-4;
        const found = ((from[place] ?? NaN) - (moved[place] ?? NaN)) / rate;
        assert.ok(Math.abs(found - slope) < 1e-6, `${place}: ${found}, not ${slope}`);
      }
    });
  }

  it('go on from their checkpoints with the same bits, also with shots', async () => {
    for (const [model, all] of [
      ['memory_of', next],
      ['order', 'samples: waves, labels: [0, 0, 1, 1]'],
    ] as const) {
      const text = `${file} workflow w { task fitted = train(${model}, ${all}, optimizer: adam(iterations: 4), shots: 10, checkpoint: 2); }`;
      const whole = await run(text, { seed: 5 });
      const parts = whole.events.flatMap((event) =>
        event.kind === 'checkpoint' ? [[...event.answers]] : [],
      );
      assert.ok(parts.length >= 2);
      const answers = JSON.parse(JSON.stringify(parts[0])) as SearchAnswer[];
      const rest = await run(text, { seed: 5, checkpoints: { fitted: answers } });
      assert.deepEqual(rest.document.results, whole.document.results);
    }
  });

  it('predict with shots around the exact numbers, and say how well', async () => {
    const document = await ran(`
      task from = train(memory_of, ${next}, max_iterations: 2);
      task exact = predict(memory_of, samples: waves, parameters: from.parameters);
      task counted = predict(memory_of, samples: waves, parameters: from.parameters, shots: 4000);`);
    interface Answers {
      readonly values: readonly number[];
      readonly errors: readonly (readonly number[])[];
    }
    const exact = valueOf(document, 'exact') as unknown as Answers;
    const { values, errors } = valueOf(document, 'counted') as unknown as Answers;
    for (const [place, value] of values.entries()) {
      const error = errors[place]?.[0] ?? NaN;
      const wanted = exact.values[place] ?? NaN;
      assert.ok(error > 0 && error < 0.1 && Math.abs(value - wanted) < 5 * error, `${value} ± ${error}`);
    }
    assert.ok(exact.errors.flat().every((error) => error === 0));
  });

  it('remember: what a sequence began with is what they learn to say', async () => {
    const text = `
      model echo = quantum_lstm(hidden: 3, qubits: 2, quantum_share: 0.5);
      const array[float, 4, 3] rows = {{1, 0.2, -0.1}, {-1, 0.2, -0.1}, {1, -0.3, 0.4}, {-1, -0.3, 0.4}};
      workflow w {
        task fitted = train(echo, samples: rows, labels: [0, 1, 0, 1], max_iterations: 15);
        task judged = evaluate(echo, samples: rows, labels: [0, 1, 0, 1], parameters: fitted.parameters);
      }`;
    const { document } = await run(text, { seed: 2 });
    assert.equal(valueOf(document, 'judged')['accuracy'], 1);
  });

  it('say why they cannot', async () => {
    const wrong = [
      ['train(order, samples: waves, labels: kinds)', /2 is no class of this model; they are 0 to 1/],
      ['predict(order, samples: waves)', /trained parameters are needed/],
      ['predict(memory_of, samples: waves, parameters: [1, 2])', /has \d+ parameters, and these are 2/],
      [`train(memory_of, ${next}, optimizer: natural_gradient())`, /fidelities/],
    ] as const;
    for (const [call, reason] of wrong)
      assert.match(await reasons(`let kinds = [0, 1, 2, 0]; task a = ${call};`), reason, call);
    const large = `
      model wide = dense(hidden: [1000, 1000]);
      model long = quantum_attention(heads: 16);
      const array[float, 1, 400] row = {{${Array.from({ length: 400 }, () => 1).join()}}};`;
    for (const [model, reason] of [
      ['wide', /it has 1,404,002 parameters, and 300,000 are the most/],
      ['long', /its samples take 2,560,000 circuits, and 1,000,000 are the most/],
    ] as const) {
      const text = `${large} workflow w { task a = train(${model}, samples: row, labels: [0]); }`;
      const { document } = await run(text, { seed: 1 });
      assert.match(document.diagnostics[0]?.message ?? '', reason);
    }
    const text = `${file} model pairs = quantum_lstm(features: 4);
      workflow w { task a = train(order, samples: waves, labels: [0, 0, 1, 1], max_iterations: 1);
        task b = predict(pairs, samples: [a.parameters], parameters: [1]); }`;
    const { document } = await run(text, { seed: 1 });
    assert.match(
      document.diagnostics[0]?.message ?? '',
      /samples have \d+ numbers, and a step of the sequence 4/,
    );
  });
});
