export * from './amplitude-encoding.ts';
export * from './classifier-circuit.ts';
export * from './encoders.ts';
export * from './losses.ts';
export * from './neural/index.ts';
export * from './overlap-circuit.ts';
export * from './vector-memory.ts';
