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
