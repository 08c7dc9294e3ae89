import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { afterEach, describe, it } from 'mocha';
import { Random, cx } from '../../base/index.ts';
import { hasWideMemory } from '../native/host.ts';
import { loadKernels } from '../native/library.ts';
import { sharingMemory } from '../native/shared-import.ts';
import type { Operation } from '../program/operation.ts';
import { wordGroups } from '../pauli/words.ts';
import { observable } from '../testing/circuits.ts';
import { type PlannedPass, planOf } from '../program/plan.ts';
import { randomUnitary } from '../testing/reference.ts';
import { DenseState } from '../state/dense-state.ts';
import type { Likely } from '../state/likely.ts';
import { stageLibrary } from '../state/stage-library.ts';
import { spawnNodeHelper } from './node-helper.ts';
import { unitsInPart } from './share.ts';
import { Team } from './team.ts';
import { threadsFor } from './threads.ts';

const file = new URL('../helper.node.ts', import.meta.url);
const library = await loadKernels();
const single = library.get();
const shared = library.get({ isShared: true });
const qubits = 17;

/** One-qubit, two-qubit and three-qubit gates and phases, all over the state. */
function randomOperations(count: number, random: Random): readonly Operation[] {
  const any = () => Math.floor(random.next() * qubits);
  return Array.from({ length: count }, (): Operation => {
    const [p, q, r] = [any(), any(), any()];
    const width = q === p ? 1 : r === p || r === q || random.next() < 0.8 ? 2 : 3;
    if (random.next() < 0.2)
      return { kind: 'phase', mask: (1 << p) | (1 << q), values: 1 << p, re: 0, im: 1 };
    const matrix = Float64Array.from(
      randomUnitary(2 ** width, random).flatMap((row) => row.flatMap(({ re, im }) => [re, im])),
    );
    if (width === 1) return { kind: 'one', target: p, matrix, mask: 0, values: 0 };
    return { kind: 'many', qubits: [p, q, r].slice(0, width), matrix, mask: 0, values: 0 };
  });
}

/** A pass whose operation reads its matrix from far behind the memory. */
const broken: PlannedPass = {
  ...{ inside: 2 ** 14 - 1, low: 5, isWhole: true, scale: cx.one, workBytes: 0, stages: [] },
  encoded: () => ({
    count: 1,
    bytes: new Uint8Array(Uint32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 2 ** 31, 0, 0, 0).buffer),
  }),
};

const observed = observable({ ZIZ: 0.5, IXX: 0.3, XIIIIIIIIIIIIIIYZ: 0.2 });

interface Everything {
  readonly amplitudes: Float64Array;
  readonly sampled: Uint32Array;
  readonly numbers: readonly number[];
  readonly tables: readonly Float64Array[];
  readonly likely: readonly Likely[];
}

/** All that a state can be asked, after gates and a measurement. */
function everything(state: DenseState, seed: number): Everything {
  const random = new Random(seed);
  state.prepare();
  state.run(randomOperations(60, random));
  const numbers = [
    ...[0, 8, qubits - 1].map((qubit) => state.probabilityOf(qubit, 1)),
    ...wordGroups(observed.terms).map((group) => state.expectation(group)),
  ];
  const { mean, square } = state.moments(wordGroups(observed.terms));
  const marginals = [[16], [0, 3], [15, 2, 8, 13], Array.from({ length: qubits }, (_, qubit) => qubit)];
  const tables = marginals.map((seen) => state.marginal(seen));
  const likely = [...state.likely(1e-5, 2000)];
  const uniforms = Float64Array.from({ length: 500 }, () => random.next()).sort();
  const sampled = state.sample(uniforms);
  state.collapse(qubits - 1, 0, state.probabilityOf(qubits - 1, 0));
  state.collapse(2, 0, state.probabilityOf(2, 0));
  const amplitudes = state.copy();
  numbers.push(mean, square, state.probabilityOf(2, 0), ...adjoint(state));
  state.restore(amplitudes);
  return { amplitudes, sampled, numbers, tables, likely };
}

/** What derivatives are read off, with an observable acting on the lower half. */
function adjoint(state: DenseState): readonly number[] {
  state.focus(qubits - 1);
  state.observe(wordGroups(observable({ ZIZ: 0.5, IXX: 0.3, XIIIIIIIIIIIIIYZ: 0.2 }).terms));
  state.focus(qubits);
  const condition = { mask: 1 << 9, values: 1 << 9 };
  return [[], [3], [15], [2, 15], [0, 1]].flatMap((targets) => [...state.overlaps(targets, condition)]);
}

describe('threads that share a state', () => {
  let team = new Team();

  function start(url = file): Team {
    team = new Team((control) => spawnNodeHelper(url, control));
    return team;
  }

  afterEach(() => team.release());

  it('give the same bits in any number', () => {
    const alone = new DenseState(single, qubits);
    const expected = [1, 2, 3].map((seed) => everything(alone, seed));
    const crew = start();
    for (const threads of [2, 3, 5]) {
      const state = new DenseState(shared, qubits, { team: crew, threads });
      assert.deepEqual(
        [1, 2, 3].map((seed) => everything(state, seed)),
        expected,
      );
    }
  });

  it('give the same bits by code that was emitted for the stages of a circuit', () => {
    stageLibrary(shared).worthwhile = 0;
    const plan = planOf(randomOperations(60, new Random(1)), qubits);
    assert.ok(plan.some(({ stages }) => stages.length > 0));
    const expected = new DenseState(single, qubits);
    expected.execute(plan.map((pass) => ({ ...pass, stages: [] })));
    const together = new DenseState(shared, qubits, { team: start(), threads: 3 });
    for (let round = 0; round < 3; round++) {
      together.prepare();
      together.execute(plan);
      assert.deepEqual(together.copy(), expected.copy());
    }
    assert.ok(stageLibrary(shared).modules.length > 0);
  });

  it('give the same bits in single precision, in any number', () => {
    const precision = 'single';
    const expected = everything(new DenseState(library.get({ precision }), qubits), 1);
    const crew = { team: start(), threads: 3 };
    const together = new DenseState(library.get({ precision, isShared: true }), qubits, crew);
    assert.deepEqual(everything(together, 1), expected);
  });

  (hasWideMemory ? it : it.skip)('give the same bits in a memory with 64-bit addresses', () => {
    const expected = everything(new DenseState(single, qubits), 1);
    const wide = new DenseState(library.get({ isWide: true }), qubits);
    assert.deepEqual(everything(wide, 1), expected);
    const compiled = library.get({ isWide: true, isShared: true });
    const together = new DenseState(compiled, qubits, { team: start(), threads: 2 });
    assert.deepEqual(everything(together, 1), expected);
    for (const state of [wide, together]) {
      assert.equal([...state.likely(0, 5)].flatMap(({ indices }) => [...indices]).length, 2 ** (qubits - 2));
      const total = state.marginal([3, 16]).reduce((sum, share) => sum + share, 0);
      assert.ok(Math.abs(total - 1) < 1e-12);
    }
  });

  it('really help', () => {
    const state = new DenseState(shared, 19, { team: start(), threads: 2 });
    const plan = planOf(randomOperations(200, new Random(1)), 19);
    const begin = performance.now();
    while (performance.now() - begin < 20_000) {
      let told = 0;
      state.execute(plan, () => told++);
      // A pass has 32 parts of one block each; only those are told of that the calling thread did.
      if (told < 32 * plan.length) return;
    }
    assert.fail('the helper took no part in 20 s');
  });

  it('leave states that they work on in turn apart', () => {
    const crew = { team: start(), threads: 2 };
    const [first, second] = [new DenseState(shared, qubits, crew), new DenseState(shared, qubits, crew)];
    const alone = new DenseState(single, qubits);
    const [a, b] = [randomOperations(30, new Random(4)), randomOperations(30, new Random(5))];
    for (let round = 0; round < 5; round++) {
      first.run(a);
      second.run(b);
    }
    for (let round = 0; round < 5; round++) alone.run(a);
    assert.deepEqual(first.copy(), alone.copy());
    alone.prepare();
    for (let round = 0; round < 5; round++) alone.run(b);
    assert.deepEqual(second.copy(), alone.copy());
  });

  it('are not missed where they cannot start', () => {
    const state = new DenseState(shared, qubits, { team: start(new URL('missing.ts', file)), threads: 4 });
    assert.deepEqual(everything(state, 1), everything(new DenseState(single, qubits), 1));
  });

  it('end with an error in their midst, and work on', () => {
    const crew = { team: start(), threads: 2 };
    assert.throws(() => new DenseState(shared, qubits, crew).execute([broken]), /out of bounds|broke down/);
    const state = new DenseState(shared, qubits, crew);
    const expected = everything(new DenseState(single, qubits), 2);
    assert.deepEqual(everything(state, 2), expected);
    const stop = () => {
      throw new RangeError('stopped');
    };
    assert.throws(() => state.run(randomOperations(20, new Random(3)), stop), /stopped/);
    assert.deepEqual(everything(state, 2), expected);
  });
});

describe('the number of threads', () => {
  it('is one for few qubits, else that of the cores, or what is asked for', () => {
    const cores = availableParallelism();
    assert.equal(threadsFor(12, undefined, cores), 1);
    assert.equal(threadsFor(24, undefined, cores), cores);
    assert.equal(threadsFor(12, 3, cores), 3);
    assert.equal(threadsFor(24, 1000, cores), 64);
  });

  it('does not decide how work is cut', () => {
    assert.equal(unitsInPart(2 ** 10, 2 ** 14), 2 ** 10);
    assert.equal(unitsInPart(2 ** 22, 2 ** 14), 2 ** 16);
    assert.equal(unitsInPart(3, 1), 1);
  });
});

describe('a module that shares its memory', () => {
  it('differs from the other in one bit', () => {
    // A module that imports the memory env.memory of at most one page.
    const start = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const words = [3, ...Buffer.from('env'), 6, ...Buffer.from('memory')];
    const module = (flags: number) => Uint8Array.of(...start, 2, 16, 1, ...words, 2, flags, 0, 1);
    assert.deepEqual(sharingMemory(module(1)), module(3));
    assert.throws(() => sharingMemory(Uint8Array.from(start)), /imports no memory/);
  });
});
