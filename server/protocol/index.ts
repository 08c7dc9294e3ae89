export type * from './debug.ts';
export type * from './graph.ts';
export * from './lsp.ts';
export type * from './panel.ts';
export * from './plain-value.ts';
export type * from './result.ts';
export * from './rounds.ts';
export type * from './run.ts';
export type * from './targets.ts';
