export * from './fermion-mapping.ts';
export * from './pauli-polynomial.ts';
export * from './qubit-hamiltonian.ts';
export * from './symmetry-operators.ts';
export * from './tapering.ts';
