export type * from './graph.ts';
export * from './lsp.ts';
export type * from './panel.ts';
export type * from './result.ts';
export type * from './run.ts';
