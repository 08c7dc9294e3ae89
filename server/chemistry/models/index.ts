export * from './constraints.ts';
export * from './hubbard.ts';
export * from './optimisation.ts';
export * from './spin-chains.ts';
