export * from './compare-runs.ts';
export * from './follow-commands.ts';
export * from './run-store.ts';
export type { SetTimes } from './set-times.ts';
export * from './stored-run.ts';
export * from './workspace-store.ts';
