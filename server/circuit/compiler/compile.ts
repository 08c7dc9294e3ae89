import { type CancellationToken, neverCancelled, throwIfCancelled } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { RoutingError, couplingGraph } from '../routing/index.ts';
import { formCount } from '../synthesis/two-qubit.ts';
import type { Coordinates } from '../synthesis/weyl.ts';
import { resynthesised } from './blocks.ts';
import type { Certificate } from './certificate/certificate.ts';
import { certify } from './certificate/certify.ts';
import { mergedRotations } from './merge.ts';
import type { Program } from './operation.ts';
import { type InsertedSwap, type Placed, placed } from './place.ts';
import { circuitQubits, renamed } from './qubits.ts';
import { type Relabelled, stops, withoutExchanges } from './relabel.ts';
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
  /** How many layouts routing begins with; as many as the level has where nothing is said. */
  readonly layouts?: number;
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
 * @throws {Cancelled} where the token asks for it
 */
export function compile(circuit: Circuit, target: CompileTarget, options: CompileOptions): Compilation {
  const { level, seed } = options;
  const used = [...circuitQubits(circuit.body)].toSorted((a, b) => a - b);
  if (used.length > target.qubits) throw new CompileError(used.length, target.qubits);
  const { program, ends } = optimised(compactProgram(circuit, used), used.length, target, options);
  const onDevice = placedOn(program, used.length, target, options);
  const routed = coupledPasses(onDevice.program, target, options);
  const body = translated(routed, target, {
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
    swaps: onDevice.swaps,
    report: {
      level,
      before: figuresOf(circuit),
      after: figuresOf(compiled),
      seconds: durationOf(compiled, target),
      insertedSwaps: onDevice.swaps.length,
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

/** Rounds of the passes that a level runs at most. */
const rounds: Readonly<Record<CompileLevel, number>> = { 0: 0, 1: 1, 2: 2, 3: 6 };

/** The passes while qubits have no places yet, so that exchanges are only other names for what follows. */
function optimised(
  program: Program,
  qubits: number,
  target: CompileTarget,
  { level, cancellation = neverCancelled }: CompileOptions,
): Relabelled {
  if (level < 2) {
    const merged = level === 0 ? program : mergedRotations(program, qubits);
    return { program: merged, ends: Array.from({ length: qubits }, (_, qubit) => qubit) };
  }
  const price = priceOf(target);
  const mirrors = !stops(program);
  let best = withoutExchanges(program, qubits);
  for (let round = 0; round < rounds[level]; round++) {
    throwIfCancelled(cancellation);
    const merged = mergedRotations(best.program, qubits);
    const remade = withoutExchanges(resynthesised(merged, qubits, { price, mirrors }), qubits);
    const next = mergedRotations(remade.program, qubits);
    const isShorter = entanglingCount(next) < entanglingCount(best.program);
    best = { program: next, ends: best.ends.map((wire) => remade.ends[wire] ?? wire) };
    if (round > 0 && !isShorter) break;
  }
  return best;
}

/** The same on the device, where exchanges are gates. */
function coupledPasses(
  program: Program,
  target: CompileTarget,
  { level, cancellation = neverCancelled }: CompileOptions,
): Program {
  let best = program;
  const options = { price: priceOf(target), mirrors: false };
  for (let round = 0; round < rounds[level]; round++) {
    throwIfCancelled(cancellation);
    const merged = mergedRotations(best, target.qubits);
    const next =
      level >= 2 ? mergedRotations(resynthesised(merged, target.qubits, options), target.qubits) : merged;
    const isShorter = entanglingCount(next) < entanglingCount(best);
    best = next;
    if (round > 0 && !isShorter) break;
  }
  return best;
}

/** The fewest gates of the kind that needs least for a canonical form. */
function priceOf({ twoQubit }: CompileTarget) {
  return (coordinates: Coordinates) => Math.min(...twoQubit.map(({ gate }) => formCount(coordinates, gate)));
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
  { level, seed, layouts = trials[level], cancellation = neverCancelled }: CompileOptions,
): Placed {
  if (coupling === 'all') {
    const layout = Array.from({ length: qubits }, (_, qubit) => qubit);
    return { program, initialLayout: layout, finalLayout: layout, swaps: [] };
  }
  const graph = couplingGraph(available, coupling.pairs);
  const options = {
    seed,
    trials: layouts,
    effort: level,
    cancellation,
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
