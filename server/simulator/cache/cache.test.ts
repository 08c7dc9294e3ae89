import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { localSimulator } from '../local-simulator.ts';
import type { SimulationOptions } from '../simulator.ts';
import { bits, circuit, gate, measureAll, observable } from '../testing/circuits.ts';
import { exactly } from '../testing/run.ts';
import { cachedSimulator } from './cached-simulator.ts';
import { contentHash } from './content-hash.ts';
import { ResultCache } from './result-cache.ts';

const program = (angle: number) =>
  circuit(2, [bits('c', 2)], [gate('ry', [0], [angle]), gate('ry', [1], [0.5]), ...measureAll(2)]);

describe('the cache of results', () => {
  it('answers what was asked before, and only that', async () => {
    const simulator = cachedSimulator(localSimulator(), 2 ** 20);
    const shots = { ...exactly, shots: 100 };
    const isCached = async (angle: number, options: SimulationOptions) => {
      const answer = await simulator.sample(program(angle), [], options);
      return answer.ok ? (answer.isCached ?? false) : assert.fail();
    };
    assert.equal(await isCached(0.3, shots), false);
    assert.equal(await isCached(0.3, shots), true);
    for (const other of [
      { ...shots, seed: 2 },
      { ...shots, shots: 101 },
      exactly,
      { ...shots, isCached: false },
    ])
      assert.equal(await isCached(0.3, other), false);
    assert.equal(await isCached(0.3, { ...exactly, seed: 9 }), true, 'an exact result has no seed');
    assert.equal(await isCached(0.30000000000000004, shots), false);
    const noise = { name: 'lab', rules: [], readout: [{ p01: 0.1, p10: 0 }] };
    assert.equal(await isCached(0.3, { ...shots, noise }), false);
  });

  it('gives the same result again, and tells observables and parameters apart', async () => {
    const simulator = cachedSimulator(localSimulator(), 2 ** 20);
    const ask = async (word: string, bindings: readonly number[]) => {
      const answer = await simulator.estimate(program(0.3), bindings, observable({ [word]: 1 }), exactly);
      return answer.ok ? answer : assert.fail();
    };
    const first = await ask('IZ', []);
    assert.ok(Math.abs(first.value.value - Math.cos(0.3)) < 1e-12);
    assert.deepEqual(await ask('IZ', []), { ...first, isCached: true });
    assert.equal((await ask('ZI', [])).isCached, undefined);
    assert.equal((await ask('IZ', [1])).isCached, undefined);
  });

  it('gives states as copies, as long as they fit', async () => {
    const simulator = cachedSimulator(localSimulator(), 2 ** 12);
    const ask = async (qubits: number) => {
      const answer = await simulator.state(circuit(qubits, [], [gate('ry', [0], [0.3])]), [], exactly);
      return answer.ok ? answer : assert.fail();
    };
    const first = await ask(2);
    const expected = [...first.value.amplitudes];
    first.value.amplitudes.fill(7);
    for (let round = 0; round < 2; round++) {
      const again = await ask(2);
      assert.equal(again.isCached, true);
      assert.deepEqual([...again.value.amplitudes], expected);
      again.value.amplitudes.fill(9);
    }
    await ask(10);
    assert.equal((await ask(10)).isCached, undefined, 'a state larger than the cache is not kept');
    assert.equal((await ask(2)).isCached, true);
  });

  it('computes of an exact batch only the sets that are new', async () => {
    const inner = localSimulator();
    const asked: number[] = [];
    const simulator = cachedSimulator(
      {
        ...inner,
        estimateBatch: async (body, sets, ...rest) => {
          asked.push(sets.length);
          return inner.estimateBatch(body, sets, ...rest);
        },
      },
      2 ** 20,
    );
    const theta = { kind: 'parameter', type: { kind: 'float', width: 64 }, parameter: 0 } as const;
    const turned = {
      ...circuit(1, [], [gate('ry', [0], [theta])]),
      parameters: [{ name: 'theta', type: theta.type, span: { start: 0, end: 0 } }],
    };
    const z = observable({ Z: 1 });
    const energies = async (angles: readonly number[], options = exactly) => {
      const sets = angles.map((angle) => [angle]);
      const answer = await simulator.estimateBatch(turned, sets, z, options);
      if (!answer.ok) assert.fail(answer.refusal.message);
      for (const [place, angle] of angles.entries())
        assert.ok(
          options.shots !== undefined ||
            Math.abs((answer.value[place]?.value ?? NaN) - Math.cos(angle)) < 1e-12,
        );
      return answer.isCached ?? false;
    };
    assert.equal(await energies([0.1, 0.2]), false);
    assert.equal(await energies([0.2, 0.1, 0.2]), true);
    assert.equal(await energies([0.3, 0.1]), false);
    assert.equal(await energies([0.3], { ...exactly, isCached: false }), false);
    assert.deepEqual(asked, [2, 1, 1]);
    const shots = { ...exactly, shots: 10 };
    assert.equal(await energies([0.1, 0.2], shots), false);
    assert.equal(await energies([0.1, 0.2], shots), true);
    assert.equal(await energies([0.2, 0.1], shots), false, 'places have seeds of their own');
  });

  it('keeps no refusal', async () => {
    const simulator = cachedSimulator(localSimulator(), 2 ** 20);
    for (let round = 0; round < 2; round++)
      assert.ok(!(await simulator.sample(program(1), [], { ...exactly, shots: -1 })).ok);
  });

  it('hashes contents, not places in the text or identities', () => {
    const spanned = (start: number) => [{ span: { start, end: 9 }, x: [1n, -0, NaN] }];
    assert.equal(contentHash(spanned(1)), contentHash(spanned(2)));
    const hashes = [[1], ['1'], [1n], [0], [-0], [NaN], [null], [undefined], [[1]], [1, 1], []].map(
      contentHash,
    );
    assert.equal(new Set(hashes).size, hashes.length);
    const many = new Set(Array.from({ length: 20_000 }, (_, value) => contentHash([value])));
    assert.equal(many.size, 20_000);
  });

  it('forgets what was asked for longest ago when it is full', () => {
    const cache = new ResultCache<number>(100);
    cache.set('a', 1, 40);
    cache.set('b', 2, 40);
    cache.get('a');
    cache.set('c', 3, 40);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [1, undefined, 3]);
    cache.set('d', 4, 101);
    assert.equal(cache.get('d'), undefined);
  });
});
