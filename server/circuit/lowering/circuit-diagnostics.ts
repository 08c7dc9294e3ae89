import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { type Model, withoutAllowed } from '../../language/index.ts';
import { lowerCircuit } from './lower-circuit.ts';
import { lowerNoise } from './lower-noise.ts';
import type { LoweringOptions } from './lowering.ts';
import { lintCircuit } from '../lints/lint-circuit.ts';

/** What shows only in circuits that are given values, or that are larger than the limits, and is no fault here. */
const undecided: ReadonlySet<string> = new Set(['QF3101', 'QF3102', 'QF3104']);

/**
 * What shows of a file without errors only when its circuits are unrolled and its noise is computed: faults, and advice
 * about what circuits do. A circuit that outgrows the limits, or that cannot be built before its parameters have values,
 * is left to its run.
 */
export function circuitDiagnostics(model: Model, limits: LoweringOptions['limits']): readonly Diagnostic[] {
  if (hasErrors(model.diagnostics)) return [];
  const options: LoweringOptions = limits === undefined ? {} : { limits };
  const seen = new Set<string>();
  const found = [
    ...model.circuits.flatMap(({ name }) => {
      const { value, diagnostics } = lowerCircuit(model, name, options);
      return value === undefined ? decided(diagnostics) : lintCircuit(value);
    }),
    ...model.noises.flatMap(({ name }) => decided(lowerNoise(model, name, options).diagnostics)),
  ];
  const once = found.filter(({ code, span }) => {
    const key = `${code} ${span.start} ${span.end}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
  return withoutAllowed(model.program, once);
}

function decided(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => !undecided.has(code));
}
