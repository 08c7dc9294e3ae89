import type { Random } from '../../../base/index.ts';
import { qubitsIn } from '../../statistics.ts';
import { type Certificate, tolerance } from './certificate.ts';
import { type Comparison, isUnitary, measuredQubits, sameMeasurements } from './comparison.ts';
import { ImageCache } from './gate-images.ts';
import { stepsBeside } from './lockstep.ts';
import { type Path, type PathStep, pathThrough } from './path.ts';
import { PauliSum } from './pauli-sum.ts';
import { randomBindings, sameValues } from './run-values.ts';

/** Ways through a circuit that decides by outcomes. */
const wayCount = 4;
/** Words of one operator. */
const mostWords = 4096;
/** Words times gates that all operators may take together: a second or two. */
const mostWork = 3e7;

/** The letters of words: see `PauliSum`. */
const [x, z] = [1, 2] as const;

/** Both circuits along one way, and which operators are to be followed. */
interface Way {
  readonly own: readonly PathStep[];
  readonly its: readonly PathStep[];
  /** By place in `starts`; none of them is the identity, whose form is the probability of the way. */
  readonly operators: readonly ReadonlyMap<number, number>[];
}

/** Nothing where no operator can be followed to the beginning. */
export function byObservables(comparison: Comparison, random: Random): Certificate | undefined {
  const ways = waysThrough(comparison, random);
  const { qubits } = comparison;
  if (ways === undefined) return differing(comparison);
  const tracker = new Tracker(comparison);
  const total = ways.reduce((sum, { operators }) => sum + operators.length, 0);
  const distances = ways.flatMap((way) => way.operators.flatMap((one) => tracker.distance(way, one) ?? []));
  const deviation = distances.reduce((most, distance) => Math.max(most, distance), 0);
  if (distances.length === 0) return undefined;
  return {
    holds: deviation < tolerance,
    qubits,
    method: 'observables',
    observables: total,
    proven: distances.filter((distance) => distance < tolerance).length,
    ways: ways.length,
    deviation,
  };
}

function differing({ qubits }: Comparison): Certificate {
  return { holds: false, qubits, method: 'observables', observables: 0, proven: 0, ways: 0, deviation: 1 };
}

/** Nothing where the circuits take different ways with the same outcomes. */
function waysThrough(comparison: Comparison, random: Random): readonly Way[] | undefined {
  const { source, made, starts } = comparison;
  if (!isUnitary(source) || !isUnitary(made)) {
    const ways = Array.from({ length: wayCount }, () => wayThrough(comparison, random));
    return ways.includes(undefined) ? undefined : ways.flatMap((way) => way ?? []);
  }
  if (!sameMeasurements(comparison)) return undefined;
  const [own, its] = [source, made].map((circuit) => {
    const body = circuit.body.filter(({ kind }) => kind !== 'measure');
    return pathThrough({ ...circuit, body }, [], comparison.qubits, () => 0).steps;
  });
  const measured = new Set(measuredQubits(source.body));
  return [{ own: own ?? [], its: its ?? [], operators: operatorsOn(starts, measured) }];
}

function wayThrough(comparison: Comparison, random: Random): Way | undefined {
  const { source, made, starts, qubits } = comparison;
  const bindings = randomBindings(source, random);
  const own = pathThrough(source, bindings, qubits, () => (random.next() < 0.5 ? 1 : 0));
  const same = (place: number) => own.outcomes[place]?.value ?? 0;
  const its = pathThrough(made, bindings, qubits, same, stepsBeside(own));
  if (!own.isComplete) return cutShort(own, its);
  if (!its.isComplete || own.outcomes.length !== its.outcomes.length) return undefined;
  if (!sameValues(own.variables, its.variables)) return undefined;
  // Once a program has stopped early only its values count.
  const operators = own.hasStopped ? [] : operatorsOn(starts, new Set());
  return { own: own.steps, its: its.steps, operators: [new Map(), ...operators] };
}

/** Of ways without end, what leads to the outcomes that both sides have reached. */
function cutShort(own: Path, its: Path): Way {
  const count = Math.min(own.outcomes.length, its.outcomes.length);
  return { own: until(own.steps, count), its: until(its.steps, count), operators: [new Map()] };
}

function until(steps: readonly PathStep[], outcomes: number): readonly PathStep[] {
  let left = outcomes;
  return steps.filter((step) => left > 0 && (step.kind === 'gate' || left-- > 0));
}

/** X and Z of each qubit, and only Z of a measured one. */
function operatorsOn(starts: readonly number[], measured: ReadonlySet<number>) {
  return starts.flatMap((qubit, place) =>
    (measured.has(qubit) ? [z] : [x, z]).map((letter) => new Map([[place, letter]])),
  );
}

/** Follows operators back through both circuits until the work that is allowed is done. */
class Tracker {
  readonly #comparison: Comparison;
  readonly #images = new ImageCache();
  readonly #ancillas: readonly number[];
  #workLeft = mostWork;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
    const { qubits, starts } = comparison;
    this.#ancillas = Array.from({ length: qubits }, (_, qubit) => qubit).filter(
      (one) => !starts.includes(one),
    );
  }

  /** How far the operator's forms before both circuits are apart; nothing where it has too many terms. */
  distance({ own, its }: Way, operator: ReadonlyMap<number, number>): number | undefined {
    const { starts, ends } = this.#comparison;
    const before = this.#back(own, operator, starts);
    const after = before && this.#back(its, operator, ends);
    return after && before.distance(after);
  }

  #back(
    steps: readonly PathStep[],
    operator: ReadonlyMap<number, number>,
    places: readonly number[],
  ): PauliSum | undefined {
    const letters = new Map([...operator].map(([place, letter]) => [places[place] ?? 0, letter]));
    const sum = PauliSum.word(this.#comparison.qubits, letters);
    for (const step of steps.toReversed()) {
      if (step.kind === 'outcome') sum.project(step.qubit, step.value);
      else sum.conjugate(this.#images.of(step.gate), qubitsIn(step.gate));
      this.#workLeft -= sum.size;
      if (sum.size > mostWords || this.#workLeft < 0) return undefined;
    }
    sum.startInZero(this.#ancillas);
    return sum;
  }
}
