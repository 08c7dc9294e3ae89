export * from './basis-sets/index.ts';
export * from './electronic-structure.ts';
export * from './electrons/index.ts';
export * from './elements.ts';
export * from './exact/index.ts';
export * from './mapping/index.ts';
export * from './models/index.ts';
export * from './molecule.ts';
