export * from './gate.ts';
export * from './gates.ts';
