export { type CouplingGraph, couplingGraph } from './coupling-graph.ts';
export { flipsOf } from './dependencies.ts';
export * from './operation.ts';
export { route, routeBetween } from './route.ts';
