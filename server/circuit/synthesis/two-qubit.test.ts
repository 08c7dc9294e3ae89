import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, Random, cx, matrices } from '../../base/index.ts';
import { randomPair, randomUnitary } from './testing.ts';
import { type Entangler, entanglerCount, entanglerMatrix, productOf, synthesize } from './two-qubit.ts';
import { type Coordinates, canonicalMatrix } from './weyl.ts';

const quarter = Math.PI / 4;
const entanglers: readonly Entangler[] = ['cx', 'cz', 'ecr', 'rzz', 'rxx', 'iswap', 'siswap'];

function assertSame(matrix: Matrix, entangler: Entangler, what: string): void {
  const { phase, steps } = synthesize(matrix, entangler);
  const found = matrices.scaled(productOf(steps, entangler), cx.expi(phase));
  const distance = matrices.distance(found, matrix);
  assert.ok(distance < 1e-7, `${what} by ${entangler} is ${distance} away`);
}

/** A unitary of a class with random gates around it. */
function dressed(coordinates: Coordinates, random: Random): Matrix {
  return matrices.product(
    randomPair(random),
    matrices.product(canonicalMatrix(coordinates), randomPair(random)),
  );
}

describe('the synthesis of two-qubit unitaries', () => {
  for (const entangler of entanglers)
    it(`by ${entangler} gives the unitary, phase included`, () => {
      const random = new Random(3);
      for (let trial = 0; trial < 60; trial++) {
        assertSame(randomUnitary(random), entangler, `trial ${trial}`);
        const step = () => Math.round(random.next() * 4 - 2) * (Math.PI / 8);
        const corner: Coordinates = [step(), step(), step()];
        assertSame(dressed(corner, random), entangler, corner.join());
      }
    });

  it('takes the fewest gates that each class needs', () => {
    const random = new Random(4);
    const classes: readonly (readonly [string, Coordinates, Readonly<Partial<Record<Entangler, number>>>])[] =
      [
        ['local', [0, 0, 0], { cx: 0, rzz: 0, iswap: 0, siswap: 0 }],
        ['cx', [quarter, 0, 0], { cx: 1, cz: 1, ecr: 1, rzz: 1, rxx: 1, iswap: 2, siswap: 2 }],
        ['cp(0.8)', [0.2, 0, 0], { cx: 2, rzz: 1, rxx: 1, iswap: 2, siswap: 2 }],
        ['iswap', [quarter, quarter, 0], { cx: 2, rzz: 2, iswap: 1, siswap: 2 }],
        ['√iswap', [quarter / 2, quarter / 2, 0], { cx: 2, rzz: 2, iswap: 2, siswap: 1 }],
        ['B', [quarter, quarter / 2, 0], { cx: 2, iswap: 2, siswap: 2 }],
        ['swap', [quarter, quarter, quarter], { cx: 3, rzz: 3, iswap: 3, siswap: 3 }],
        ['any', [0.6, 0.3, -0.2], { cx: 3, rzz: 3, iswap: 3, siswap: 2 }],
        ['dense', [0.3, 0.29, 0.28], { cx: 3, siswap: 3 }],
      ];
    for (const [name, coordinates, counts] of classes)
      for (const [entangler, count] of Object.entries(counts) as [Entangler, number][])
        assert.equal(
          entanglerCount(dressed(coordinates, random), entangler),
          count,
          `${name} by ${entangler}`,
        );
  });

  it('has the matrices of the devices', () => {
    const i = cx.complex(0, 1);
    const rows = (matrix: Matrix) => matrix.map((row) => row.map(({ re, im }) => [re, im]));
    const close = (found: Matrix, wanted: Matrix) =>
      assert.ok(matrices.distance(found, wanted) < 1e-12, JSON.stringify(rows(found)));
    const r = Math.SQRT1_2;
    const [a, b, c] = [cx.complex(r), cx.complex(0, r), cx.complex(0, -r)];
    // Qiskit's ECRGate, operand 0 the less significant bit.
    close(entanglerMatrix('ecr'), [
      [cx.zero, a, cx.zero, b],
      [a, cx.zero, c, cx.zero],
      [cx.zero, b, cx.zero, a],
      [c, cx.zero, a, cx.zero],
    ]);
    close(entanglerMatrix('iswap'), [
      [cx.one, cx.zero, cx.zero, cx.zero],
      [cx.zero, cx.zero, i, cx.zero],
      [cx.zero, i, cx.zero, cx.zero],
      [cx.zero, cx.zero, cx.zero, cx.one],
    ]);
  });
});
