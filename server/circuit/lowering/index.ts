export { lowerCircuit } from './lower-circuit.ts';
export { lowerObservable } from './lower-observable.ts';
export { type Limits, type LoweringOptions, defaultLimits } from './lowering.ts';
