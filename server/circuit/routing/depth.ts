import type { RoutedOperation } from './operation.ts';

/** Longest chain of gates on two qubits, a swap counting three and a bridge four; `ordered` operations only join. */
export function twoQubitDepth(
  operations: readonly RoutedOperation[],
  isGate: (index: number) => boolean,
): number {
  const depths = new Map<number, number>();
  for (const operation of operations) {
    const { qubits } = operation;
    if (qubits.length < 2) continue;
    const start = Math.max(...qubits.map((qubit) => depths.get(qubit) ?? 0));
    const end = start + lengthOf(operation, isGate);
    for (const qubit of qubits) depths.set(qubit, end);
  }
  return Math.max(0, ...depths.values());
}

function lengthOf(operation: RoutedOperation, isGate: (index: number) => boolean): number {
  if (operation.kind === 'swap') return 3;
  if (operation.kind === 'bridge') return 4;
  return isGate(operation.index) ? 1 : 0;
}
