export * from './circuit.ts';
export * from './drawing/index.ts';
export * from './evaluate.ts';
export * from './expression.ts';
export * from './lowering/index.ts';
export * from './observable.ts';
export * from './statistics.ts';
