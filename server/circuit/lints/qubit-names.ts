import type { Circuit, QubitRegister } from '../circuit.ts';

/** The register that a qubit of a circuit belongs to. */
export function registerOf({ registers }: Circuit, qubit: number): QubitRegister | undefined {
  return registers.find(({ offset, size }) => qubit >= offset && qubit < offset + size);
}

/** A qubit as the program names it: `q[3]`, or `helper` where it stands alone. */
export function qubitName(circuit: Circuit, qubit: number): string {
  const register = registerOf(circuit, qubit);
  if (register === undefined) return `qubit ${qubit}`;
  return register.size === 1 ? register.name : `${register.name}[${qubit - register.offset}]`;
}
