import { type CancellationToken, neverCancelled } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { compactProgram } from './compact.ts';
import { CompileError } from './compile-error.ts';
import { Candidates, type Positions } from './candidates.ts';
import type { Certificate } from './certificate/certificate.ts';
import { certify } from './certificate/certify.ts';
import type { NativeOutput } from './native-output.ts';
import type { InsertedSwap } from './place.ts';
import { type CompileLevel, type CompileReport, durationOf, figuresOf } from './report.ts';
import type { CompileTarget } from './target.ts';

export interface CompileOptions {
  readonly level: CompileLevel;
  /** Of the search for layouts and of the states that the certificate looks at; the same seed gives the same circuit. */
  readonly seed: number;
  /** Whether one way and one layout are enough, where the level tries several and keeps the best: for forecasts while somebody types. */
  readonly isQuick?: boolean;
  /** Asked between passes and layouts; a compilation that nobody wants any more ends with `Cancelled`. */
  readonly cancellation?: CancellationToken;
}

/** Where a circuit is on a device. */
export interface CompiledLayout {
  /** The device's qubit on which each qubit of the source starts, and −1 for one that nothing uses. */
  readonly initialLayout: readonly number[];
  /** The device's qubit on which it ends. */
  readonly finalPermutation: readonly number[];
  /** In the order of time, before they were merged with their neighbours. */
  readonly swaps: readonly InsertedSwap[];
}

/** A circuit on a device. */
export interface CompiledCircuit extends CompiledLayout {
  /** Of native gates on the device's qubits, with the variables and parameters of its source. */
  readonly circuit: Circuit;
}

/** The same with what it took and how far it was compared. */
export interface Compilation extends CompiledCircuit {
  readonly report: CompileReport;
  readonly certificate: Certificate;
}

/**
 * Compiles a circuit for a target. Level 0 translates gate by gate; 1 merges turns and cancels rotations past everything
 * that commutes; 2 makes blocks of two qubits anew, turns swaps into names and leaves out what measurements hide; 3 does so
 * again as long as it helps, and searches longer for layouts. Each level keeps what a lower one does better.
 *
 * @throws {CompileError} where the circuit uses more qubits than the target joins
 * @throws {Cancelled} where the token asks for it
 */
export function compiled(circuit: Circuit, target: CompileTarget, options: CompileOptions): CompiledCircuit {
  const { level, isQuick = false } = options;
  const candidates = candidatesOf(circuit, target, options);
  const made = isQuick ? candidates.first(level) : candidates.best(level);
  return { circuit: made.circuit, ...layoutOf(circuit, made) };
}

/**
 * The quick way, whose gates go to an output one by one instead of into a circuit: for who counts them while somebody types.
 *
 * @throws {CompileError} and {Cancelled} as `compiled` does
 */
export function compileInto(
  output: NativeOutput,
  circuit: Circuit,
  target: CompileTarget,
  options: Omit<CompileOptions, 'isQuick'>,
): CompiledLayout {
  const candidates = candidatesOf(circuit, target, { ...options, isQuick: true });
  return layoutOf(circuit, candidates.writeFirst(options.level, output));
}

function candidatesOf(
  circuit: Circuit,
  target: CompileTarget,
  { seed, isQuick = false, cancellation = neverCancelled }: CompileOptions,
): Candidates {
  const source = compactProgram(circuit);
  const { used } = source;
  if (used.length > target.qubits) throw new CompileError(used.length, target.qubits);
  const shell = { ...circuit, ...deviceRegister(circuit, target), body: [] };
  return new Candidates(shell, source, target, { seed, isQuick, cancellation });
}

function layoutOf(circuit: Circuit, { initialLayout, ends, swaps }: Positions): CompiledLayout {
  const { used } = compactProgram(circuit);
  return {
    initialLayout: spreadOver(circuit, used, initialLayout),
    finalPermutation: spreadOver(circuit, used, ends),
    swaps,
  };
}

/** The same with a report and a certificate. @throws {CompileError} and {Cancelled} as `compiled` does */
export function compile(
  source: Circuit,
  target: CompileTarget,
  options: CompileOptions & {
    /** Whether the result is compared with its source. */ readonly certifies?: boolean;
  },
): Compilation {
  const made = compiled(source, target, options);
  const report: CompileReport = {
    level: options.level,
    before: figuresOf(source),
    after: figuresOf(made.circuit),
    seconds: durationOf(made.circuit, target),
    insertedSwaps: made.swaps.length,
  };
  const certificate: Certificate =
    options.certifies === false
      ? { holds: true, qubits: report.after.qubits, method: 'none', reason: 'nobody asked for it' }
      : certify(source, made.circuit, made, options);
  return { ...made, report, certificate };
}

function spreadOver(
  { qubitCount }: Circuit,
  used: readonly number[],
  layout: readonly number[],
): readonly number[] {
  return Array.from({ length: qubitCount }, (_, qubit) => layout[used.indexOf(qubit)] ?? -1);
}

/** One register over all qubits of the device, with a name that the circuit leaves free. */
function deviceRegister({ variables, parameters }: Circuit, { qubits }: CompileTarget) {
  const taken = new Set([...variables, ...parameters].map(({ name }) => name));
  let name = 'q';
  while (taken.has(name)) name += 'q';
  const span = { start: 0, end: 0 };
  return { qubitCount: qubits, registers: [{ name, offset: 0, size: qubits, span }] };
}
