import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../base/index.ts';
import type { Circuit } from '../circuit/index.ts';
import { encoders, losses } from '../library/index.ts';
import { localSimulator } from '../simulator/index.ts';
import { amplitudeAngleCount, amplitudeAngles, amplitudeGates } from './amplitude-encoding.ts';
import { encodingOf } from './encoders.ts';
import { classCount, predictedClass, sampleLoss } from './losses.ts';
import { overlapCircuit } from './overlap-circuit.ts';
import { crosstalk, emptyMemory, vectorFidelity, withVectors, withoutAddresses } from './vector-memory.ts';

const span = { start: 0, end: 0 };

function circuitOf(qubits: number, body: Circuit['body']): Circuit {
  const registers = [{ name: 'q', offset: 0, size: qubits, span }];
  return { name: 'c', registers, qubitCount: qubits, variables: [], parameters: [], body };
}

/** The real and imaginary parts of the amplitudes, one behind the other. */
async function amplitudesOf(circuit: Circuit, bindings: readonly (readonly number[])[] = []) {
  const state = await localSimulator().state(circuit, bindings, {
    shots: undefined,
    seed: 1,
    memoryLimit: 2 ** 30,
  });
  assert.ok(state.ok);
  return [...state.value.amplitudes];
}

describe('amplitude encoding', () => {
  const random = new Random(7);
  for (let qubits = 1; qubits <= 6; qubits++)
    it(`prepares any real vector on ${qubits} qubits, with its signs`, async () => {
      for (const length of [1, 2 ** qubits - 1, 2 ** qubits]) {
        const vector = Array.from({ length }, () => random.next() - 0.5);
        const angles = amplitudeAngles(vector, qubits);
        assert.equal(angles.length, amplitudeAngleCount(qubits));
        const gates = amplitudeGates(qubits, (place) => angles[place] ?? NaN, span);
        assert.equal(gates.length, 2 ** (qubits + 1) - 3);
        const found = await amplitudesOf(circuitOf(qubits, gates));
        const norm = Math.hypot(...vector);
        for (let index = 0; index < 2 ** qubits; index++) {
          assert.ok(Math.abs((found[2 * index] ?? NaN) - (vector[index] ?? 0) / norm) < 1e-12);
          assert.ok(Math.abs(found[2 * index + 1] ?? NaN) < 1e-12);
        }
      }
    });

  it('compares two vectors by undoing one', async () => {
    for (const qubits of [1, 3, 5]) {
      const [a, b] = [0, 1].map(() => Array.from({ length: 2 ** qubits }, () => random.next() - 0.5));
      assert.ok(a !== undefined && b !== undefined);
      const bindings = [amplitudeAngles(a, qubits), amplitudeAngles(b, qubits)];
      const [re = NaN, im = NaN] = await amplitudesOf(overlapCircuit(qubits, span), bindings);
      assert.ok(Math.abs(re * re + im * im - vectorFidelity(a, b)) < 1e-12);
    }
  });
});

/** cos and sin of half an angle. */
const half = (angle: number) => [Math.cos(angle / 2), Math.sin(angle / 2)] as const;

describe('encoders', () => {
  async function encoded(name: (typeof encoders)[number], sample: readonly number[], qubits: number) {
    const encoding = encodingOf(name, sample.length, qubits);
    assert.ok(typeof encoding !== 'string', String(encoding));
    const angles = encoding.angles(sample);
    assert.ok(typeof angles !== 'string', String(angles));
    assert.equal(angles.length, encoding.angleCount);
    return await amplitudesOf(
      circuitOf(
        qubits,
        encoding.gates((place) => angles[place] ?? NaN, span),
      ),
    );
  }

  function near(found: readonly number[], wanted: readonly number[]) {
    assert.equal(found.length, wanted.length);
    for (const [place, value] of wanted.entries()) assert.ok(Math.abs((found[place] ?? NaN) - value) < 1e-12);
  }

  it('angle: a turn about y of each qubit', async () => {
    const [[c0, s0], [c1, s1]] = [half(0.3), half(1.1)];
    near(await encoded('angle', [0.3, 1.1], 2), [c0 * c1, 0, s0 * c1, 0, c0 * s1, 0, s0 * s1, 0]);
  });

  it('dense_angle: two numbers a qubit', async () => {
    const [c, s] = half(0.7);
    const [re, im] = half(0.4);
    near(await encoded('dense_angle', [0.7, 0.4], 1), [c * re, -c * im, s * re, s * im]);
  });

  it('basis: a basis state', async () => {
    near(await encoded('basis', [1, 0, 1], 3), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('amplitude: the numbers themselves, made of length 1', async () => {
    near(await encoded('amplitude', [3, -4], 1), [0.6, 0, -0.8, 0]);
  });

  it('iqp: of one number a turn about x and one about z, to begin with |0⟩', async () => {
    // h rz(x) h = rx(x) gives (cos x/2, −i sin x/2), and rz(x) the phases e^(∓ix/2).
    const x = 0.9;
    const [c, s] = half(x);
    near(await encoded('iqp', [x], 1), [c * c, -c * s, s * s, -s * c]);
  });

  it('say why samples do not fit', () => {
    assert.match(String(encodingOf('angle', 3, 2)), /3 numbers.*room for 2/);
    assert.match(String(encodingOf('amplitude', 5, 2)), /5 numbers.*room for 4/);
    for (const name of encoders) assert.match(String(encodingOf(name, 0, 2)), /no number/);
    const [basis, amplitude] = [encodingOf('basis', 2, 2), encodingOf('amplitude', 2, 2)];
    assert.ok(typeof basis !== 'string' && typeof amplitude !== 'string');
    assert.match(String(basis.angles([0, 0.5])), /0 and 1/);
    assert.match(String(amplitude.angles([0, 0])), /zeros/);
  });
});

describe('losses', () => {
  it('have the values of their formulas', () => {
    const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < 1e-14, `${found}`);
    near(sampleLoss('cross_entropy', [0.3], 0).value, Math.log(1 + Math.exp(-0.6)));
    near(sampleLoss('cross_entropy', [0.3], 1).value, Math.log(1 + Math.exp(0.6)));
    near(sampleLoss('cross_entropy', [1, 1, 1], 2).value, Math.log(3));
    near(sampleLoss('squared', [0.25], 1).value, 1.25 ** 2);
    near(sampleLoss('squared', [1, 0, -1], 0).value, 1 / 3);
    near(sampleLoss('hinge', [0.25], 0).value, 0.75);
    near(sampleLoss('hinge', [2, -2], 0).value, 0);
  });

  for (const loss of losses)
    it(`${loss} changes as its slopes say`, () => {
      for (const scores of [[0.3], [-0.4], [0.2, -0.1, 0.7]])
        for (let label = 0; label < classCount(scores.length); label++)
          for (const [place, slope] of sampleLoss(loss, scores, label).slopes.entries()) {
            const moved = (by: number) =>
              sampleLoss(
                loss,
                scores.map((score, at) => (at === place ? score + by : score)),
                label,
              ).value;
            assert.ok(Math.abs((moved(1e-6) - moved(-1e-6)) / 2e-6 - slope) < 1e-8);
          }
    });

  it('go with the class of the largest score, the first of equals', () => {
    assert.deepEqual([[0.1], [-0.1], [0], [0.2, 0.9, 0.9]].map(predictedClass), [0, 1, 0, 1]);
  });
});

describe('a memory of vectors', () => {
  const empty = emptyMemory(3, 1);
  const stored = (...given: Parameters<typeof withVectors>) => {
    const memory = withVectors(...given);
    assert.ok(typeof memory !== 'string', String(memory));
    return memory;
  };

  it('fills the lowest free addresses, and those that are named', () => {
    const two = stored(empty, [[1], [0, 1]], [2, 0]);
    assert.deepEqual(two, { size: 3, qubits: 1, addresses: [0, 2], vectors: [[0, 1], [1]] });
    const three = stored(two, [[1, 1]]);
    assert.deepEqual(three.addresses, [0, 1, 2]);
    assert.deepEqual(stored(three, [[1, -1]], [2]).vectors, [
      [0, 1],
      [1, 1],
      [1, -1],
    ]);
    assert.deepEqual(withoutAddresses(three, [0, 2]), { ...empty, addresses: [1], vectors: [[1, 1]] });
    assert.deepEqual(empty.addresses, []);
  });

  it('says why it does not take or lose something', () => {
    const full = stored(empty, [[1], [1], [1]]);
    assert.match(String(withVectors(full, [[1]])), /room for 0 more/);
    assert.match(String(withVectors(empty, [[1, 2, 3]])), /take 2 numbers, and a vector has 3/);
    assert.match(String(withVectors(empty, [[0, 0]])), /zeros/);
    assert.match(String(withVectors(empty, [[NaN]])), /numbers/);
    assert.match(String(withVectors(empty, [[1]], [3])), /no address 3/);
    assert.match(String(withVectors(empty, [[1], [1]], [1, 1])), /twice/);
    assert.match(String(withVectors(empty, [[1], [1]], [1])), /2 vectors and 1 addresses/);
    assert.match(String(withoutAddresses(empty, [0])), /nothing at address 0/);
    assert.match(String(withoutAddresses(full, [0.5])), /no address 0.5/);
  });

  it('knows how easily its vectors are confused', () => {
    assert.equal(crosstalk(empty), 0);
    assert.equal(crosstalk(stored(empty, [[1, 0], [0, 2], [1, 1]])), 0.5); // prettier-ignore
  });
});
