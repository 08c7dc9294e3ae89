export * from './calls.ts';
export * from './diagnostics/diagnose.ts';
export * from './gate.ts';
export * from './gates.ts';
