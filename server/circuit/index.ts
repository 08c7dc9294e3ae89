export * from './circuit.ts';
export * from './expression.ts';
export * from './observable.ts';
