export * from './syntax/parse.ts';
export type * as tree from './syntax/tree.ts';
export type * from './semantics/model.ts';
export { analyse } from './semantics/analyse.ts';
export type { SourceFile } from './semantics/analysis.ts';
export * as pauliSums from './semantics/pauli-sums.ts';
export { Project, type ReadText, loadProject, resolveUri } from './semantics/project.ts';
export { typeText } from './semantics/types.ts';
