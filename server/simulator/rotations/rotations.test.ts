import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random, cx as complex } from '../../base/index.ts';
import {
  type Angle,
  type Circuit,
  type Instruction,
  type Pauli,
  type PauliFactor,
  pauliRotation,
  scaledElement,
} from '../../circuit/index.ts';
import { localSimulator } from '../local-simulator.ts';
import { loadKernels } from '../native/library.ts';
import { spawnNodeHelper } from '../threads/node-helper.ts';
import { Team } from '../threads/team.ts';
import { DenseState } from '../state/dense-state.ts';
import { bits, circuit, cx, gate, measureAll, observable } from '../testing/circuits.ts';
import { type Amplitudes, applied, zeroState } from '../testing/reference.ts';
import { exactly, granted } from '../testing/run.ts';
import { primitiveGate } from '../../library/index.ts';
import { type RecognisedPart, recognised } from './recognised.ts';
import { rotationGroups } from './rotation-group.ts';

const span = { start: 0, end: 0 };
const simulator = localSimulator();
const count = 4;
const theta = { kind: 'array', element: { kind: 'float' }, shape: [count] } as const;

function randomFactors(qubits: number, random: Random): readonly PauliFactor[] {
  const letters = ['X', 'Y', 'Z', undefined] as const;
  const factors = Array.from({ length: qubits }, (_, qubit) => ({
    qubit,
    pauli: letters[Math.floor(4 * random.next())],
  })).filter((factor): factor is { qubit: number; pauli: Pauli } => factor.pauli !== undefined);
  return factors.length < 3 ? randomFactors(qubits, random) : factors;
}

/** Rotations about random words, some with the same flips behind each other, in frames of their own. */
function randomRotations(qubits: number, rotations: number, random: Random): readonly Instruction[] {
  let word = randomFactors(qubits, random);
  return Array.from({ length: rotations }, (_, place) => {
    if (random.next() < 0.4) word = randomFactors(qubits, random);
    else word = word.map((factor) => (random.next() < 0.5 ? factor : exchanged(factor)));
    const angle: Angle =
      random.next() < 0.7 ? scaledElement(0, theta, place % count, random.next() - 0.5) : 4 * random.next();
    const between = random.next() < 0.2 ? [gate('t', [Math.floor(qubits * random.next())])] : [];
    return [...between, ...pauliRotation(word, angle, span)];
  }).flat();
}

/** X for Y and back: the same flip with another sign. */
function exchanged({ qubit, pauli }: PauliFactor): PauliFactor {
  return { qubit, pauli: pauli === 'X' ? 'Y' : pauli === 'Y' ? 'X' : 'Z' };
}

function of(qubits: number, body: readonly Instruction[]): Circuit {
  const spread = Array.from({ length: qubits }, (_, qubit) => gate('ry', [qubit], [0.3 + 0.7 * qubit]));
  const parameters = [{ name: 'theta', type: theta, span }];
  return { ...circuit(qubits, [], [...spread, ...body]), parameters };
}

const point = [0.3, -0.8, 1.9, 0.05];

/** The state by the formulas of the textbook, gate by gate. */
function textbook({ body, qubitCount }: Circuit): Amplitudes {
  return body.reduce((state, instruction) => {
    if (instruction.kind !== 'gate') return state;
    const angles = instruction.angles.map((angle) => {
      if (typeof angle === 'number') return angle;
      const [factor, place] = partsOf(angle);
      return factor * (point[place] ?? NaN);
    });
    return applied(
      state,
      primitiveGate(instruction.gate).matrix(angles),
      instruction.qubits,
      instruction.controls,
    );
  }, zeroState(qubitCount));
}

/** The factor and the place of `factor * theta[place]`. */
function partsOf(angle: Exclude<Angle, number>): readonly [number, number] {
  assert.ok(angle.kind === 'binary' && angle.left.kind === 'literal' && angle.right.kind === 'element');
  assert.ok(angle.right.index.kind === 'literal');
  return [Number(angle.left.value), Number(angle.right.index.value)];
}

function rotationsIn(parts: readonly RecognisedPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'rotations' ? part.rotations.length : 0), 0);
}

/** Both quadratures of every qubit and correlations between neighbours. */
function observed(qubits: number) {
  const letters = ['X', 'Y', 'Z'] as const;
  const words: Record<string, number> = {};
  for (let first = 0; first + 1 < qubits; first++)
    for (const [place, letter] of letters.entries()) {
      const word = Array<string>(qubits).fill('I');
      word[first] = letter;
      word[first + 1] = letters[(place + first) % 3] ?? 'X';
      words[word.join('')] = 0.3 + 0.1 * place + 0.05 * first;
    }
  return observable(words);
}

describe('rotations about Pauli words', () => {
  it('stand for the gates that make them up, whatever the words', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = new Random(seed);
      const qubits = 3 + (seed % 5);
      const subject = of(qubits, randomRotations(qubits, 12, random));
      assert.ok(rotationsIn(recognised(subject.body, qubits)) >= 8, `${seed}`);
      const measured = { ...subject, variables: [bits('c', qubits)] };
      const all = { ...measured, body: [...subject.body, ...measureAll(qubits)] };
      const { probabilities } = granted(await simulator.sample(all, [point], exactly));
      for (const [index, amplitude] of textbook(subject).entries()) {
        const key = index.toString(2).padStart(qubits, '0');
        const found = probabilities[key] ?? 0;
        assert.ok(Math.abs(found - complex.magnitudeSquared(amplitude)) < 1e-12, `${seed}: ${key} ${found}`);
      }
    }
  });

  it('leave simulated states their global phase', async () => {
    const subject = of(4, [...randomRotations(4, 6, new Random(5)), gate('s', [0]), gate('sdg', [0])]);
    const { amplitudes } = granted(await simulator.state(subject, [point], exactly));
    for (const [index, { re, im }] of textbook(subject).entries())
      assert.ok(Math.hypot((amplitudes[2 * index] ?? 0) - re, (amplitudes[2 * index + 1] ?? 0) - im) < 1e-12);
  });

  it('have the derivatives of their gates', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const qubits = 3 + (seed % 4);
      const subject = of(qubits, randomRotations(qubits, 10, new Random(100 + seed)));
      const gradients = await Promise.all(
        (['adjoint', 'parameter_shift'] as const).map((rule) =>
          simulator.gradient(subject, [point], observed(qubits), { ...exactly, rule }),
        ),
      );
      const [adjoint, shifts] = gradients.map((gradient) => granted(gradient));
      assert.equal(adjoint?.rule, 'adjoint');
      assert.ok(Math.abs(adjoint.value - (shifts?.value ?? NaN)) < 1e-12);
      for (const [place, { value }] of adjoint.derivatives.entries())
        assert.ok(Math.abs(value - (shifts?.derivatives[place]?.value ?? NaN)) < 1e-11, `${seed}: ${place}`);
    }
  });

  it('are right at angles of zero, where the circuit is a Clifford circuit', async () => {
    const subject = of(4, randomRotations(4, 8, new Random(3)));
    const zeros = [point.map(() => 0)];
    const { rule } = granted(await simulator.gradient(subject, zeros, observed(4), exactly));
    assert.equal(rule, 'adjoint');
  });

  it('are found in the two ladders of a circuit with Clifford gates around them, and nowhere else', () => {
    const angle = 0.4;
    const ladder = [cx(0, 1), cx(1, 2), gate('rz', [2], [angle]), cx(1, 2), cx(0, 1)];
    const turned = [gate('h', [0]), gate('sx', [1]), ...ladder, gate('sxdg', [1]), gate('h', [0])];
    const parts = recognised([gate('h', [3]), ...turned, cx(2, 3)], 4);
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      ['gate', 'rotations', 'gate'],
    );
    const open = [cx(0, 1), cx(1, 2), gate('rz', [2], [angle]), cx(0, 1), cx(1, 2), gate('h', [0])];
    assert.equal(rotationsIn(recognised(open, 3)), 0);
    // A gate that is no Clifford gate ends what came before.
    const cut = [cx(0, 1), cx(1, 2), gate('rz', [2], [angle]), gate('t', [2]), cx(1, 2), cx(0, 1)];
    assert.equal(rotationsIn(recognised(cut, 3)), 0);
  });

  it('come in groups that flip the same qubits and turn few states', () => {
    const words = ['XXXY', 'XXYX', 'XYXX', 'YXXX', 'YYYX', 'YYXY', 'YXYY', 'XYYY'];
    const rotations = words.map((letters) => ({
      x: 0b1111,
      z: [...letters].reduce((bits, letter, qubit) => (letter === 'Y' ? bits | (1 << qubit) : bits), 0),
      isNegative: false,
      gate: gate('rz', [0], [0.1]) as Extract<Instruction, { kind: 'gate' }>,
    }));
    const [group, other] = rotationGroups(rotations);
    assert.equal(other, undefined);
    assert.equal(group?.words.length, 8);
    assert.equal(group.masks.length, 3);
    assert.equal(group.isOdd, true);
    const even = { ...rotations[0]!, z: 0b0011 };
    assert.equal(rotationGroups([...rotations, even]).length, 2);
  });

  it('give the same bits on any number of threads, forth and back', async () => {
    const library = await loadKernels();
    const qubits = 17;
    const file = new URL('../worker.node.ts', import.meta.url);
    const random = new Random(8);
    const body = Array.from({ length: 6 }, () =>
      pauliRotation(randomFactors(qubits, random), 0.7, span),
    ).flat();
    const parts = recognised(body, qubits).filter((part) => part.kind === 'rotations');
    assert.equal(parts.length, 6);
    const results = [1, 3].map((threads) => {
      const team = new Team((control) => spawnNodeHelper(file, control));
      const state = new DenseState(library.get({ isShared: threads > 1 }), qubits + 1, { team, threads });
      state.focus(qubits);
      for (let qubit = 0; qubit < qubits; qubit++)
        state.run([
          {
            kind: 'one',
            target: qubit,
            matrix: Float64Array.of(0.6, 0, 0, -0.8, 0, -0.8, 0.6, 0),
            mask: 0,
            values: 0,
          },
        ]);
      for (const group of parts) state.rotate({ kind: 'rotations', group, angles: Float64Array.of(0.7) });
      const forth = state.copy();
      state.observe([{ flips: 3, words: new Uint8Array(Float64Array.of(0.5, 0, 0).buffer) }]);
      state.focus(qubits + 1);
      const overlaps = parts
        .toReversed()
        .map((group) => state.rotateBack(group, [{ parities: 0, angle: 0.35 }]));
      team.release();
      return { forth, overlaps };
    });
    assert.deepEqual(results[1], results[0]);
  });
});
