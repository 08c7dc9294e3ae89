import type { ReadoutError } from '../../circuit/index.ts';
import type { Sweep } from '../run/explore.ts';
import { misread } from '../sampling/misreading.ts';
import type { Readout } from '../sampling/readout.ts';
import type { Tally } from '../sampling/tally.ts';
import type { Watch } from '../stabilizer/reference.ts';
import { StretchKeys } from '../stabilizer/stretch-keys.ts';
import type { LastPart } from './extended-run.ts';
import type { ExtendedState } from './extended-state.ts';
import { type Outcome, Outcomes } from './outcomes.ts';

/** So many outcomes are gathered between two looks at whether anyone still wants the result. */
const portion = 4096;

interface Arrived extends LastPart {
  readonly state: ExtendedState;
  readonly weight: number;
  /** What the measurements in the head found. */
  readonly bits: readonly number[];
}

interface How {
  readonly readout: Readout;
  readonly sweep: Sweep;
  readonly watch: Watch;
}

/** Counts the outcomes at the end of a path. */
export function tallyStretch({ readout, sweep, watch }: How, arrived: Arrived, tally: Tally): void {
  const { stretch, parts, state, weight } = arrived;
  const keys = new StretchKeys(readout, stretch, stretch.program.qubits);
  const wanted = new Set(keys.events);
  const measured = [...parts.tail, ...behind(readout, arrived)].filter(({ event }) => wanted.has(event));
  const outcomes = new Outcomes(
    state,
    measured.map(({ qubit }) => qubit),
  );
  const placeOf = new Map(measured.map(({ event }, place) => [event, place]));
  const found = new Map(parts.headEvents.map((event, place) => [event, arrived.bits[place] ?? 0]));
  const keyOf = keys.keyOf<Uint8Array>(
    (bits, event) => found.get(event) ?? bits[placeOf.get(event) ?? -1] ?? 0,
  );
  let count = 0;
  const errors = measured.map(({ qubit }) => stretch.program.readout[qubit]);
  for (const [bits, share] of weighed(outcomes, sweep, weight, errors)) {
    if (count++ % portion === 0) watch();
    tally.add(keyOf(bits), share);
  }
}

/** What is read, misread as it is where it is drawn. */
function* weighed(
  outcomes: Outcomes,
  sweep: Sweep,
  weight: number,
  errors: readonly (ReadoutError | undefined)[],
): Iterable<Outcome> {
  if (sweep.kind === 'exact') return yield* outcomes.exactly(weight);
  for (const [bits, count] of outcomes.drawn(weight, sweep.random))
    yield* misread(bits, count, errors, sweep.random);
}

/** The measurements of all qubits behind a circuit that shows them. */
function behind(readout: Readout, { stretch }: LastPart): readonly { event: number; qubit: number }[] {
  if (readout.kind === 'variables') return [];
  const base = stretch.actions.filter(({ kind }) => kind === 'measure').length;
  return Array.from({ length: stretch.program.qubits }, (_, qubit) => ({ event: base + qubit, qubit }));
}
