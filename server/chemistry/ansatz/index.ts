export * from './ansatz-calls.ts';
