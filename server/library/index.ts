export * from './annotations.ts';
export { maximumShots } from './call-parameters.ts';
export * from './calls.ts';
export * from './constants.ts';
export { ClassicalError, type ClassicalFault, convert, elementType, isConvertible } from './conversions.ts';
export * from './cron.ts';
export * from './device-names.ts';
export * from './diagnostics/diagnose.ts';
export { functionDerivatives, powerDerivatives } from './function-derivatives.ts';
export * from './functions.ts';
export * from './gate-derivatives.ts';
export * from './gate.ts';
export * from './gates.ts';
export * from './limits.ts';
export * from './list-functions.ts';
export {
  type ActivationName,
  type PredictionKind,
  activations,
  defaultFeatures,
  mostLayerSize,
  networkSizes,
  predictionKinds,
} from './network-calls.ts';
export { orbitalCount } from './model-qubits.ts';
export * from './noise-calls.ts';
export * from './noise-faults.ts';
export {
  type BinaryOperatorName,
  type UnaryOperatorName,
  binaryOperators,
  binaryType,
  unaryOperators,
  unaryType,
} from './operator-types.ts';
export { applyBinary, applyUnary, isWholeQuotient } from './operators.ts';
export { httpMethods } from './outside-calls.ts';
export * from './result-fields.ts';
export { type EncoderName, type LossName, encoders, losses } from './learning-calls.ts';
export { standardFiles } from './standard-files.ts';
export { summaryColumns, tableFormats } from './table-calls.ts';
export * from './time-zone.ts';
