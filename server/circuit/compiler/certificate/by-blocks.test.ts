import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../../base/index.ts';
import type { Circuit, Instruction } from '../../circuit.ts';
import { lower } from '../../lowering/fixture.test.ts';
import { type CompiledCircuit, compile } from '../compile.ts';
import { target } from '../testing.ts';
import { byBlocks } from './by-blocks.ts';
import { byUnitary } from './by-states.ts';
import { compacted } from './comparison.ts';

const levels = [0, 1, 2, 3] as const;

function line(qubits: number) {
  const pairs = Array.from({ length: qubits - 1 }, (_, qubit) => [qubit, qubit + 1] as const);
  return target('cz', qubits, { pairs, isDirected: false });
}

function compiledFor(source: Circuit, qubits: number, level: (typeof levels)[number]): CompiledCircuit {
  return compile(source, line(qubits), { level, seed: 3, certifies: false });
}

function proofOf(source: Circuit, made: CompiledCircuit) {
  return byBlocks(compacted(source, made.circuit, made), new Random(5));
}

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

function statements(random: Random, qubits: number, count: number): string {
  return Array.from({ length: count }, () => {
    const a = below(random, qubits);
    const b = (a + 1 + below(random, qubits - 1)) % qubits;
    const angle = (3 * random.next()).toFixed(3);
    const choices = [
      `h q[${a}];`,
      `t q[${a}];`,
      `ry(${angle}) q[${a}];`,
      `cx q[${a}], q[${b}];`,
      `cp(${angle}) q[${a}], q[${b}];`,
      `rzz(${angle}) q[${a}], q[${b}];`,
      `swap q[${a}], q[${b}];`,
    ];
    return choices[below(random, choices.length)] ?? '';
  }).join(' ');
}

/** One gate of a circuit left out, or turned a little further. */
function spoilt(circuit: Circuit, random: Random): Circuit {
  const gates = circuit.body.flatMap((one, place) =>
    one.kind === 'gate' && one.qubits.length > 0 ? [place] : [],
  );
  const place = gates[below(random, gates.length)] ?? 0;
  const gate = circuit.body[place];
  assert.ok(gate?.kind === 'gate');
  const [angle] = gate.angles;
  if (typeof angle !== 'number' || random.next() < 0.5)
    return { ...circuit, body: circuit.body.toSpliced(place, 1) };
  const turned: Instruction = { ...gate, angles: [angle + 1e-3, ...gate.angles.slice(1)] };
  return { ...circuit, body: circuit.body.with(place, turned) };
}

describe('proofs piece by piece', () => {
  it('prove nothing that the whole unitary refutes', () => {
    const random = new Random(17);
    let refuted = 0;
    for (let round = 0; round < 40; round++) {
      const source = lower(`qubit[5] q; ${statements(random, 5, 25)}`);
      const made = compiledFor(source, 6, levels[round % 4] ?? 0);
      const wrong = { ...made, circuit: spoilt(made.circuit, random) };
      if (byUnitary(compacted(source, wrong.circuit, wrong)).holds) continue;
      refuted++;
      assert.equal(proofOf(source, wrong), undefined);
    }
    assert.ok(refuted > 30, String(refuted));
  });

  it('prove what the compiler makes at every level', () => {
    const random = new Random(23);
    for (const level of levels) {
      const source = lower(`qubit[12] q; ${statements(random, 12, 20)}`);
      const certificate = proofOf(source, compiledFor(source, 13, level));
      assert.ok(certificate?.method === 'blocks' && certificate.holds, `level ${level}`);
      assert.ok(certificate.distanceBound < 1e-10 && certificate.blocks > 0 && certificate.widest <= 9);
    }
  });

  it('prove wide circuits of several layers that are no Clifford circuits', () => {
    const layer =
      'for int i in [0:29] { u3(0.3+0.1*i, 0.2, 0.5) q[i]; } for int i in [0:28] { rzz(0.4) q[i], q[i+1]; }';
    const source = lower(`qubit[30] q; for int l in [0:2] { ${layer} } cp(0.3) q[3], q[20];`);
    for (const level of levels) {
      const made = compiledFor(source, 32, level);
      const certificate = proofOf(source, made);
      assert.ok(certificate?.method === 'blocks' && certificate.holds, `level ${level}`);
      assert.equal(proofOf(source, { ...made, circuit: spoilt(made.circuit, new Random(level)) }), undefined);
      const elsewhere = made.finalPermutation
        .with(0, made.finalPermutation[1] ?? 0)
        .with(1, made.finalPermutation[0] ?? 0);
      assert.equal(proofOf(source, { ...made, finalPermutation: elsewhere }), undefined);
    }
  });

  it('prove each branch and each body of a loop', () => {
    const program = (then: string, otherwise: string, body: string) =>
      lower(`qubit[14] q; bit[3] c; h q; for int i in [0:12] { cx q[i], q[i+1]; ry(0.1*i+0.2) q[i]; }
        c[0] = measure q[0]; if (c[0]) { ${then} } else { ${otherwise} } reset q[5]; rx(0.4) q[5]; cx q[5], q[13];
        while (!c[1]) { ${body} c[1] = measure q[2]; } cp(0.3) q[1], q[12]; c[2] = measure q[12];`);
    const parts = [
      'cx q[1], q[9]; t q[9];',
      'rzz(0.7) q[2], q[8];',
      'ry(0.4) q[2]; cx q[2], q[11];',
    ] as const;
    const source = program(...parts);
    for (const level of levels) {
      const certificate = proofOf(source, compiledFor(source, 16, level));
      assert.ok(certificate?.method === 'blocks' && certificate.holds, `level ${level}`);
    }
    for (const [place, part] of parts.entries()) {
      const [then = '', otherwise = '', body = ''] = parts.map((one, at) =>
        at === place ? `${part} s q[9];` : one,
      );
      assert.equal(proofOf(source, compiledFor(program(then, otherwise, body), 16, 1)), undefined, part);
    }
  });

  it('let measured qubits alone have phases of their own', () => {
    const alike = (one: string, other: string) => {
      const head = 'qubit[3] q; bit[2] c; h q; cx q[0], q[1];';
      const measured = 'c[0] = measure q[0]; c[1] = measure q[1];';
      const layout = { initialLayout: [0, 1, 2], finalPermutation: [0, 1, 2] };
      const [source, made] = [lower(`${head} ${one} ${measured}`), lower(`${head} ${other} ${measured}`)];
      return byBlocks(compacted(source, made, layout), new Random(1))?.holds === true;
    };
    assert.ok(alike('', 's q[0];') && alike('', 'cp(0.3) q[0], q[1];'));
    assert.ok(!alike('', 's q[2];') && !alike('', 'x q[0];') && !alike('', 'cp(0.3) q[1], q[2];'));
  });
});
