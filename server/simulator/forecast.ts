import { type Circuit, zeroOf } from '../circuit/index.ts';
import { listed } from './choice.ts';
import { isAdjoint, runsFor } from './gradients/forecast.ts';
import type { Prospect, Wanted } from './method.ts';
import { limitsOf } from './mps/limits.ts';
import { layOut } from './program/layout.ts';
import { isStraight } from './run/straight.ts';
import type { Forecast, Method, Simulated, SimulationOptions } from './simulator.ts';
import { formatBytes } from './state/memory.ts';
import { cliffordShare } from './structure/clifford-share.ts';
import type { Piece } from './structure/plan.ts';
import { planOf } from './structure/plan-of.ts';

/** A run that takes longer says why it does not run by another method. */
const explainedSeconds = 0.1;

/**
 * What a circuit will need, or why it cannot run, without taking any of it.
 *
 * @param slowness how many times as long this machine takes as the one on which the coefficients were fitted.
 */
export function forecast(
  circuit: Circuit,
  options: SimulationOptions,
  wanted: Wanted = { kind: 'sample' },
  slowness = 1,
): Simulated<Forecast> {
  const bindings = circuit.parameters.length === 0 ? [] : undefined;
  const planned = planOf({ circuit, bindings, options, wanted });
  if (!planned.ok) return planned;
  const { pieces } = planned.plan;
  const seconds = slowness * planned.plan.seconds;
  const [piece] = pieces.toSorted((a, b) => b.choice.seconds - a.choice.seconds);
  if (piece === undefined) throw new Error('a plan has pieces');
  const { qubitCount: qubits } = piece.prospect.circuit;
  const method = methodOf(piece);
  const memory = Math.max(...pieces.map(({ choice, prospect }) => choice.best.memory(prospect)));
  const { title, name } = piece.choice.best;
  const costs = [
    `${title}${proviso(method, piece)}`,
    ...gradientText(name, piece.prospect),
    formatBytes(memory),
    `${piece.prospect.isTentative === true ? 'at most ' : ''}${timeText(seconds)}`,
  ].join(', ');
  const what = `${countText(qubits, circuit.qubitCount)}${pieces.length > 1 ? `, ${pieces.length} parts` : ''}`;
  const summary = `${what}, ${shareText(piece.prospect.circuit)} → ${costs}`;
  const reasons =
    seconds < explainedSeconds ? [] : piece.choice.obstacles.filter(({ span }) => span !== undefined);
  return { ok: true, method, value: { method, qubits, memory, seconds, ...listed(reasons, summary) } };
}

/** What goes with a method's name. */
function proviso(method: Method, { prospect, choice }: Piece<Prospect>): string {
  if (prospect.isTentative === true && method === 'mps')
    return `, if ${numberOf(limitsOf(prospect.options).bond)} terms between neighbours suffice`;
  return method === 'trajectories' && choice.best.name === 'statevector' ? ', trajectories' : '';
}

/** How a gradient is found. */
function gradientText(name: Method, prospect: Prospect): readonly string[] {
  if (prospect.wanted.kind !== 'estimate' || prospect.wanted.gradient === undefined) return [];
  if (isAdjoint(name, prospect)) return ['adjoint gradient on two states'];
  return [`gradient from ${numberOf(runsFor(name, prospect))} runs`];
}

function countText(qubits: number, all: number): string {
  const count = `${numberOf(qubits)}${qubits < all ? ` of ${numberOf(all)}` : ''}`;
  return `${count} ${all === 1 ? 'qubit' : 'qubits'}`;
}

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

/** Rounded down, so that only a circuit of nothing else is called Clifford. */
function shareText(circuit: Circuit): string {
  const share = cliffordShare(circuit);
  return share === 1 ? 'Clifford' : `${Math.floor(100 * share)} % Clifford`;
}

/** A duration to two digits. */
function timeText(seconds: number): string {
  if (seconds < 1e-3) return 'under 1 ms';
  const [amount, unit] = scaled(seconds);
  return `about ${Number(amount.toPrecision(2)).toLocaleString('en')} ${unit}`;
}

function scaled(seconds: number): readonly [number, string] {
  if (seconds < 0.995) return [1000 * seconds, 'ms'];
  if (seconds < 120) return [seconds, 's'];
  return seconds < 7200 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
}

/** The method for parameters that are all zero: their values change it only where control flow hangs on them. */
function methodOf({ prospect: { circuit }, choice }: Piece<Prospect>): Method {
  if (choice.best.name !== 'statevector') return choice.best.name;
  const zeros = circuit.parameters.map(({ type }) => zeroOf(type));
  try {
    return isStraight(layOut(circuit, zeros), true) ? 'statevector' : 'trajectories';
  } catch {
    // Such as a division by a parameter that is zero here; the run itself will tell.
    return 'statevector';
  }
}
