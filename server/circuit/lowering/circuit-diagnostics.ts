import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { type Model, withoutAllowed } from '../../language/index.ts';
import { lowerCircuit } from './lower-circuit.ts';
import { lowerNoise } from './lower-noise.ts';
import type { LoweringOptions } from './lowering.ts';
import { outgrows } from './outgrows.ts';
import { lintCircuit } from '../lints/lint-circuit.ts';

/** What shows only in circuits that are given values, or that are larger than the limits, and is no fault here. */
const undecided: ReadonlySet<string> = new Set(['QF3101', 'QF3102', 'QF3104']);

type Limits = LoweringOptions['limits'];

/**
 * What shows of a file without errors only when its circuits are unrolled and its noise is computed: faults, and advice
 * about what circuits do. A circuit that outgrows the limits, or that cannot be built before its parameters have values,
 * is left to its run.
 */
export function circuitDiagnostics(model: Model, limits: Limits): readonly Diagnostic[] {
  if (hasErrors(model.diagnostics)) return [];
  const seen = new Set<string>();
  const found = [
    ...model.circuits.flatMap(({ name, symbol }) =>
      remembered(model, symbol, limits, () => ofCircuit(model, name, limits)),
    ),
    ...model.noises.flatMap((noise) =>
      remembered(model, noise, limits, () => ofNoise(model, noise.name, limits)),
    ),
  ];
  const once = found.filter(({ code, span }) => {
    const key = `${code} ${span.start} ${span.end}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
  return withoutAllowed(model.program, once);
}

function ofCircuit(model: Model, name: string, limits: Limits): readonly Diagnostic[] {
  if (limits?.instructions !== undefined && outgrows(model, name, limits.instructions)) return [];
  const { value, diagnostics } = lowerCircuit(model, name, optionsOf(limits));
  return value === undefined ? decided(diagnostics) : lintCircuit(value);
}

function ofNoise(model: Model, name: string, limits: Limits): readonly Diagnostic[] {
  return decided(lowerNoise(model, name, optionsOf(limits)).diagnostics);
}

function optionsOf(limits: Limits): LoweringOptions {
  return limits === undefined ? {} : { limits };
}

function decided(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => !undecided.has(code));
}

interface Remembered {
  readonly limits: string;
  readonly diagnostics: readonly (() => Diagnostic)[];
}

/** A symbol is another one as soon as anything changes that its declaration names. */
const known = new WeakMap<object, Remembered>();

function remembered(
  model: Model,
  symbol: object | undefined,
  limits: Limits,
  find: () => readonly Diagnostic[],
): readonly Diagnostic[] {
  if (symbol === undefined) return find();
  const key = JSON.stringify(limits);
  const before = known.get(symbol);
  if (before?.limits === key) return before.diagnostics.map((diagnostic) => diagnostic());
  const found = find();
  known.set(symbol, { limits: key, diagnostics: found.map((diagnostic) => model.followed(diagnostic)) });
  return found;
}
