export * from './compare-runs.ts';
export * from './run-store.ts';
export * from './stored-run.ts';
export type { StoredContent } from './task-memory.ts';
