export * from './place.ts';
export * from './results.ts';
export * from './run.ts';
