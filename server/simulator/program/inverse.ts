import type { Operation } from './operation.ts';

/** The operation that undoes a unitary one. */
export function inverseOf(operation: Operation): Operation {
  switch (operation.kind) {
    case 'one':
      return { ...operation, matrix: adjoint(operation.matrix, 2) };
    case 'many':
      return { ...operation, matrix: adjoint(operation.matrix, 2 ** operation.qubits.length) };
    case 'phase':
      return { ...operation, im: -operation.im };
    case 'diagonal2':
      return { ...operation, entries: operation.entries.map((part, at) => (at % 2 === 0 ? part : -part)) };
    case 'flip':
    case 'swap':
      return operation;
    case 'channel1':
    case 'pauliChannel2':
      throw new Error('a channel has no inverse');
  }
}

/** The conjugate transpose of a complex matrix by rows. */
export function adjoint(matrix: Float64Array, size: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const [to, from] = [2 * (row * size + column), 2 * (column * size + row)];
      result[to] = matrix[from] ?? 0;
      result[to + 1] = -(matrix[from + 1] ?? 0);
    }
  return result;
}
