export * from './active-space.ts';
export * from './electronic-hamiltonian.ts';
export * from './fcidump.ts';
export * from './orbital-integrals.ts';
