import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { compiledKernels, loadKernels } from '../native/library.ts';
import type { Operation } from '../program/operation.ts';
import {
  flippingInstruction,
  operationsOf,
  randomInstruction,
  repeatingInstruction,
} from '../testing/random-operations.ts';
import { DenseState } from './dense-state.ts';

const module = await compiledKernels();
const single = (await loadKernels()).get({ precision: 'single' });
const base = (await loadKernels()).get({ isReproducible: true });
/** A state without any symmetry. */
function prepared(qubits: number, kernels = module): DenseState {
  const state = new DenseState(kernels, qubits);
  for (let target = 0; target < qubits; target++) {
    const matrix = Float64Array.of(0.6, 0, -0.8, 0, 0, 0.8, 0, 0.6);
    state.apply({ kind: 'one', target, matrix, mask: 0, values: 0 });
  }
  return state;
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? NaN))), 0);
}

describe('runs of operations', () => {
  for (const [name, instruction] of [
    ['any gates', randomInstruction],
    ['gates that merge', repeatingInstruction],
    ['flips', flippingInstruction],
  ] as const)
    for (let qubits = 1; qubits <= 16; qubits++)
      it(`do what the same operations do one by one (${name}, ${qubits} qubits)`, () => {
        for (let seed = 0; seed < (qubits < 12 ? 12 : 2); seed++) {
          const random = new Random(100 * qubits + seed);
          const length = 5 + Math.floor(80 * random.next());
          const operations = operationsOf(
            qubits,
            Array.from({ length }, () => instruction(qubits, random)),
          );
          const expected = prepared(qubits);
          for (const operation of operations) expected.apply(operation);
          const lowest = Math.floor(3 * random.next());
          const shapes = [
            { size: 14, low: 5 },
            { size: lowest + 3 + Math.floor(7 * random.next()), low: lowest },
          ];
          for (const shape of shapes) {
            const state = prepared(qubits);
            state.run(operations, undefined, shape);
            assert.ok(distance(state.copy(), expected.copy()) < 1e-12, `seed ${seed}`);
          }
          const rough = prepared(qubits, single);
          const low = Math.max(1, Math.floor(4 * random.next()));
          rough.run(operations, undefined, { size: low + 3 + Math.floor(7 * random.next()), low });
          assert.ok(distance(rough.copy(), expected.copy()) < 1e-5, `seed ${seed} in single precision`);
          const plain = prepared(qubits, base);
          plain.run(operations, undefined, { size: 14, low: 5 });
          assert.ok(distance(plain.copy(), expected.copy()) < 1e-12, `seed ${seed} without relaxed SIMD`);
        }
      });

  it('keep the norm over ten thousand gates', () => {
    const random = new Random(5);
    for (const instruction of [randomInstruction, repeatingInstruction]) {
      const operations = operationsOf(
        9,
        Array.from({ length: 10_000 }, () => instruction(9, random)),
      );
      const state = prepared(9);
      state.run(operations, undefined, { size: 6, low: 2 });
      const norm = state.copy().reduce((sum, part) => sum + part * part, 0);
      assert.ok(Math.abs(norm - 1) < 1e-12, `${norm - 1}`);
    }
  });

  it('tell progress up to the end', () => {
    const told: number[] = [];
    const operations = operationsOf(
      10,
      Array.from({ length: 50 }, () => randomInstruction(10, new Random(1))),
    );
    prepared(10).run(operations, (fraction) => told.push(fraction), { size: 5, low: 2 });
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    );
    assert.equal(told.at(-1), 1);
  });

  it('refuse a qubit that the state does not have', () => {
    const operation: Operation = { kind: 'flip', target: 5, mask: 0, values: 0 };
    assert.throws(() => prepared(3).run([operation]), /out of bounds/);
  });
});
