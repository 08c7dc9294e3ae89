import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random, cx as complex } from '../../base/index.ts';
import type { Observable } from '../../circuit/index.ts';
import { bits, circuit, cx, gate, measure, observable, when, bitAt } from '../testing/circuits.ts';
import { type Amplitudes, after, zeroState } from '../testing/reference.ts';
import { estimated } from '../testing/run.ts';
import { allotShots, groupTerms } from './groups.ts';

/** H|ψ⟩ word by word. */
function image(state: Amplitudes, { terms }: Observable): Amplitudes {
  const zero = state.map(() => complex.zero);
  return terms.reduce<Amplitudes>((sum, { coefficient, factors }) => {
    const word = factors.reduce<Amplitudes>(
      (turned, { qubit, pauli }) => after(turned, gate(pauli.toLowerCase(), [qubit])),
      state,
    );
    return sum.map((entry, at) => complex.add(entry, complex.scale(word[at] ?? complex.zero, coefficient)));
  }, zero);
}

function normSquared(state: Amplitudes): number {
  return state.reduce((sum, entry) => sum + complex.magnitudeSquared(entry), 0);
}

describe('the variance of an observable', () => {
  it('is that of a turned spin', async () => {
    const found = await estimated(circuit(1, [], [gate('ry', [0], [0.7])]), observable({ Z: 3 }));
    assert.ok(Math.abs((found.variance ?? Number.NaN) - 9 * Math.sin(0.7) ** 2) < 1e-14);
  });

  it('is zero in an eigenstate', async () => {
    const bell = circuit(2, [], [gate('h', [0]), cx(0, 1)]);
    const found = await estimated(bell, observable({ ZZ: 0.3, XX: 1.7, YY: -0.4, II: 5 }));
    assert.ok((found.variance ?? Number.NaN) < 1e-13);
  });

  it('is that of ‖Hψ‖² on random states, beyond a row of the kernel too', async () => {
    const random = new Random(4);
    for (const qubits of [1, 3, 6, 9]) {
      const body = Array.from({ length: qubits }, (_, qubit) => [
        gate('u3', [qubit], [3 * random.next(), random.next(), random.next()]),
        ...(qubit > 0 ? [cx(qubit - 1, qubit)] : []),
      ]).flat();
      const words = Array.from({ length: 30 }, () =>
        Array.from({ length: qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join(''),
      );
      const observed = observable(Object.fromEntries(words.map((word) => [word, random.next() - 0.5])));
      const { value, variance = Number.NaN } = await estimated(circuit(qubits, [], body), observed);
      const state = body.reduce<Amplitudes>(after, zeroState(qubits));
      assert.ok(Math.abs(variance - (normSquared(image(state, observed)) - value ** 2)) < 1e-12);
    }
  });

  it('is the same by every method that keeps a state, with measurements on the way too', async () => {
    const random = new Random(6);
    for (let seed = 0; seed < 6; seed++) {
      const letters = () => Array.from({ length: 5 }, () => 'IXYZ'[Math.floor(4 * random.next())]).join('');
      const words = Array.from({ length: 9 }, () => [letters(), random.next() - 0.5] as const);
      const observed = observable(Object.fromEntries(words));
      const clifford = Array.from({ length: 5 }, (_, qubit) => [
        gate(['h', 's', 'sx'][Math.floor(3 * random.next())] ?? 'h', [qubit]),
        ...(qubit > 0 ? [cx(qubit - 1, qubit)] : []),
      ]).flat();
      const other = [...clifford, gate('t', [2]), gate('h', [2]), ...clifford];
      const branching = [...other, measure(1, 0), when(bitAt(0, 1, 0), [gate('h', [3])])];
      for (const [body, methods] of [
        [clifford, ['stabilizer', 'extended_stabilizer', 'mps', 'sparse', 'density']],
        [other, ['extended_stabilizer', 'mps', 'sparse', 'density']],
        [branching, ['extended_stabilizer', 'mps', 'sparse', 'density']],
      ] as const) {
        const subject = circuit(5, [bits('c', 1)], body);
        const dense = await estimated(subject, observed, { method: 'statevector' });
        assert.ok(dense.variance !== undefined);
        for (const method of methods) {
          const { variance = NaN } = await estimated(subject, observed, { method });
          assert.ok(Math.abs(variance - dense.variance) < 1e-11, `${seed} ${method}: ${variance}`);
        }
      }
    }
  });

  it('is left out where the square has too many words', async () => {
    const body = Array.from({ length: 12 }, (_, qubit) => gate('h', [qubit]));
    const word = (first: number, second: number) =>
      Array.from({ length: 12 }, (_, place) => (place === first ? 'X' : place === second ? 'Z' : 'I')).join(
        '',
      );
    const words = Array.from({ length: 12 }, (_, first) =>
      Array.from({ length: 12 }, (__, second) => word(first, second)),
    ).flat();
    const observed = observable(Object.fromEntries(words.map((each) => [each, 0.1])));
    const found = await estimated(circuit(12, [], body), observed, { method: 'stabilizer' });
    assert.equal(found.variance, undefined);
  });

  it('counts words that flip idle qubits', async () => {
    const subject = circuit(40, [], [gate('ry', [20], [0.9])]);
    const at = (letters: Readonly<Record<number, string>>) =>
      Array.from({ length: 40 }, (_, place) => letters[39 - place] ?? 'I').join('');
    const observed = observable({
      [at({ 20: 'X' })]: 0.5,
      [at({ 3: 'X', 20: 'Z' })]: 2,
      [at({ 3: 'Y' })]: 1,
      [at({ 7: 'Z', 20: 'Z' })]: 0.25,
    });
    const { value, variance = Number.NaN } = await estimated(subject, observed);
    const [sine, cosine] = [Math.sin(0.9), Math.cos(0.9)];
    assert.ok(Math.abs(value - (0.5 * sine + 0.25 * cosine)) < 1e-14);
    // On qubit 3 the words make |1⟩ of |0⟩: (2Z + i)ψ there, orthogonal to (X/2 + Z/4)ψ.
    assert.ok(Math.abs(variance - (4 + 1 + 0.25 + 0.0625 - value ** 2)) < 1e-13);
  });

  it('is that of the mixture where measurements decide what comes next', async () => {
    const body = [gate('h', [0]), measure(0, 0, 0), when(bitAt(0, 1, 0), [gate('ry', [1], [0.4])])];
    const { value, variance = Number.NaN } = await estimated(
      circuit(2, [bits('c', 1)], body),
      observable({ ZI: 1 }),
    );
    assert.ok(Math.abs(variance - (1 - value ** 2)) < 1e-14);
  });
});

describe('shots of an observable', () => {
  const observed = observable({ ZZI: 0.1, XXI: 4, IXX: 3, ZIZ: 2, YYY: 0.5, III: 9 });

  it('put the heaviest words first', () => {
    const groups = groupTerms(observed).map(({ terms }) => terms.map(({ coefficient }) => coefficient));
    assert.deepEqual(groups, [[4, 3], [2, 0.1], [0.5]]);
  });

  it('are divided by the weight of the groups, at least one for each', () => {
    const groups = groupTerms(observed);
    const quotas = allotShots(groups, 1003);
    assert.equal(
      quotas.reduce((sum, quota) => sum + quota, 0),
      1003,
    );
    const spreads = [5, Math.hypot(2, 0.1), 0.5];
    const total = spreads.reduce((sum, spread) => sum + spread, 0);
    for (const [place, spread] of spreads.entries())
      assert.ok(Math.abs((quotas[place] ?? 0) - 1 - (1000 * spread) / total) <= 1);
    assert.deepEqual(allotShots(groups, 1), [1, 1, 1]);
  });
});
