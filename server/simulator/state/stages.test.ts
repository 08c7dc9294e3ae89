import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import { type KernelChoice, loadKernels } from '../native/library.ts';
import { stageModule } from '../native/stage-code.ts';
import type { Operation } from '../program/operation.ts';
import { type Plan, planOf } from '../program/plan.ts';
import { gate } from '../testing/circuits.ts';
import {
  flippingInstruction,
  operationsOf,
  randomInstruction,
  repeatingInstruction,
} from '../testing/random-operations.ts';
import { DenseState } from './dense-state.ts';
import { stageLibrary } from './stage-library.ts';

const library = await loadKernels();

/** A state whose stages get code at once. */
function eager(qubits: number, choice: KernelChoice = {}): DenseState {
  const kernels = library.get(choice);
  stageLibrary(kernels).worthwhile = 0;
  return new DenseState(kernels, qubits);
}

/** The same passes, with all stages done step by step. */
function plain(plan: Plan): Plan {
  return plan.map((pass) => ({ ...pass, stages: [] }));
}

function run(state: DenseState, plan: Plan): Float64Array {
  state.prepare();
  state.execute(plan);
  return state.copy();
}

function operations(qubits: number, seed: number, kind: typeof randomInstruction): readonly Operation[] {
  const random = new Random(seed);
  const start = Array.from({ length: qubits }, (_, qubit) => gate('ry', [qubit], [0.3 + qubit]));
  const length = 20 + Math.floor(80 * random.next());
  return operationsOf(qubits, [...start, ...Array.from({ length }, () => kind(qubits, random))]);
}

describe('code for stages', () => {
  for (const [name, kind] of [
    ['any gates', randomInstruction],
    ['gates that merge', repeatingInstruction],
    ['flips', flippingInstruction],
  ] as const)
    for (const precision of ['double', 'single'] as const)
      for (const isReproducible of [false, true])
        it(`does what the kernels do, to the last bit (${name}, ${precision}, ${isReproducible ? 'base' : 'relaxed'})`, () => {
          for (let qubits = 5; qubits <= 13; qubits++) agrees(qubits, { precision, isReproducible }, kind);
        });

  function agrees(qubits: number, choice: KernelChoice, kind: typeof randomInstruction): void {
    const state = eager(qubits, choice);
    const { precision = 'double' } = choice;
    for (let seed = 0; seed < 6; seed++) {
      const all = operations(qubits, 100 * qubits + seed, kind);
      // Some blocks have all qubits, some few.
      const shape = seed % 2 === 0 ? undefined : { size: Math.max(6, qubits - 2), low: 2 };
      const plan = planOf(all, qubits, precision, shape);
      const bits = run(state, plan);
      assert.deepEqual(bits, run(state, plain(plan)), `seed ${seed}`);
      const expected = reference(qubits, all);
      const largest = bits.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (expected[at] ?? NaN))),
        0,
      );
      assert.ok(largest < (precision === 'double' ? 1e-12 : 1e-5), `seed ${seed}: ${largest}`);
    }
  }

  function reference(qubits: number, all: readonly Operation[]): Float64Array {
    const state = new DenseState(library.get(), qubits);
    for (const operation of all) state.apply(operation);
    return state.copy();
  }

  it('is used, and serves every value of the angles', () => {
    const state = eager(12);
    const { modules } = stageLibrary(state.compiled);
    const layered = (shift: number) =>
      operationsOf(
        12,
        Array.from({ length: 60 }, (_, k) =>
          k % 3 === 2
            ? gate('x', [(k + 1) % 12], [], [{ qubit: k % 12, state: 1 }])
            : gate(k % 3 === 0 ? 'ry' : 'rz', [(5 * k) % 12], [shift + 0.37 * k]),
        ),
      );
    const plans = [0.1, 1.9, -2.3, 4.4].map((shift) => planOf(layered(shift), 12));
    assert.ok(plans[0]?.some(({ stages }) => stages.length > 0));
    // Pairs whose phases are all 1, as at the first angle, have code of their own.
    for (const plan of plans.slice(0, 2)) run(state, plan);
    const count = modules.length;
    assert.ok(count > 0);
    for (const plan of plans) run(state, plan);
    assert.equal(modules.length, count);
  });

  it('keeps the norm over ten thousand gates', () => {
    const random = new Random(11);
    for (const kind of [randomInstruction, repeatingInstruction]) {
      const body = Array.from({ length: 10_000 }, () => kind(9, random));
      const state = eager(9);
      const norm = run(state, planOf(operationsOf(9, body), 9)).reduce((sum, part) => sum + part * part, 0);
      assert.ok(Math.abs(norm - 1) < 1e-12, `${norm - 1}`);
    }
  });

  it('is compiled only for stages with enough to do', () => {
    const kernels = { ...library.get() };
    const state = new DenseState(kernels, 10);
    run(state, planOf(operations(10, 3, repeatingInstruction), 10));
    assert.equal(stageLibrary(kernels).modules.length, 0);
  });

  it('is valid for every kind of memory', () => {
    const shape = {
      width: 2,
      turns: [0, 16],
      flipsLane: false,
      ending: 'scaled',
      steps: [{ kind: 'matrix', p: 0, q: 1 }],
    } as const;
    for (const precision of ['double', 'single'] satisfies Precision[])
      for (const isShared of [false, true])
        assert.ok(WebAssembly.validate(stageModule(shape, { precision, isShared, isRelaxed: false })));
  });
});
