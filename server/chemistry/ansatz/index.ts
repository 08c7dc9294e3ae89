export * from './ansatz-calls.ts';
export * from './ansatz-circuit.ts';
