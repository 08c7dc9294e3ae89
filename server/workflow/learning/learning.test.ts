import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { MinimumResult, PlainValue, RunDocument, SearchAnswer } from '../../protocol/index.ts';
import { run } from '../run-fixture.test.ts';

/** After the encoder, ry(w): the score of a sample x is cos(x + w). */
const file = `
observable z = Z[0];
observable second = Z[1];
observable opposite = -Z[0];
circuit turned(float w) { qubit q; ry(w) q; }
circuit uploaded(float x, float w) { qubit q; ry(x) q; ry(w) q; }
circuit wide(array[float, 2] w) { qubit[2] q; ry(w[0]) q[0]; ry(w[1]) q[1]; cx q[0], q[1]; }
model plain = variational_classifier(turned, z, encoder: "angle", loss: "squared");
model given = variational_classifier(turned(0.4), z, encoder: "angle");
model own = variational_classifier(uploaded, z, loss: "squared");
model three = variational_classifier(wide, [z, second, opposite], encoder: "angle");
const array[float, 3, 1] points = {{0.2}, {1.4}, {2.5}};
memory notes = qmatrix(size: 4, qubits: 2);
`;

async function ran(steps: string, request = {}): Promise<RunDocument> {
  const { document } = await run(`${file} workflow w { ${steps} }`, { seed: 5, ...request });
  return document;
}

function valueOf(document: RunDocument, task: string): Record<string, PlainValue> {
  const result = document.results[task];
  assert.ok(result?.kind === 'value', JSON.stringify(document.diagnostics));
  return result.value as Record<string, PlainValue>;
}

function fitted(document: RunDocument): MinimumResult {
  const result = document.results['fitted'];
  assert.ok(result?.kind === 'minimum', JSON.stringify(document.diagnostics));
  return result;
}

/** The reasons of a run that fails. */
async function reasons(steps: string): Promise<string> {
  const { status, diagnostics } = await ran(steps);
  assert.equal(status, 'failed');
  return diagnostics.map(({ message }) => message).join('\n');
}

const samples = [0.2, 1.4, 2.5];
const targets = [1, 1, -1];
const squared = (w: number) =>
  samples.reduce((sum, x, place) => sum + (Math.cos(x + w) - (targets[place] ?? 0)) ** 2, 0) / 3;
const learn = 'samples: points, labels: [0, 0, 1]';

describe('a classifier', () => {
  it('scores samples as its circuit does', async () => {
    const answers = valueOf(await ran('task a = predict(plain, samples: points, parameters: [0.3]);'), 'a');
    const scores = answers['scores'] as number[][];
    for (const [place, x] of samples.entries())
      assert.ok(Math.abs((scores[place]?.[0] ?? NaN) - Math.cos(x + 0.3)) < 1e-12);
    assert.deepEqual(answers['values'], [0, 1, 1]);
    assert.deepEqual(answers['errors'], [[0], [0], [0]]);
  });

  it('is judged by its loss and its accuracy', async () => {
    const judged = valueOf(await ran(`task a = evaluate(plain, ${learn}, parameters: [0.3]);`), 'a');
    assert.ok(Math.abs((judged['loss'] as number) - squared(0.3)) < 1e-12);
    assert.ok(Math.abs((judged['accuracy'] as number) - 2 / 3) < 1e-15);
  });

  it('takes the arguments of its circuit where it was not trained', async () => {
    const document = await ran(`
      task a = predict(given, samples: points);
      task b = predict(given, samples: points, parameters: [0.4]);`);
    assert.deepEqual(valueOf(document, 'a'), valueOf(document, 'b'));
    assert.match(
      await reasons('task a = predict(plain, samples: points);'),
      /1 trained parameters are needed/,
    );
  });

  it('measures with shots around the exact scores, and says how well', async () => {
    const shots = 4000;
    const document = await ran(
      `task a = evaluate(plain, ${learn}, parameters: [0.3], shots: ${shots});
       task b = predict(plain, samples: points, parameters: [0.3], shots: ${shots});`,
    );
    const { loss, stderr } = valueOf(document, 'a') as { loss: number; stderr: number };
    assert.ok(stderr > 0 && Math.abs(loss - squared(0.3)) < 5 * stderr, `${loss} ± ${stderr}`);
    const { scores, errors } = valueOf(document, 'b') as { scores: number[][]; errors: number[][] };
    for (const [place, x] of samples.entries()) {
      const [score, error] = [scores[place]?.[0] ?? NaN, errors[place]?.[0] ?? NaN];
      assert.ok(error > 0 && Math.abs(score - Math.cos(x + 0.3)) < 5 * error);
    }
  });

  it('tells as many classes apart as it has observables', async () => {
    const document = await ran(
      'task a = predict(three, samples: [[0.1, 2.9], [2.9, 0.2], [3.0, 3.1]], parameters: [0.0, 0.0]);',
    );
    const { scores, values } = valueOf(document, 'a') as { scores: number[][]; values: number[] };
    const [c0, c1] = [Math.cos(0.1), Math.cos(2.9)];
    assert.ok(Math.abs((scores[0]?.[1] ?? NaN) - c0 * c1) < 1e-12);
    assert.deepEqual(
      values,
      scores.map((row) => row.indexOf(Math.max(...row))),
    );
  });
});

describe('training', () => {
  /** Where the mean loss is least, by looking everywhere. */
  const grid = Array.from({ length: 62_832 }, (_, place) => squared(place / 1e4 - Math.PI));
  const least = Math.min(...grid);

  const optimizers = [
    ['l_bfgs_b()', 1e-9],
    ['adam(learning_rate: 0.2, iterations: 300)', 1e-6],
    ['gradient_descent(learning_rate: 0.5, iterations: 300)', 1e-6],
    ['cobyla()', 1e-6],
    ['nelder_mead()', 1e-6],
    ['spsa(iterations: 300)', 1e-4],
  ] as const;
  for (const [optimizer, tolerance] of optimizers)
    it(`finds the least loss by ${optimizer}`, async () => {
      const found = fitted(
        await ran(`task fitted = train(plain, ${learn}, start: [0.5], optimizer: ${optimizer});`),
      );
      const [w = NaN] = found.parameters;
      assert.ok(Math.abs(found.value - squared(w)) < 1e-12);
      assert.ok(found.value < least + 1e-8 + tolerance, `${found.value}, not ${least}`);
      assert.deepEqual(found.names, ['w']);
    });

  it('has the derivatives of its loss, also of several observables', async () => {
    for (const [model, start, all] of [
      ['plain', [0.3], learn],
      ['own', [0.3], learn],
      ['three', [0.3, 0.7], 'samples: [[0.1, 2], [1, 0.2]], labels: [2, 1]'],
    ] as const) {
      const rate = 0.01;
      const step = `optimizer: gradient_descent(learning_rate: ${rate}), max_iterations: 1`;
      const moved = fitted(
        await ran(`task fitted = train(${model}, ${all}, start: [${start.join()}], ${step});`),
      );
      const lossAt = async (at: readonly number[]) => {
        const document = await ran(`task a = evaluate(${model}, ${all}, parameters: [${at.join()}]);`);
        return valueOf(document, 'a')['loss'] as number;
      };
      for (const [place, from] of start.entries()) {
        const near = (by: number) => lossAt(start.map((value, at) => (at === place ? value + by : value)));
        const slope = ((await near(1e-4)) - (await near(-1e-4))) / 2e-4;
        assert.ok(Math.abs((from - (moved.parameters[place] ?? NaN)) / rate - slope) < 1e-6, model);
      }
    }
  });

  it('is the same with an encoder and with the sample as the first parameter', async () => {
    const both = await Promise.all(
      ['plain', 'own'].map(async (model) =>
        fitted(await ran(`task fitted = train(${model}, ${learn}, start: [0.5]);`)),
      ),
    );
    assert.ok(Math.abs((both[0]?.value ?? NaN) - (both[1]?.value ?? NaN)) < 1e-10);
  });

  it('goes on from its checkpoints with the same bits, also with shots', async () => {
    const text = `${file} workflow w { task fitted = train(plain, ${learn}, optimizer: adam(iterations: 6), shots: 20, checkpoint: 2); }`;
    const whole = await run(text, { seed: 5 });
    const parts = whole.events.flatMap((event) => (event.kind === 'checkpoint' ? [[...event.answers]] : []));
    assert.ok(parts.length >= 2);
    const answers = JSON.parse(JSON.stringify(parts[0])) as SearchAnswer[];
    const rest = await run(text, { seed: 5, checkpoints: { fitted: answers } });
    assert.deepEqual(rest.document.results, whole.document.results);
  });

  it('learns XOR, which no single turn can', async () => {
    const text = `
      circuit layers(array[float, 4] w) {
        qubit[2] q;
        ry(w[0]) q[0]; ry(w[1]) q[1];
        cx q[0], q[1]; cx q[1], q[0];
        ry(w[2]) q[0]; ry(w[3]) q[1];
      }
      observable z = Z[0];
      model xor = variational_classifier(layers, z, encoder: "basis");
      const array[float, 4, 2] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
      workflow w {
        task fitted = train(xor, samples: corners, labels: [0, 1, 1, 0], restarts: 3);
        task judged = evaluate(xor, samples: corners, labels: [0, 1, 1, 0], parameters: fitted.parameters);
      }`;
    const xor = (await run(text, { seed: 3 })).document;
    assert.equal(valueOf(xor, 'judged')['accuracy'], 1);
    // With scores of ±1 each sample costs log(1 + e⁻²), which is the least.
    assert.ok(Math.abs(fitted(xor).value - Math.log(1 + Math.exp(-2))) < 1e-6);
  });

  it('says why it cannot', async () => {
    const wrong = [
      ['train(plain, samples: points, labels: labels_of)', /2 labels/],
      ['train(plain, samples: points, labels: wrong_of)', /7 is no class of this model; they are 0 to 1/],
      ['train(own, samples: [[1, 2]], labels: [0])', /samples have 2 numbers, and uploaded takes 1 in x/],
      [
        'train(plain, samples: [[1, 2]], labels: [0])',
        /samples have 2 numbers, and this encoder has room for 1/,
      ],
      ['predict(plain, samples: points, parameters: [1, 2])', /has 1 parameters, and these are 2/],
      ['train(plain, samples: points, labels: [0, 0, 1], optimizer: natural_gradient())', /state/i],
    ] as const;
    for (const [call, reason] of wrong) {
      const steps = `let labels_of = [0, 1]; let wrong_of = [0, 7, 1]; task fitted = ${call};`;
      assert.match(await reasons(steps), reason, call);
    }
  });
});

describe('a quantum memory', () => {
  const contents = '[[1, 0, 0, 1], [0, 1, -1, 0], [1, 1, 1, 1]]';

  it('finds the vectors that are most like a query, with their fidelities', async () => {
    const document = await ran(`
      task filled = store(notes, ${contents});
      task found = recall(filled, [1, 0.1, 0.2, 1], top: 2);
      assert found.address == 0 && found.addresses[1] == 2;
      assert close(found.vector, [1, 0, 0, 1]) && close(found.vectors[1], [1, 1, 1, 1]);`);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const { fidelities } = valueOf(document, 'found') as { fidelities: number[] };
    const norm = 1 + 0.01 + 0.04 + 1;
    for (const [place, wanted] of [4 / 2 / norm, 2.3 ** 2 / 4 / norm].entries())
      assert.ok(Math.abs((fidelities[place] ?? NaN) - wanted) < 1e-12);
  });

  it('is measured with shots and noise where the backend has them', async () => {
    const { document } = await run(
      `${file}
       noise lab = depolarizing(0.05);
       backend noisy = simulator(noise: lab);
       workflow w {
         task filled = store(notes, [[1, 0, 0, 1]]);
         task counted = recall(filled, [1, 0, 0, 0.5], shots: 2000);
         task worn = recall(filled, [1, 0, 0, 0.5], on: noisy);
       }`,
      { seed: 5 },
    );
    const exact = 1.5 ** 2 / 2 / 1.25;
    const { fidelity } = valueOf(document, 'counted') as { fidelity: number };
    assert.ok(Math.abs(fidelity - exact) < 5 * Math.sqrt((exact * (1 - exact)) / 2000) && fidelity !== exact);
    assert.ok((valueOf(document, 'worn')['fidelity'] as number) < exact - 0.05);
  });

  it('stays as it was, and can be changed again', async () => {
    const document = await ran(`
      task filled = store(notes, ${contents});
      task replaced = store(filled, [[0, 0, 0, 1]], at: [1]);
      task less = forget(replaced, [0]);
      task again = store(less, [[1], [1, 1]]);
      task facts = inspect(filled);
      task none = inspect(notes);
      assert filled.used == 3 && notes.used == 0 && less.used == 2 && again.used == 4;
      assert close(again.vectors[0], [1]) && close(again.vectors[3], [1, 1]) && close(replaced.vectors[1], [0, 0, 0, 1]);
      assert facts.free == 1 && facts.utilisation == 0.75 && close(facts.crosstalk, 0.5);
      assert facts.gates == 5 && none.crosstalk == 0;`);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
  });

  it('says why it cannot', async () => {
    const wrong = [
      ['recall(notes, [1])', /holds nothing/],
      ['store(notes, [[1], [1], [1], [1], [1]])', /room for 4 more/],
      ['store(notes, [[1, 2, 3, 4, 5]])', /2 qubits take 4 numbers/],
      ['forget(notes, [0])', /nothing at address 0/],
      ['recall(store_of, [0, 0])', /zeros/],
    ] as const;
    for (const [call, reason] of wrong)
      assert.match(await reasons(`task store_of = store(notes, [[1]]); task a = ${call};`), reason, call);
  });
});
