import { type CancellationToken, neverCancelled } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { CompileError } from './compile-error.ts';
import { Candidates } from './candidates.ts';
import type { Certificate } from './certificate/certificate.ts';
import { certify } from './certificate/certify.ts';
import type { Program } from './operation.ts';
import type { InsertedSwap } from './place.ts';
import { circuitQubits, renamed } from './qubits.ts';
import { type CompileLevel, type CompileReport, durationOf, figuresOf } from './report.ts';
import type { CompileTarget } from './target.ts';
import { unrolled } from './unroll.ts';

export interface CompileOptions {
  readonly level: CompileLevel;
  /** Of the search for layouts and of the states that the certificate looks at; the same seed gives the same circuit. */
  readonly seed: number;
  /** Whether the result is compared with its source. */
  readonly certifies?: boolean;
  /** Whether one way and one layout are enough, where the level tries several and keeps the best: for forecasts while somebody types. */
  readonly isQuick?: boolean;
  /** Asked between passes and layouts; a compilation that nobody wants any more ends with `Cancelled`. */
  readonly cancellation?: CancellationToken;
}

/** A circuit on a device. */
export interface Compilation {
  /** Of native gates on the device's qubits, with the variables and parameters of its source. */
  readonly circuit: Circuit;
  /** The device's qubit on which each qubit of the source starts, and −1 for one that nothing uses. */
  readonly initialLayout: readonly number[];
  /** The device's qubit on which it ends. */
  readonly finalPermutation: readonly number[];
  /** In the order of time, before they were merged with their neighbours. */
  readonly swaps: readonly InsertedSwap[];
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
export function compile(circuit: Circuit, target: CompileTarget, options: CompileOptions): Compilation {
  const { level, seed, isQuick = false, cancellation = neverCancelled } = options;
  const used = [...circuitQubits(circuit.body)].toSorted((a, b) => a - b);
  if (used.length > target.qubits) throw new CompileError(used.length, target.qubits);
  const shell = { ...circuit, ...deviceRegister(circuit, target), body: [] };
  const program = compactProgram(circuit, used);
  const candidates = new Candidates(shell, program, used.length, target, { seed, isQuick, cancellation });
  const made = isQuick ? candidates.first(level) : candidates.best(level);
  const placement = {
    initialLayout: spreadOver(circuit, used, made.initialLayout),
    finalPermutation: spreadOver(circuit, used, made.ends),
  };
  return {
    circuit: made.circuit,
    ...placement,
    swaps: made.swaps,
    report: {
      level,
      before: figuresOf(circuit),
      after: made.figures,
      seconds: durationOf(made.circuit, target),
      insertedSwaps: made.swaps.length,
    },
    certificate:
      options.certifies === false
        ? { holds: true, qubits: used.length, method: 'none', reason: 'nobody asked for it' }
        : certify(circuit, made.circuit, placement, { seed }),
  };
}

/** The circuit's operations on its used qubits, numbered from 0. */
function compactProgram(circuit: Circuit, used: readonly number[]): Program {
  const places = new Map(used.map((qubit, place) => [qubit, place]));
  const body = circuit.body.map((one) => renamed(one, (qubit) => places.get(qubit) ?? qubit));
  return unrolled(body, used.length);
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
