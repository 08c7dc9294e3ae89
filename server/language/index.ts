export * from './syntax/parse.ts';
export type * as tree from './syntax/tree.ts';
export type * from './semantics/model.ts';
