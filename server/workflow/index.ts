export * from './place.ts';
export * from './results.ts';
export * from './run.ts';
export { waitFor } from './timer.ts';
