export * from './attention-network.ts';
export * from './dense-network.ts';
export * from './network.ts';
export type { Numbers } from './parameter-blocks.ts';
export * from './recurrent-network.ts';
