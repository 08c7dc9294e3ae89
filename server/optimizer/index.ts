export * from './methods.ts';
export * from './optimizer.ts';
