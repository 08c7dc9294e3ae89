import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Result, RunDocument } from '../server/protocol/index.ts';
import { qflow, qflowWith, runJson } from './qflow.ts';

type Expected = Readonly<Record<string, number>>;

/** What theory says that each sample's circuit gives, exactly. */
const exact: readonly { readonly file: string; readonly circuit: string; readonly expected: Expected }[] = [
  { file: '01-bell.qflow', circuit: 'bell', expected: { '00': 0.5, '11': 0.5 } },
  { file: '02-ghz.qflow', circuit: 'ghz', expected: { '00000': 0.5, '11111': 0.5 } },
  {
    file: '04-fourier.qflow',
    circuit: 'period',
    expected: { '0000': 0.25, '0100': 0.25, '1000': 0.25, '1100': 0.25 },
  },
  { file: '04-fourier.qflow', circuit: 'there_and_back', expected: { '0110': 1 } },
  { file: '06-hidden-string.qflow', circuit: 'reveal', expected: { '101101': 1 } },
  { file: '07-phase-estimation.qflow', circuit: 'iterative', expected: { '1011': 1 } },
  { file: '11-adder.qasm', circuit: 'main', expected: { '10110': 1 } },
  { file: '12-deutsch.qasm', circuit: 'main', expected: { '1': 1 } },
  { file: '13-superdense.qflow', circuit: 'superdense', expected: { '10': 1 } },
];

function probabilities(result: Result | undefined): Expected {
  assert.ok(result?.kind === 'samples');
  return result.probabilities;
}

/** The probability that the register at `place` (0 is the last declared) has this value. */
function marginal(table: Expected, place: number, value: string): number {
  return Object.entries(table).reduce(
    (sum, [key, share]) => (key.split(' ')[place] === value ? sum + share : sum),
    0,
  );
}

function close(actual: number | undefined, expected: number, tolerance = 1e-9): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

/**
 * What 64 spins are after so many steps of 23-ising-chain.qflow, by the correlations −i⟨a_p a_q⟩ of the Majorana operators
 * a_2j = Z…Z·X_j and a_2j+1 = Z…Z·Y_j: Z_j = −i a_2j a_2j+1 and X_j X_j+1 = −i a_2j+1 a_2j+2, so that each gate turns
 * two of them into each other.
 */
function quenched(steps: number): readonly (readonly number[])[] {
  const correlations = Array.from({ length: 128 }, (_, p) =>
    Array.from({ length: 128 }, (__, q) => (p >> 1 === q >> 1 ? q - p : 0)),
  );
  for (let step = 0; step < steps; step++) {
    for (let spin = 0; spin < 63; spin++) turn(correlations, 2 * spin + 1, -0.2);
    for (let spin = 0; spin < 64; spin++) turn(correlations, 2 * spin, -0.1);
  }
  return correlations;
}

/** exp(i·θ/2·i a_p a_p+1) takes a_p to cos θ·a_p − sin θ·a_p+1, and that to cos θ·a_p+1 + sin θ·a_p. */
function turn(correlations: number[][], p: number, theta: number): void {
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
  const mix = (of: number[], first: number, second: number) => {
    [of[p], of[p + 1]] = [cos * first - sin * second, sin * first + cos * second];
  };
  for (const row of correlations) mix(row, row[p] ?? 0, row[p + 1] ?? 0);
  const [upper = [], lower = []] = [correlations[p], correlations[p + 1]];
  correlations[p] = upper.map((value, q) => cos * value - sin * (lower[q] ?? 0));
  correlations[p + 1] = lower.map((value, q) => sin * (upper[q] ?? 0) + cos * value);
}

describe('the samples', () => {
  const files = readdirSync(new URL('../samples', import.meta.url)).filter((name) =>
    /\.(qflow|qasm)$/.test(name),
  );

  it('are at least ten', () => assert.ok(files.length >= 10));

  for (const file of files) {
    it(`${file} has no errors and no warnings, and stays as it is when it is formatted`, () => {
      const { stdout } = qflow('check', `samples/${file}`, '--format', 'json');
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string; message: string }[] };
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
      );
      assert.equal(qflow('fmt', '--check', `samples/${file}`).status, 0, `${file} would change`);
    });

    // Samples that only import circuits, or have calls make them: there is nothing in them to draw, and draw says so.
    const hasCircuits = !['14-imports.qflow', '24-coupled-cluster.qflow', '28-sequences.qflow'].includes(
      file,
    );
    it(`${file} ${hasCircuits ? 'can be drawn' : 'has nothing to draw'}`, () => {
      const { status, stdout, stderr } = qflow('draw', `samples/${file}`);
      assert.equal(status, hasCircuits ? 0 : 1);
      assert.equal(stdout.length > 0, hasCircuits);
      if (!hasCircuits) assert.match(stderr, /QF5102/);
    });
  }

  it('22-scan.qflow: the loops, the decision and the assertions hold', () => {
    const { results, status } = runJson('samples/22-scan.qflow');
    assert.equal(status, 'completed');
    const best = results['best'];
    assert.ok(best?.kind === 'value' && typeof best.value === 'number');
    close(best.value, -Math.sqrt(5) / 2, 0.01);
    assert.equal(Object.keys(results).filter((name) => name.startsWith('closer[')).length, 33);
    const fine = runJson('samples/22-scan.qflow', '--set', 'points=200');
    assert.equal(Object.keys(fine.results).filter((name) => name.startsWith('curve[')).length, 200);
    assert.ok('coarse' in fine.results && !('best' in fine.results));
  });

  it('19-vqe.qflow: the hydrogen molecule has its exact ground energy, and near it with shots', () => {
    const { results } = runJson('samples/19-vqe.qflow', '--workflow', 'ground');
    const electrons = results['electrons'];
    assert.ok(electrons?.kind === 'minimum');
    close(electrons.value, -1.85727503020238, 1e-6);
    const total = results['total'];
    assert.ok(total?.kind === 'value' && typeof total.value === 'number');
    close(total.value, -1.137306035753, 1e-6);
    const sampled = runJson('samples/19-vqe.qflow', '--workflow', 'sampled').results['electrons'];
    assert.ok(sampled?.kind === 'minimum');
    close(sampled.value, -1.857275, 0.06);
    assert.equal(sampled.evaluations, 50 + 2 * 200 + 2);
  });

  it('20-maxcut.qflow: a ring of six is cut as QAOA promises, (2p + 1)/(2p + 2) of its edges', () => {
    const { results } = runJson('samples/20-maxcut.qflow');
    for (const [task, cut] of [
      ['one', 4.5],
      ['two', 5],
    ] as const) {
      const found = results[task];
      assert.ok(found?.kind === 'minimum');
      close(found.value, -cut, 1e-6);
    }
    const table = probabilities(results['cuts']);
    const best = (table['010101'] ?? 0) + (table['101010'] ?? 0);
    assert.ok(best > 0.25, `${best}`);
  });

  it('01-bell.qflow: its test passes', () => {
    const { status, stdout } = qflow('test', 'samples/01-bell.qflow');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /1 passed, 0 failed/);
  });

  for (const { file, circuit, expected } of exact) {
    it(`${file}: ${circuit} gives what theory says`, () => {
      const { results, status } = runJson(`samples/${file}`, '--circuit', circuit, '--shots', '0');
      assert.equal(status, 'completed');
      const table = probabilities(results[circuit]);
      assert.deepEqual(Object.keys(table).toSorted(), Object.keys(expected).toSorted());
      for (const [key, share] of Object.entries(expected)) close(table[key], share);
    });
  }

  it('03-teleportation: the received bit is 1 with probability sin²(θ/2), for any θ', () => {
    for (const theta of ['pi / 3', '1.1']) {
      const { results } = runJson(
        'samples/03-teleportation.qflow',
        '--shots',
        '0',
        '--set',
        `theta=${theta}`,
      );
      const angle = theta === '1.1' ? 1.1 : Math.PI / 3;
      close(marginal(probabilities(results['teleport']), 0, '1'), Math.sin(angle / 2) ** 2);
    }
  });

  it('05-grover: finds the marked item with probability 121/128', () => {
    const { results } = runJson('samples/05-grover.qflow', '--shots', '0');
    close(probabilities(results['search'])['101'], 121 / 128);
  });

  it('08-repeat-until-success: the number of attempts is geometric', () => {
    const { results } = runJson('samples/08-repeat-until-success.qflow', '--shots', '0');
    const table = probabilities(results['coins']);
    close(marginal(table, 0, '001'), 1 / 4);
    close(marginal(table, 0, '010'), 3 / 16);
  });

  it('09-error-correction: the logical bit survives every single flip', () => {
    for (const flipped of [0, 1, 2]) {
      const { results } = runJson(
        'samples/09-error-correction.qflow',
        '--shots',
        '0',
        '--set',
        `flipped=${flipped}`,
      );
      close(marginal(probabilities(results['bit_flip_code']), 0, '1'), 1);
    }
  });

  it('10-ising-workflow: energies follow the closed form, tasks use each other’s results, the seed repeats the run', () => {
    const first = runJson('samples/10-ising-workflow.qflow');
    const again = runJson('samples/10-ising-workflow.qflow');
    assert.equal(first.status, 'completed');
    assert.deepEqual(first.results, again.results);
    assert.deepEqual(Object.keys(first.results), ['cold', 'warm', 'next', 'order', 'spins', 'psi']);
    const cold = first.results['cold'];
    assert.ok(cold?.kind === 'estimate');
    close(cold.value, isingEnergy(0.1));
    const warm = first.results['warm'];
    const next = first.results['next'];
    assert.ok(warm?.kind === 'estimate' && next?.kind === 'estimate');
    close(next.value, isingEnergy(0.4 + 0.05 * (cold.value - warm.value)));
  });

  it('23-ising-chain: a matrix product state follows the free fermions that the chain is', () => {
    const document = runJson('samples/23-ising-chain.qflow');
    const { early, late, agreement } = document.results;
    assert.equal(document.method, 'mps');
    assert.ok(early?.kind === 'estimate' && late?.kind === 'estimate' && agreement?.kind === 'estimate');
    assert.ok((document.truncation ?? 1) < 1e-6);
    close(early.value, quenched(5)[64]?.[65] ?? Number.NaN, 1e-6);
    close(late.value, quenched(15)[64]?.[65] ?? Number.NaN, 1e-6);
    close(agreement.value, quenched(15)[63]?.[64] ?? Number.NaN, 1e-6);
  });

  it('16-gradient: derivatives follow the closed form, both rules agree, and the step goes downhill', () => {
    const { results } = runJson('samples/16-gradient.qflow');
    const { closed, before, checked, noisy, after } = results;
    assert.ok(closed?.kind === 'gradient' && before?.kind === 'gradient' && checked?.kind === 'gradient');
    close(closed.value, Math.cos(0.4), 1e-14);
    assert.deepEqual(
      closed.derivatives.map(({ name, stderr }) => [name, stderr]),
      [['angle', 0]],
    );
    close(closed.derivatives[0]?.value, -Math.sin(0.4), 1e-14);
    assert.deepEqual([before.rule, checked.rule], ['adjoint', 'parameter_shift']);
    for (const [place, { name, value }] of before.derivatives.entries()) {
      assert.equal(checked.derivatives[place]?.name, name);
      close(checked.derivatives[place]?.value, value, 1e-12);
    }
    assert.ok(noisy?.kind === 'gradient');
    for (const [place, { value, stderr }] of noisy.derivatives.entries())
      close(value, before.derivatives[place]?.value ?? Number.NaN, 5 * stderr);
    assert.ok(after?.kind === 'estimate');
    const slope = before.derivatives.reduce((sum, { value }) => sum + value ** 2, 0);
    close(after.value, before.value - 0.1 * slope, 0.02 * slope);
    assert.ok((after.variance ?? 0) > 0);
  });

  it('15-library: excitations stay in an eigenstate and spread from the end', () => {
    const { results } = runJson('samples/15-library.qflow');
    const { before, after } = results;
    assert.ok(before?.kind === 'estimate' && after?.kind === 'estimate');
    close(before.value, 2 / 3);
    // By exact diagonalisation; twenty first-order steps come this near.
    close(after.value, 1.61232582119781, 1e-3);
  });

  it('21-molecule: the mean field and the exact energy of hydrogen, and the mean field of lithium hydride', () => {
    const { results, status } = runJson('samples/21-molecule.qflow');
    assert.equal(status, 'completed');
    const energies = {
      mean_field: -1.116998997,
      exact: -1.137306036,
      lithium_hydride: -7.86202386,
      one_turned: -1,
    };
    for (const [task, energy] of Object.entries(energies)) {
      const result = results[task];
      assert.ok(result?.kind === 'estimate');
      close(result.value, energy, 1e-7);
    }
  });

  it('24-coupled-cluster: the exact energy of two electrons, which keep their number and spin', () => {
    const { results, status } = runJson('samples/24-coupled-cluster.qflow');
    assert.equal(status, 'completed');
    const [meanField, ground, electrons] = [results['mean_field'], results['ground'], results['electrons']];
    assert.ok(meanField?.kind === 'estimate' && ground?.kind === 'minimum' && electrons?.kind === 'estimate');
    close(meanField.value, -2.841362, 1e-6);
    close(ground.value, -2.851004, 1e-6);
    close(electrons.value, 2, 1e-9);
  });

  it('25-learning: a circuit tells the points apart, and a damaged pattern is recognised', () => {
    const { results, status } = runJson('samples/25-learning.qflow');
    assert.equal(status, 'completed');
    const [fitted, judged, found] = [results['fitted'], results['judged'], results['found']];
    assert.ok(fitted?.kind === 'minimum' && judged?.kind === 'value' && found?.kind === 'value');
    assert.equal(Reflect.get(Object(judged.value), 'accuracy'), 1);
    close(Number(Reflect.get(Object(judged.value), 'loss')), fitted.value, 1e-9);
    // |⟨vector|query⟩|² of vectors of lengths 2 and √(1 + 1 + 0.49 + 0.04 + 0.81).
    close(Number(Reflect.get(Object(found.value), 'fidelity')), 3.6 ** 2 / 4 / 3.34, 1e-9);
  });

  it('28-sequences: a wave is continued by circuits in a memory, and by the least squares of a line', () => {
    const { results, status } = runJson('samples/28-sequences.qflow', '--workflow', 'continue_the_wave');
    assert.equal(status, 'completed');
    const lossOf = (task: string) => {
      const judged = results[task];
      assert.ok(judged?.kind === 'value');
      return Number(Reflect.get(Object(judged.value), 'loss'));
    };
    const [quantum, classical, line] = [results['with_circuits'], results['without'], results['line']];
    assert.ok(quantum?.kind === 'minimum' && classical?.kind === 'minimum' && line?.kind === 'minimum');
    assert.equal(quantum.names.filter((name) => name.includes('circuit')).length, 8);
    assert.ok(!classical.names.some((name) => name.includes('circuit')));
    // The normal equations of the least squares, and what their solution misses of the later numbers.
    close(line.value, 0.004245086940060873, 1e-6);
    close(lossOf('line_judged'), 0.003453586689923975, 1e-5);
    // To say that the last number stays misses by 0.25.
    for (const task of ['judged', 'memory_judged']) assert.ok(lossOf(task) < 0.03, task);
  });

  it('28-sequences: attention and a classical network tell whether signs are the same', () => {
    const { results, status } = runJson('samples/28-sequences.qflow', '--workflow', 'compare_signs');
    assert.equal(status, 'completed');
    for (const task of ['judged', 'classical_judged']) {
      const judged = results[task];
      assert.ok(judged?.kind === 'value');
      assert.equal(Reflect.get(Object(judged.value), 'accuracy'), 1);
    }
    const answers = results['answers'];
    assert.ok(answers?.kind === 'value');
    assert.deepEqual(Reflect.get(Object(answers.value), 'values'), [0, 1]);
  });

  it('17-noisy-bell: depolarizing and relaxation cost what the closed forms say, and the seed repeats the run', () => {
    const { results, status } = runJson('samples/17-noisy-bell.qflow');
    assert.equal(status, 'completed');
    const [gates, decay] = [results['by_gates'], results['by_decay']];
    assert.ok(gates?.kind === 'estimate' && decay?.kind === 'estimate');
    close(gates.value, 0.98755);
    close(decay.value, relaxedFidelity());
    const exact = probabilities(results['exact']);
    for (const [key, share] of [
      ['00', 0.4975],
      ['11', 0.4975],
      ['01', 0.0025],
      ['10', 0.0025],
    ] as const)
      close(exact[key], share);
    assert.deepEqual(runJson('samples/17-noisy-bell.qflow').results, results);
  });

  it('26-tables: the pulse for half a turn by measured data', () => {
    const { results, status } = runJson('samples/26-tables.qflow', '--seed', '3');
    assert.equal(status, 'completed');
    const [fit, facts] = [results['fit'], results['facts']];
    assert.ok(fit?.kind === 'table' && facts?.kind === 'table');
    assert.deepEqual([fit.rows, facts.head[0]?.slice(0, 6)], [29, ['amplitude', 'float', 29, 0, 0, 0.84]]);
  });

  it('27-programs: a table goes through Python, JavaScript and the shell', () => {
    const { results, status } = runJson('samples/27-programs.qflow', '--seed', '3');
    assert.equal(status, 'completed');
    const { marked, far } = results;
    assert.ok(marked?.kind === 'value' && marked.table?.rows === 25 && far?.kind === 'table');
    assert.deepEqual(
      marked.table.columns.map(({ type }) => type),
      ['float', 'float', 'bool'],
    );
  });

  it('30-noise-by-gate: its assertions are the closed forms, and the seed repeats the counts', () => {
    const { results, status } = runJson('samples/30-noise-by-gate.qflow');
    assert.equal(status, 'completed');
    assert.deepEqual(runJson('samples/30-noise-by-gate.qflow').results, results);
    const exact = runJson('samples/30-noise-by-gate.qflow', '--set', 'error=0.1').results['uneven'];
    close(probabilities(exact)['11'], 0.9 / 4 + 0.3 / 4);
  });

  it('29-secrets: the counts are signed with a key that stands nowhere', () => {
    const key = 'c0ffee-7b1d';
    const { stdout, stderr } = qflow('run', 'samples/29-secrets.qflow');
    assert.match(stdout + stderr, /QF6011/);
    const ran = qflowWith({ QFLOW_SECRET_LAB_KEY: key }, 'run', 'samples/29-secrets.qflow', '--json');
    assert.ok(!(ran.stdout + ran.stderr).includes(key));
    const { flips, signature } = (JSON.parse(ran.stdout) as RunDocument).results;
    assert.ok(flips?.kind === 'samples' && signature?.kind === 'value');
    const message = `${flips.counts?.['0']},${flips.counts?.['1']}`;
    assert.equal(signature.value, createHmac('sha256', key).update(message).digest('hex'));
  });

  it('14-imports: runs circuits of two other files', () => {
    const { results } = runJson('samples/14-imports.qflow');
    assert.deepEqual(Object.keys(results), ['pairs', 'answer']);
    const answer = results['answer'];
    assert.ok(answer?.kind === 'samples');
    assert.deepEqual(answer.counts, { '1': 100 });
  });
});

/**
 * The overlap of sample 17 with the Bell pair after relaxation: the state after `h` and its 35 ns, then both qubits for
 * 300 ns. Populations decay with t1 = 120 us, coherences with t2 = 80 us.
 */
function relaxedFidelity(): number {
  const [first, second] = [1 - Math.exp(-0.035 / 120), 1 - Math.exp(-0.3 / 120)];
  const ones = (1 - first) / 2;
  const kept = (1 + first) / 2 + ones * (second ** 2 + (1 - second) ** 2);
  return kept / 2 + Math.exp((-0.035 - 2 * 0.3) / 80) / 2;
}

/**
 * The energy of the trial state of sample 10. Seen from before the cx ladder, Z_i Z_{i+1} is Z_{i+1}, X_i is X_i X_{i+1},
 * and X_3 stays; on equal ry(θ) rotations ⟨Z⟩ = cos θ and ⟨X⟩ = sin θ.
 */
function isingEnergy(theta: number): number {
  const s = Math.sin(theta);
  return -3 * Math.cos(theta) - 0.5 * (s + 3 * s ** 2);
}
