import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../base/index.ts';
import type { Circuit, Instruction } from '../circuit/index.ts';
import { localSimulator } from './local-simulator.ts';
import { bits, circuit, cx, gate, measure, measureAll, observable } from './testing/circuits.ts';
import { assertClose, estimated, exactly, granted, sampled } from './testing/run.ts';

const simulator = localSimulator();
const single = { precision: 'single' } as const;

function layers(qubits: number, count: number, random: Random): readonly Instruction[] {
  return Array.from({ length: count }, () => [
    ...Array.from({ length: qubits }, (_, qubit) =>
      gate('u3', [qubit], [random.next(), 3 * random.next(), 1]),
    ),
    ...Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1)),
  ]).flat();
}

/** Grover's search for the state of all ones, which has many amplitudes that should cancel to nothing. */
function search(qubits: number, rounds: number): Circuit {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const each = (name: string) => all.map((qubit) => gate(name, [qubit]));
  const controls = all.slice(1).map((qubit) => ({ qubit, state: 1 as const }));
  const mark = gate('z', [0], [], controls);
  const round = [mark, ...each('h'), ...each('x'), mark, ...each('x'), ...each('h')];
  const body = [...each('h'), ...Array.from({ length: rounds }, () => round).flat(), ...measureAll(qubits)];
  return circuit(qubits, [bits('c', qubits)], body);
}

describe('single precision', () => {
  it('has the amplitudes of double precision to 1e-5, on any number of qubits', async () => {
    for (const qubits of [1, 2, 3, 4, 5, 9, 18]) {
      const body = layers(qubits, 12, new Random(qubits));
      const [found, expected] = await Promise.all(
        [single, {}].map((options) =>
          simulator.state(circuit(qubits, [], body), [], { ...exactly, ...options }),
        ),
      );
      const { amplitudes } = granted(found ?? assert.fail());
      const right = granted(expected ?? assert.fail()).amplitudes;
      assert.ok(amplitudes.every((part, at) => Math.abs(part - (right[at] ?? NaN)) < 1e-5));
      // It is not secretly computed in double precision.
      assert.notDeepEqual(amplitudes, right);
    }
  });

  it('samples and estimates', async () => {
    const body = layers(8, 5, new Random(2));
    const measured = circuit(8, [bits('c', 8)], [...body, ...measureAll(8)]);
    const [found, expected] = [await sampled(measured, single), await sampled(measured)];
    assertClose(found.probabilities, expected.probabilities, 1e-5);
    const words = observable({ ZIIIIIIZ: 1, IXXIIIII: 0.5, YIIIIYII: -2 });
    const value = await estimated(circuit(8, [], body), words);
    const rough = await estimated(circuit(8, [], body), words, single);
    assert.ok(Math.abs(rough.value - value.value) < 1e-5);
    assert.ok(Math.abs((rough.variance ?? 0) - (value.variance ?? 1)) < 1e-4);
  });

  it('knows certain outcomes of measurements on the way', async () => {
    const body = [
      gate('ry', [0], [1.1]),
      cx(0, 1),
      measure(0, 0, 0),
      gate('x', [1], [], [{ qubit: 0, state: 1 }]),
      gate('h', [1]),
      gate('h', [1]),
      measure(1, 0, 1),
      gate('h', [0]),
      measure(0, 0, 2),
    ];
    const measured = circuit(2, [bits('c', 3)], body);
    assertClose(
      (await sampled(measured, single)).probabilities,
      (await sampled(measured)).probabilities,
      1e-6,
    );
  });

  it('finds what it searches where most amplitudes cancel', async () => {
    const { probabilities } = await sampled(search(12, 40), single);
    const angle = 81 * Math.asin(2 ** -6);
    assert.ok(Math.abs((probabilities['1'.repeat(12)] ?? 0) - Math.sin(angle) ** 2) < 1e-4);
  });

  it('differentiates', async () => {
    for (const qubits of [2, 5]) {
      const body = [
        ...layers(qubits, 2, new Random(3)),
        gate('ry', [1], [{ kind: 'parameter', type: { kind: 'float' }, parameter: 0 }]),
        ...layers(qubits, 2, new Random(4)),
      ];
      const parameters = [{ name: 'a', type: { kind: 'float' as const }, span: { start: 0, end: 0 } }];
      const turned = { ...circuit(qubits, [], body), parameters };
      const [rough, exact] = await Promise.all(
        [{ ...exactly, ...single }, exactly].map(async (options) =>
          granted(await simulator.gradient(turned, [0.4], observable({ ['Z'.repeat(qubits)]: 1 }), options)),
        ),
      );
      assert.equal(rough?.rule, 'adjoint');
      const [found, expected] = [rough?.derivatives[0]?.value ?? NaN, exact?.derivatives[0]?.value ?? 0];
      assert.ok(Math.abs(found - expected) < 1e-5 && found !== expected);
    }
  });

  it('takes half the memory', async () => {
    const wide = circuit(22, [bits('c', 22)], [...layers(22, 1, new Random(1)), ...measureAll(22)]);
    const { memory, summary } = granted(await simulator.forecast(wide, { ...exactly, ...single }));
    assert.equal(memory, 2 ** 25);
    assert.match(summary, /32 MiB/);
    const tight = { ...exactly, memoryLimit: 2 ** 25, method: 'statevector' } as const;
    granted(await simulator.forecast(wide, { ...tight, ...single }));
    assert.ok(!(await simulator.forecast(wide, tight)).ok);
  });
});
