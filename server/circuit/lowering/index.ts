export { applyDefinition, traceDefinition } from './apply-function.ts';
export { circuitDiagnostics } from './circuit-diagnostics.ts';
export { outgrows } from './outgrows.ts';
export { lowerCircuit, traceCircuit } from './lower-circuit.ts';
export { lowerNoise } from './lower-noise.ts';
export { lowerObservable } from './lower-observable.ts';
export type { ModelArgument, ModelCall, ModelTerms } from './model-calls.ts';
export type { LoweringOptions } from './lowering.ts';
export { tracedStatements } from './trace.ts';
