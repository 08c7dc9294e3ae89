export * from './backend.ts';
export * from './embedded-simulator.ts';
