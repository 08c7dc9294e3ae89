import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Control, Instruction } from '../../circuit/index.ts';
import { gates } from '../../library/index.ts';
import { compiledKernels, loadKernels } from '../native/library.ts';
import { layOut } from '../program/layout.ts';
import type { Operation } from '../program/operation.ts';
import { circuit, gate } from '../testing/circuits.ts';
import { randomUnitary } from '../testing/reference.ts';
import { DenseState } from './dense-state.ts';

const module = await compiledKernels();
const single = (await loadKernels()).get({ precision: 'single' });
const base = (await loadKernels()).get({ isReproducible: true });
const span = { start: 0, end: 0 };
const primitives = gates.filter(({ kind }) => kind === 'primitive');

function shuffled(qubits: number, random: Random): readonly number[] {
  return Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
}

function randomAngle(random: Random): number {
  return random.next() < 0.3 ? (Math.floor(8 * random.next()) * Math.PI) / 4 : 8 * random.next() - 4;
}

/** Any gate of the library, or any unitary on up to three qubits, under up to two controls. */
function randomInstruction(qubits: number, random: Random): Instruction {
  const order = shuffled(qubits, random);
  const fitting = primitives.filter(({ operands }) => operands.length <= qubits);
  const chosen = fitting[Math.floor(random.next() * fitting.length)] ?? assert.fail();
  const wide = random.next() < 0.1 ? Math.min(qubits, 1 + Math.floor(3 * random.next())) : 0;
  const count = wide === 0 ? chosen.operands.length : wide;
  const controls = order
    .slice(count, count + Math.floor(random.next() * 3))
    .map((qubit): Control => ({ qubit, state: random.next() < 0.7 ? 1 : 0 }));
  const operands = order.slice(0, count);
  if (wide > 0) {
    const matrix = randomUnitary(2 ** wide, random);
    return { kind: 'unitary', label: 'u', matrix, qubits: operands, controls, span };
  }
  const angles = chosen.parameters.map(() => randomAngle(random));
  return gate(chosen.name, operands, angles, controls);
}

/** Gates of few kinds on few qubits, so that long runs of them merge. */
function repeatingInstruction(qubits: number, random: Random): Instruction {
  const [p = 0, q = 0] = shuffled(Math.min(qubits, 4), random);
  const choice = random.next();
  if (choice < 0.25 || qubits === 1) return gate('rz', [p], [randomAngle(random)]);
  if (choice < 0.45) return gate('ry', [p], [randomAngle(random)]);
  if (choice < 0.5) return gate('swap', [p, q]);
  const controls: readonly Control[] = [{ qubit: q, state: 1 }];
  return choice < 0.8 ? gate('x', [p], [], controls) : gate('p', [p], [randomAngle(random)], controls);
}

/** Flips, most of them under one control, with a turn between every few dozen of them. */
function flippingInstruction(qubits: number, random: Random): Instruction {
  const [p = 0, q = 0] = shuffled(qubits, random);
  if (random.next() < 0.03) return gate('ry', [p], [randomAngle(random)]);
  if (random.next() < 0.1 || qubits === 1) return gate('x', [p]);
  return gate('x', [p], [], [{ qubit: q, state: random.next() < 0.7 ? 1 : 0 }]);
}

function operationsOf(qubits: number, body: readonly Instruction[]): readonly Operation[] {
  return layOut(circuit(qubits, [], body), []).steps.map((step) =>
    step.kind === 'gate' && step.operation ? step.operation : assert.fail(),
  );
}

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
          plain.run(operations);
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
