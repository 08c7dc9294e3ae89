import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction } from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import { loadKernels } from '../native/library.ts';
import type { PureRuns } from '../pure/pure-runs.ts';
import type { SimulationOptions } from '../simulator.ts';
import { bits, circuit, cx, gate, measureAll, observable } from '../testing/circuits.ts';
import { agreesWithTheDensityMatrix } from '../testing/noise-agreement.ts';
import { agreesWithTheDenseState } from '../testing/pure-agreement.ts';
import { randomUnitary } from '../testing/reference.ts';
import { assertClose, estimated, exactly, sampled } from '../testing/run.ts';
import { mpsRuns } from './index.ts';

const span = { start: 0, end: 0 };

const mps = { method: 'mps' } as const;

/** So that nothing is left out but rounding. */
const whole = { method: 'mps', bond: 1024, cutoff: 0 } as const;

function chain(qubits: number): Instruction[] {
  return [gate('h', [0]), ...Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1))];
}

/** Layers of random gates on neighbours. */
function bricks(qubits: number, layers: number): Instruction[] {
  const random = new Random(3);
  return Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: (qubits - (layer % 2)) >> 1 }, (_, pair): Instruction => {
      const qubit = 2 * pair + (layer % 2);
      const matrix = randomUnitary(4, random);
      return { kind: 'unitary', label: 'u', matrix, qubits: [qubit, qubit + 1], controls: [], span };
    }),
  ).flat();
}

describe('matrix product states', () => {
  let runs: PureRuns;
  before(async () => (runs = mpsRuns(await loadKernels())));

  const amplitudes = (program: Circuit, options: Partial<SimulationOptions> = whole) =>
    runs.state(
      { circuit: program, bindings: [], options: { ...exactly, method: 'mps', ...options } },
      () => undefined,
    );

  agreesWithTheDenseState(whole, (program) => amplitudes(program).value.amplitudes);

  describe('with noise, beside the density matrix', () => agreesWithTheDensityMatrix('mps'));

  it('a GHZ state of 100 qubits is all 0 or all 1', async () => {
    const program = circuit(100, [bits('c', 100)], [...chain(100), ...measureAll(100)]);
    const [zeros, ones] = ['0'.repeat(100), '1'.repeat(100)];
    assertClose((await sampled(program, mps)).probabilities, { [zeros]: 0.5, [ones]: 0.5 });
    const { counts = {} } = await sampled(program, { ...mps, shots: 1000 });
    assert.deepEqual(Object.keys(counts), [zeros, ones]);
    const word = observable({ ['X'.repeat(100)]: 2, ['Z'.repeat(100)]: 1, [`${'I'.repeat(98)}ZZ`]: 0.5 });
    assert.ok(Math.abs((await estimated(circuit(100, [], chain(100)), word, mps)).value - 3.5) < 1e-12);
  });

  it('a W state of 60 qubits has one 1, anywhere', async () => {
    const body: Instruction[] = [gate('x', [0])];
    for (let qubit = 0; qubit < 59; qubit++) {
      const angle = 2 * Math.acos(Math.sqrt(1 / (60 - qubit)));
      body.push(gate('ry', [qubit + 1], [angle], [{ qubit, state: 1 }]), cx(qubit + 1, qubit));
    }
    const { probabilities } = await sampled(circuit(60, [bits('c', 60)], [...body, ...measureAll(60)]), mps);
    const expected = Array.from({ length: 60 }, (_, one) => [
      `1${'0'.repeat(one)}`.padStart(60, '0'),
      1 / 60,
    ]);
    assertClose(probabilities, Object.fromEntries(expected) as Record<string, number>, 1e-10);
  });

  it('a gate joins the ends of a chain of 50 qubits, under 48 controls', async () => {
    const controls = Array.from({ length: 48 }, (_, place) => ({ qubit: place + 1, state: 1 as const }));
    const flips = controls.map(({ qubit }) => gate('x', [qubit]));
    const body = [gate('ry', [0], [1]), ...flips, gate('x', [49], [], [{ qubit: 0, state: 1 }, ...controls])];
    const words = observable({ [`Z${'I'.repeat(48)}Z`]: 1, [`Z${'I'.repeat(49)}`]: 3 });
    const { value } = await estimated(circuit(50, [], body), words, mps);
    assert.ok(Math.abs(value - 1 - 3 * Math.cos(1)) < 1e-10);
  });

  it('tells how much of the state it left out', async () => {
    const program = circuit(10, [], bricks(10, 8));
    const exact = amplitudes(program).value.amplitudes;
    for (const bond of [4, 8, 16]) {
      const { value, truncation = 0 } = amplitudes(program, { bond, cutoff: 0 });
      const lost = 1 - fidelity(exact, value.amplitudes);
      assert.ok(
        truncation > 0.3 * lost && truncation < 3 * lost + 1e-12,
        `${bond}: ${lost} and ${truncation}`,
      );
      assert.ok(Math.abs(fidelity(value.amplitudes, value.amplitudes) - 1) < 1e-12);
    }
    assert.equal(amplitudes(program, { bond: 32, cutoff: 0 }).truncation ?? 0, 0);
    const result = await localSimulator().sample(program, [], { ...exactly, ...mps, bond: 4, shots: 10 });
    assert.ok(result.ok && (result.truncation ?? 0) > 0);
  });

  it('is chosen by itself where nothing else is possible', async () => {
    const words = observable({ ['Z'.repeat(40)]: 1 });
    const result = await localSimulator().estimate(circuit(40, [], bricks(40, 3)), [], words, exactly);
    assert.ok(result.ok && result.method === 'mps');
  });

  it('keeps the parity along a chain of gates that entangle little', async () => {
    const turned = Array.from({ length: 60 }, (_, qubit) =>
      ['h', 't', 'h'].map((name) => gate(name, [qubit])),
    );
    const sums = Array.from({ length: 59 }, (_, qubit) => cx(qubit + 1, qubit));
    const program = circuit(60, [], [...turned.flat(), ...sums]);
    // Bit q becomes the sum of bits q and q + 1, so that all of them sum up to bit 0.
    const words = observable({ ['Z'.repeat(60)]: 1, [`Z${'I'.repeat(59)}`]: 1 });
    const { value } = await estimated(program, words, mps);
    assert.ok(Math.abs(value - 2 * Math.SQRT1_2) < 1e-10);
    const measured = circuit(60, [bits('c', 60)], [...turned.flat(), ...sums, ...measureAll(60)]);
    const { counts = {} } = await sampled(measured, { ...mps, shots: 10_000 });
    const ones = Object.entries(counts).reduce((sum, [key, count]) => sum + count * Number(key[0]), 0);
    const expected = (10_000 * (1 - Math.SQRT1_2)) / 2;
    assert.ok(Math.abs(ones - expected) < 5 * Math.sqrt(expected));
  });

  it('the same seed draws the same shots', async () => {
    const program = circuit(30, [bits('c', 30)], [...bricks(30, 4), ...measureAll(30)]);
    const options = { ...mps, shots: 50, seed: 9 };
    assert.deepEqual(await sampled(program, options), await sampled(program, options));
  });
});

/** |⟨a|b⟩|². */
function fidelity(a: Float64Array, b: Float64Array): number {
  let [re, im] = [0, 0];
  for (let at = 0; at < a.length; at += 2) {
    re += (a[at] ?? 0) * (b[at] ?? 0) + (a[at + 1] ?? 0) * (b[at + 1] ?? 0);
    im += (a[at] ?? 0) * (b[at + 1] ?? 0) - (a[at + 1] ?? 0) * (b[at] ?? 0);
  }
  return re * re + im * im;
}
