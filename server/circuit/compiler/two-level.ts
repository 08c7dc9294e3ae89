import { type Complex, type Matrix, type Span, cx, matrices } from '../../base/index.ts';
import type { Control, GateInstruction, Instruction, UnitaryInstruction } from '../circuit.ts';

/**
 * A unitary on several qubits by unitaries that mix two basis states each (Reck et al., Phys. Rev. Lett. 73, 58 (1994)):
 * exact, and long. Only matrices that no gate stands for come here, such as roots of whole gate sequences.
 */
export function twoLevelSteps({
  matrix,
  qubits,
  controls,
  span,
}: UnitaryInstruction): readonly Instruction[] {
  const rows = matrix.map((row) => [...row]);
  const undone: Instruction[] = [];
  for (let column = 0; column < rows.length; column++)
    for (let row = rows.length - 1; row > column; row--) {
      const [upper, lower] = [rows[column], rows[row]];
      if (upper === undefined || lower === undefined) continue;
      const rotation = eliminating(upper[column] ?? cx.zero, lower[column] ?? cx.zero);
      if (rotation === undefined) continue;
      mix(upper, lower, rotation);
      undone.push(
        ...between(column, row, matrices.adjoint(rotation), { qubits, controls, span }).toReversed(),
      );
    }
  const phases = rows.flatMap((row, place) =>
    phaseOf(place, row[place] ?? cx.one, { qubits, controls, span }),
  );
  return [...phases, ...undone.toReversed()];
}

type Place = Pick<UnitaryInstruction, 'qubits' | 'controls' | 'span'>;

/** The 2 × 2 unitary that makes the second of two entries zero; nothing where it is zero already. */
function eliminating(first: Complex, second: Complex): Matrix | undefined {
  const size = Math.hypot(cx.magnitude(first), cx.magnitude(second));
  if (cx.magnitude(second) < 1e-14) return undefined;
  const [a, b] = [cx.scale(first, 1 / size), cx.scale(second, 1 / size)];
  return [
    [cx.conjugate(a), cx.conjugate(b)],
    [cx.scale(b, -1), a],
  ];
}

function mix(upper: Complex[], lower: Complex[], rotation: Matrix): void {
  const at = (row: number, column: number) => matrices.element(rotation, row, column);
  for (let place = 0; place < upper.length; place++) {
    const [a, b] = [upper[place] ?? cx.zero, lower[place] ?? cx.zero];
    upper[place] = cx.add(cx.multiply(at(0, 0), a), cx.multiply(at(0, 1), b));
    lower[place] = cx.add(cx.multiply(at(1, 0), a), cx.multiply(at(1, 1), b));
  }
}

/** The unitary on two basis states: flips make them neighbours, where it is a gate under controls. */
function between(low: number, high: number, matrix: Matrix, place: Place): readonly Instruction[] {
  const { qubits, controls, span } = place;
  const differing = qubits.map((_, bit) => bit).filter((bit) => ((low ^ high) >> bit) & 1);
  const target = differing.find((bit) => (low >> bit) & 1) ?? differing[0] ?? 0;
  const isTurned = ((low >> target) & 1) === 1;
  const flips = differing
    .filter((bit) => bit !== target)
    .map((bit): GateInstruction =>
      gate('x', [qubits[bit] ?? 0], [{ qubit: qubits[target] ?? 0, state: 1 }], span),
    );
  // Where the target is 1, the flips give the other bits the values that they have where it is 0.
  const other = isTurned ? high : low;
  const inner: UnitaryInstruction = {
    kind: 'unitary',
    label: 'U',
    matrix: isTurned ? turned(matrix) : matrix,
    qubits: [qubits[target] ?? 0],
    controls: [...controls, ...conditions(qubits, other, target)],
    span,
  };
  return [...flips, inner, ...flips.toReversed()];
}

function turned(matrix: Matrix): Matrix {
  return matrices.generate(2, (row, column) => matrices.element(matrix, 1 - row, 1 - column));
}

function phaseOf(index: number, value: Complex, { qubits, controls, span }: Place): readonly Instruction[] {
  const angle = cx.phase(value);
  if (Math.abs(angle) < 1e-14) return [];
  const all = [...controls, ...conditions(qubits, index, undefined)];
  return [{ ...gate('gphase', [], all, span), angles: [angle] }];
}

function conditions(
  qubits: readonly number[],
  index: number,
  except: number | undefined,
): readonly Control[] {
  return qubits.flatMap((qubit, bit): Control[] =>
    bit === except ? [] : [{ qubit, state: ((index >> bit) & 1) === 1 ? 1 : 0 }],
  );
}

function gate(
  name: string,
  qubits: readonly number[],
  controls: readonly Control[],
  span: Span,
): GateInstruction {
  return { kind: 'gate', gate: name, angles: [], qubits, controls, span };
}
