import type { Diagnostic, Span } from '../../base/index.ts';
import { type ParticleSector, particleSector } from '../../chemistry/index.ts';
import type { ModelCall, Observable, PauliTerm } from '../../circuit/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { MinimumResult, SectorResult } from '../../protocol/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { loweredObservable } from '../lowered.ts';
import type { ObservableUse } from '../run-value.ts';
import type { EnergySource } from './energy.ts';

/** How far ⟨N⟩ may be from the number of electrons. */
const particleTolerance = 1e-4;

/** How far an exact value may be below the exact energy, in hartree: what rounding and its own search leave. */
const energyTolerance = 1e-6;

/** Values that are measured may be below it by so many standard errors. */
const standardErrors = 5;

/** Forecasts beyond this leave the sector of each iteration unmeasured, in seconds. */
const longestMeasurement = 1;

/** An observable, with the molecule whose energy it is where it is one's. */
export interface MolecularObservable {
  readonly observable: Observable;
  readonly sector?: ParticleSector | undefined;
  /** Whether the observable is the energy alone, which has a least value. */
  readonly isEnergy: boolean;
}

/** The observable of a use, and what is known of its molecule where it is made of the Hamiltonian of one. */
export function molecularObservable(use: ObservableUse, context: EvaluationContext): MolecularObservable {
  const made: (readonly [call: ModelCall, terms: readonly PauliTerm[]])[] = [];
  const observable = loweredObservable(use, context, (call, terms) => made.push([call, terms]));
  const energies = made.filter(([{ name }]) => name === 'hamiltonian' || name === 'fcidump');
  const [call, terms] = energies.length === 1 ? (energies[0] ?? []) : [];
  const sector = call && particleSector(call, context.attachments.textOf);
  if (sector === undefined || terms === undefined) return { observable, isEnergy: false };
  return { observable, sector, isEnergy: isSameSum(observable.terms, terms) };
}

function isSameSum(one: readonly PauliTerm[], other: readonly PauliTerm[]): boolean {
  const sizes = new Map(other.map(({ factors, coefficient }) => [JSON.stringify(factors), coefficient]));
  const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));
  return (
    one.length === other.length &&
    one.every(({ factors, coefficient }) => isNear(coefficient, sizes.get(JSON.stringify(factors)) ?? NaN))
  );
}

/** Measures the sector of the states of a search. */
export type SectorMeter = (x: Point) => Promise<SectorResult | undefined>;

/**
 * What measures ⟨N⟩ and ⟨S²⟩ along a search, exactly and whatever its shots; nothing where the backend cannot, or where it
 * would cost money or much time.
 */
export async function sectorMeter(
  source: EnergySource,
  sector: ParticleSector | undefined,
): Promise<SectorMeter | undefined> {
  if (sector === undefined) return undefined;
  const { backend, circuit, space, hooks, observable } = source;
  const options = { ...source.options, shots: undefined };
  const observables = [sector.particleNumber, sector.spinSquared].map((terms) => ({ ...observable, terms }));
  for (const wanted of observables) {
    const forecast = await backend.forecast(circuit, options, { kind: 'estimate', observable: wanted });
    if (!forecast.ok || (forecast.value.cost ?? 0) > 0) return undefined;
    if (forecast.value.seconds > longestMeasurement) return undefined;
  }
  return async (x) => {
    const values: number[] = [];
    for (const wanted of observables) {
      const outcome = await backend.estimate(circuit, space.bind(x), wanted, options, hooks);
      if (!outcome.ok) return undefined;
      values.push(outcome.value.value);
    }
    const [particles = NaN, spinSquared = NaN] = values;
    return { particles, spinSquared };
  };
}

/** Tells what is wrong with a minimum for a molecule: other electrons, or an energy that these electrons cannot have. */
export function tellDoubts(
  { value, stderr, sector: found }: Pick<MinimumResult, 'value' | 'stderr' | 'sector'>,
  { sector, isEnergy }: Pick<MolecularObservable, 'sector' | 'isEnergy'>,
  span: Span,
  tell: (doubt: Diagnostic) => void,
): void {
  if (sector === undefined) return;
  const { electrons, exactEnergy = -Infinity } = sector;
  if (found !== undefined && Math.abs(found.particles - electrons) > particleTolerance)
    tell(diagnose('QF5138', span, [found.particles.toPrecision(6), String(electrons)]));
  const depth = exactEnergy - value;
  if (!isEnergy || depth <= energyTolerance + standardErrors * stderr) return;
  tell(diagnose('QF5139', span, [value.toFixed(6), depth.toPrecision(3), exactEnergy.toFixed(6)]));
}
