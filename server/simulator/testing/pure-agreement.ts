import assert from 'node:assert/strict';
import { it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit, Instruction } from '../../circuit/index.ts';
import type { SimulationOptions } from '../simulator.ts';
import { circuit, gate, observable } from './circuits.ts';
import { randomDynamicCircuit, randomInstruction } from './random-circuits.ts';
import { after, difference, zeroState } from './reference.ts';
import { assertClose, estimated, sampled } from './run.ts';
import { chiSquared, chiSquaredBound } from './statistics.ts';

/** What every method on pure states has to share with the dense one, on circuits without structure. */
export function agreesWithTheDenseState(
  options: Partial<SimulationOptions>,
  amplitudes: (circuit: Circuit) => Float64Array,
): void {
  it('prepares the states of 100 random circuits', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = new Random(seed);
      const qubits = 1 + (seed % 7);
      const body = Array.from({ length: 40 }, () => randomInstruction(qubits, random));
      const expected = body.reduce(after, zeroState(qubits));
      const error = difference(amplitudes(circuit(qubits, [], body)), expected);
      assert.ok(error < 1e-10, `seed ${seed} is off by ${error}`);
    }
  });

  it('samples 60 random circuits that measure on the way', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const program = randomDynamicCircuit(2 + (seed % 5), new Random(seed));
      const { probabilities } = await sampled(program, options);
      assertClose(likely(probabilities), likely((await sampled(program, dense)).probabilities), 1e-10);
    }
  });

  it('draws shots with the same distribution', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const program = randomDynamicCircuit(4, new Random(seed));
      const { probabilities } = await sampled(program, dense);
      const { counts = {} } = await sampled(program, { ...options, shots: 20_000, seed });
      const { statistic, freedom } = chiSquared(counts, probabilities);
      assert.ok(freedom === 0 || statistic < chiSquaredBound(freedom), `seed ${seed}: χ² is ${statistic}`);
    }
  });

  it('finds the expectation values of Pauli words', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = new Random(seed);
      const qubits = 2 + (seed % 6);
      const program = circuit(qubits, [], randomBody(qubits, random));
      const words = randomWords(qubits, random);
      const { value } = await estimated(program, words, dense);
      assert.ok(Math.abs((await estimated(program, words, options)).value - value) < 1e-10);
      const shot = await estimated(program, words, { ...options, shots: 5000, seed });
      assert.ok(Math.abs(shot.value - value) < 6 * shot.stderr);
    }
  });

  it('finds expectation values behind measurements', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const program = randomDynamicCircuit(4, new Random(seed));
      const words = randomWords(4, new Random(100 + seed));
      const { value } = await estimated(program, words, dense);
      assert.ok(Math.abs((await estimated(program, words, options)).value - value) < 1e-10);
    }
  });
}

const dense = { method: 'statevector' } as const;

function randomBody(qubits: number, random: Random): Instruction[] {
  const layer = Array.from({ length: qubits }, (_, qubit) => gate('h', [qubit]));
  return [...layer, ...Array.from({ length: 30 }, () => randomInstruction(qubits, random))];
}

function randomWords(qubits: number, random: Random) {
  const letters = ['I', 'X', 'Y', 'Z'];
  const word = () => Array.from({ length: qubits }, () => letters[Math.floor(4 * random.next())]).join('');
  return observable(Object.fromEntries(Array.from({ length: 12 }, () => [word(), 2 * random.next() - 1])));
}

/** Outcomes that no rounding can hide. */
function likely(table: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(table).filter(([, share]) => share > 1e-10));
}
