import type { Circuit } from '../circuit.ts';
import { RoutingError, couplingGraph } from '../routing/index.ts';
import { resynthesised } from './blocks.ts';
import type { Certificate } from './certificate/certificate.ts';
import { certify } from './certificate/certify.ts';
import { mergedRotations } from './merge.ts';
import type { Program } from './operation.ts';
import { type Placed, placed } from './place.ts';
import { circuitQubits, renamed } from './qubits.ts';
import { withoutExchanges } from './relabel.ts';
import { type CompileLevel, type CompileReport, durationOf, figuresOf } from './report.ts';
import type { CompileTarget } from './target.ts';
import { translated } from './translate.ts';
import { unrolled } from './unroll.ts';

export interface CompileOptions {
  readonly level: CompileLevel;
  /** Of the search for layouts and of the states that the certificate looks at; the same seed gives the same circuit. */
  readonly seed: number;
  /** Whether the result is compared with its source. */
  readonly certifies?: boolean;
}

/** A circuit on a device. */
export interface Compilation {
  /** Of native gates on the device's qubits, with the variables and parameters of its source. */
  readonly circuit: Circuit;
  /** The device's qubit on which each qubit of the source starts, and −1 for one that nothing uses. */
  readonly initialLayout: readonly number[];
  /** The device's qubit on which it ends. */
  readonly finalPermutation: readonly number[];
  readonly report: CompileReport;
  readonly certificate: Certificate;
}

/** A circuit that does not fit a target. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly needed: number;
  readonly available: number;

  constructor(needed: number, available: number) {
    super(`The circuit uses ${needed} qubits, the target has ${available}.`);
    this.needed = needed;
    this.available = available;
  }
}

/**
 * Compiles a circuit for a target. Level 0 translates gate by gate; 1 merges turns and cancels rotations past everything
 * that commutes; 2 makes blocks of two qubits anew, turns swaps into names and leaves out what measurements hide; 3 does so
 * again as long as it helps, and searches longer for layouts.
 *
 * @throws {CompileError} where the circuit uses more qubits than the target joins
 */
export function compile(circuit: Circuit, target: CompileTarget, options: CompileOptions): Compilation {
  const { level, seed } = options;
  const used = [...circuitQubits(circuit.body)].toSorted((a, b) => a - b);
  if (used.length > target.qubits) throw new CompileError(used.length, target.qubits);
  const logical = optimised(compactProgram(circuit, used), used.length, level);
  const { program, ends } = level >= 2 ? withoutExchanges(logical, used.length) : kept(logical, used.length);
  const onDevice = placedOn(program, used.length, target, options);
  const body = translated(optimised(onDevice.program, target.qubits, level), target, {
    merges: level >= 1,
    collects: level >= 2,
    dropsHidden: level >= 2,
  });
  const compiled: Circuit = { ...circuit, ...deviceRegister(circuit, target), body };
  const initialLayout = spreadOver(circuit, used, onDevice.initialLayout);
  const finalPermutation = spreadOver(
    circuit,
    used,
    ends.map((end) => onDevice.finalLayout[end] ?? -1),
  );
  const placement = { initialLayout, finalPermutation };
  return {
    circuit: compiled,
    ...placement,
    report: {
      level,
      before: figuresOf(circuit),
      after: figuresOf(compiled),
      seconds: durationOf(compiled, target),
      insertedSwaps: onDevice.swaps,
    },
    certificate:
      options.certifies === false
        ? { holds: true, qubits: used.length, method: 'none', reason: 'nobody asked for it' }
        : certify(circuit, compiled, placement, { seed }),
  };
}

/** The circuit's operations on its used qubits, numbered from 0. */
function compactProgram(circuit: Circuit, used: readonly number[]): Program {
  const places = new Map(used.map((qubit, place) => [qubit, place]));
  const body = circuit.body.map((one) => renamed(one, (qubit) => places.get(qubit) ?? qubit));
  return unrolled(body, used.length);
}

function kept(program: Program, qubits: number) {
  return { program, ends: Array.from({ length: qubits }, (_, qubit) => qubit) };
}

/** Rounds of the passes that a level runs at most. */
const rounds: Readonly<Record<CompileLevel, number>> = { 0: 0, 1: 1, 2: 2, 3: 6 };

function optimised(program: Program, qubits: number, level: CompileLevel): Program {
  let best = program;
  for (let round = 0; round < rounds[level]; round++) {
    const merged = mergedRotations(best, qubits);
    const next = level >= 2 ? mergedRotations(resynthesised(merged, qubits), qubits) : merged;
    const isShorter = entanglingCount(next) < entanglingCount(best);
    best = next;
    if (round > 0 && !isShorter) break;
  }
  return best;
}

function entanglingCount({ operations }: Program): number {
  return operations.reduce((sum, operation) => {
    if (operation.kind === 'flow')
      return operation.blocks.reduce((inner, block) => inner + entanglingCount(block), sum);
    if (operation.kind === 'swap') return sum + 3;
    return operation.kind === 'rotation' && operation.qubits.length === 2 ? sum + 1 : sum;
  }, 0);
}

const trials: Readonly<Record<CompileLevel, number>> = { 0: 1, 1: 4, 2: 8, 3: 20 };

function placedOn(
  program: Program,
  qubits: number,
  { coupling, qubits: available, pairErrors }: CompileTarget,
  { level, seed }: CompileOptions,
): Placed {
  if (coupling === 'all') {
    const layout = Array.from({ length: qubits }, (_, qubit) => qubit);
    return { program, initialLayout: layout, finalLayout: layout, swaps: 0 };
  }
  const graph = couplingGraph(available, coupling.pairs);
  const options = {
    seed,
    trials: trials[level],
    effort: level,
    ...(pairErrors === undefined ? {} : { pairErrors }),
  };
  try {
    return placed(program, qubits, graph, options);
  } catch (error) {
    if (error instanceof RoutingError && qubits > graph.mainland.length)
      throw new CompileError(qubits, graph.mainland.length);
    throw error;
  }
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
