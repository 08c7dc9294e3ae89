export type { Certificate } from './certificate/certificate.ts';
export {
  type Compilation,
  type CompileOptions,
  type CompiledCircuit,
  type CompiledLayout,
  compile,
  compileInto,
  compiled,
} from './compile.ts';
export type { NativeOutput } from './native-output.ts';
export { CompileError } from './compile-error.ts';
export type { CircuitFigures, CompileLevel, CompileReport } from './report.ts';
export type { CompileTarget, EntanglerTarget, OneQubitTarget } from './target.ts';
export type { InsertedSwap } from './place.ts';
export { withBlocks } from './qubits.ts';
