export * from './cancellation.ts';
export * from './classical.ts';
export * as cx from './complex.ts';
export type { Complex } from './complex.ts';
export * from './diagnostic.ts';
export * as matrices from './matrix.ts';
export type { Matrix } from './matrix.ts';
export * from './random.ts';
export * from './span.ts';
