import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { ProgramWriter } from '../exporters/random-circuits.test.ts';
import { lower } from '../lowering/fixture.test.ts';
import { couplingGraph } from '../routing/index.ts';
import { hiddenFit } from '../routing/testing.ts';
import { type Compilation, compile } from './compile.ts';
import type { CompileTarget } from './target.ts';

const [rows, columns] = [4, 5] as const;
const qubits = rows * columns;
const pairs = Array.from({ length: qubits }, (_, qubit) => qubit).flatMap((qubit) => [
  ...((qubit + 1) % columns === 0 ? [] : [[qubit, qubit + 1] as const]),
  ...(qubit + columns < qubits ? [[qubit, qubit + columns] as const] : []),
]);
const errors = Object.fromEntries(pairs.map(([a, b]) => [`${a}-${b}`, 0.001 * (1 + ((3 * a + b) % 5))]));

const grid: CompileTarget = {
  name: 'grid',
  qubits,
  coupling: { pairs, isDirected: false },
  oneQubit: { family: 'any', seconds: 1, virtualZ: true },
  twoQubit: [{ gate: 'cx', seconds: 10, error: 0.002 }],
  pairErrors: errors,
  readoutSeconds: 100,
};
const line: CompileTarget = {
  ...grid,
  name: 'line',
  qubits: 12,
  coupling: { pairs: pairs.filter(([a, b]) => b === a + 1 && b < columns), isDirected: false },
};
const all: CompileTarget = { ...grid, name: 'all', coupling: 'all' };

/** Controlled flips that fit the grid under other names. */
function hidden(depth: number, density: number, seed: number): Circuit {
  const operations = hiddenFit(couplingGraph(qubits, pairs), depth, density, new Random(seed));
  const gates = operations.map(({ qubits: [a = 0, b = 0] }) => `cx q[${a}], q[${b}];`);
  return lower(`qubit[${qubits}] q; ${gates.join(' ')}`);
}

const fourier = (size: number) =>
  `qubit[${size}] q; for int i in [0:${size - 1}] { h q[i]; for int j in [i+1:${size - 1}] { cp(pi/2**(j-i)) q[j], q[i]; } }`;

const circuits: readonly (readonly [string, Circuit])[] = [
  ['Fourier transform', lower(fourier(5))],
  ['flips that exchange', lower('qubit[3] q; cx q[0], q[1]; cx q[1], q[0]; ry(0.4) q[1]; cx q[1], q[2];')],
  ['a Toffoli gate', lower('qubit[3] q; ccx q[0], q[1], q[2];')],
  ['a Fredkin gate', lower('qubit[3] q; cswap q[0], q[1], q[2];')],
  ['swaps', lower('qubit[4] q; h q; swap q[0], q[3]; cx q[3], q[1]; swap q[1], q[2]; cx q[0], q[2];')],
  ['measured on the way', lower(new ProgramWriter(5, 4).dynamic(8))],
  ...[1, 2, 3, 4, 5, 6].map(
    (seed) => [`random ${seed}`, lower(new ProgramWriter(seed, 4).unitary(10))] as const,
  ),
];
const fits: readonly (readonly [string, Circuit])[] = [
  ['hidden layout 5', hidden(5, 0.3, 1)],
  ['hidden layout 10', hidden(10, 0.6, 2)],
  ['hidden layout 20', hidden(20, 0.3, 3)],
];

function atEveryLevel(circuit: Circuit, target: CompileTarget, seed: number): readonly Compilation[] {
  return ([0, 1, 2, 3] as const).map((level) => {
    const made = compile(circuit, target, { level, seed });
    assert.ok(made.certificate.holds, `${target.name}, level ${level}`);
    return made;
  });
}

function assertNoneWorse(levels: readonly Compilation[], where: string): void {
  for (const [place, { report }] of levels.entries()) {
    const below = levels[place - 1]?.report.after ?? report.after;
    const { twoQubitGates, twoQubitDepth } = report.after;
    const told = `${where}, level ${place}: ${twoQubitGates} after ${below.twoQubitGates} gates`;
    assert.ok(twoQubitGates <= below.twoQubitGates, told);
    if (twoQubitGates === below.twoQubitGates) assert.ok(twoQubitDepth <= below.twoQubitDepth, told);
  }
}

describe('levels of compilation', function () {
  this.timeout(120_000);
  it('are each at least as good as the one below', () => {
    for (const [name, circuit] of circuits)
      for (const target of [grid, line, all])
        for (const seed of [1, 2])
          assertNoneWorse(atEveryLevel(circuit, target, seed), `${name} on ${target.name}`);
    for (const [name, circuit] of fits) assertNoneWorse(atEveryLevel(circuit, grid, 1), name);
  });

  it('find hidden layouts without swaps, whatever else would take fewer gates before routing', () => {
    for (const [name, circuit] of fits)
      for (const { report } of atEveryLevel(circuit, grid, 1).slice(2))
        assert.ok(
          report.after.twoQubitGates <= report.before.twoQubitGates,
          `${name}, level ${report.level}`,
        );
  });

  it('are one way only for those in a hurry', () => {
    for (const level of [1, 2] as const) {
      const [quick, best] = [true, false].map((isQuick) =>
        compile(hidden(5, 0.3, 1), grid, { level, seed: 1, isQuick }),
      );
      assert.ok(quick?.certificate.holds);
      assert.ok((quick?.report.after.twoQubitGates ?? 0) >= (best?.report.after.twoQubitGates ?? Infinity));
    }
  });
});
