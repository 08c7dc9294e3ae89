export { type CouplingGraph, couplingGraph } from './coupling-graph.ts';
export * from './operation.ts';
export { route, routeBetween } from './route.ts';
