import type { Value } from '../../base/index.ts';
import type { Program, Step } from '../program/step.ts';
import { Machine, type Path } from './machine.ts';
import { Unknowns } from './unknowns.ts';

/** What a stretch of a circuit does to the qubits. Measurements are numbered in their order, from 0. */
export type Action<Code, Site extends NoiseSite = never> =
  | { readonly kind: 'gates'; readonly code: Code }
  | { readonly kind: 'measure'; readonly qubit: number }
  | { readonly kind: 'reset'; readonly qubit: number }
  | ([Site] extends [never] ? never : { readonly kind: 'noise'; readonly site: Site });

/** Where noise acts, in an engine's own form. */
interface NoiseSite {
  readonly qubits: readonly number[];
}

/** A part of a run that is the same whatever its measurements find. */
export interface Stretch<Code, Site extends NoiseSite = never> {
  readonly program: Program;
  readonly start: Path;
  readonly actions: readonly Action<Code, Site>[];
  /** Present where the circuit ends behind the stretch. */
  readonly ending: StretchEnding | undefined;
  /** Steps to the end, where a block that was passed over counts as one. */
  readonly steps: number;
  /** Places in that count of the blocks that were passed over because they only compute. */
  readonly skips: ReadonlySet<number>;
}

export interface StretchEnding {
  /** The variables, without what measured bits give them. */
  readonly variables: readonly Value[];
  /** What is not known of them; a source is the number of a measurement. */
  readonly unknowns: Unknowns;
}

/** Collects gates as what an engine runs. */
export interface Coder<Code, Site extends NoiseSite = never> {
  /** Adds the gate at which the machine stands; returns how much that is. */
  add(step: GateStep, machine: Machine): number;
  /** What was added since the last call, or nothing. */
  take(): Code | undefined;
  /** The noise of the step at a place; absent where an engine's programs have none. */
  noiseAt?(at: number): Action<Code, Site> & { readonly kind: 'noise'; readonly site: NoiseSite };
}

export type GateStep = Extract<Step, { kind: 'gate' }>;

/** So much code is collected before a stretch ends. */
const codeLimit = 2 ** 22;

/**
 * Follows a run as far as it does not depend on what measurements find.
 *
 * @param leavesOut whether measurements at the end that nothing depends on are left out, so that an observable meets the
 * state before them.
 */
export function stretchFrom<Code, Site extends NoiseSite = never>(
  program: Program,
  path: Path,
  leavesOut: boolean,
  coder: Coder<Code, Site>,
): Stretch<Code, Site> {
  return new Scanner(program, path, leavesOut, coder).run();
}

/** The path behind a stretch once the bits of its measurements are known. */
export function behind(
  { program, start, steps, skips }: Pick<Stretch<unknown>, 'program' | 'start' | 'steps' | 'skips'>,
  bitOf: (event: number) => number,
): Path {
  const machine = new Machine(program, start);
  let event = 0;
  const follow = (step: Step) => {
    const bit = step.kind === 'measure' ? bitOf(event++) : 0;
    computeStep(machine, step, bit === 1 ? 1 : 0);
  };
  for (let count = 0; count < steps; count++) {
    const step = machine.step;
    if (step === undefined) break;
    follow(step);
    if (!skips.has(count) || step.kind !== 'branch') continue;
    for (
      let inner = machine.step;
      inner !== undefined && machine.at !== step.region?.end;
      inner = machine.step
    )
      follow(inner);
  }
  return machine.path;
}

/** The classical half of a step; gates and resets are done elsewhere. */
function computeStep(machine: Machine, step: Step, bit: 0 | 1): void {
  switch (step.kind) {
    case 'branch':
      return machine.branch(step);
    case 'jump':
      return machine.jump(step.to);
    case 'measure':
      if (step.target !== undefined) machine.write(step.target, bit);
      break;
    case 'assign':
      machine.assign(step);
      break;
    default:
      break;
  }
  machine.at++;
}

class Scanner<Code, Site extends NoiseSite> {
  readonly #program: Program;
  readonly #coder: Coder<Code, Site>;
  readonly #start: Path;
  readonly #machine: Machine;
  readonly #unknowns: Unknowns;
  readonly #leavesOut: boolean;
  readonly #actions: Action<Code, Site>[] = [];
  readonly #skips = new Set<number>();
  /** Where each measurement is: its action, and the steps up to and with it. */
  readonly #events: { readonly action: number; readonly steps: number }[] = [];
  /** The last measurement of each qubit. */
  readonly #measured = new Map<number, number>();
  /** By qubit, 1 where it is |0⟩ for certain. */
  readonly #untouched: Uint8Array;
  #size = 0;
  #steps = 0;
  /** For each noise action the number of measurements up to the last one of its qubits. */
  readonly #noiseAfter = new Map<number, number>();
  /** So many measurements cannot be left out. */
  #needed = 0;

  constructor(program: Program, path: Path, leavesOut: boolean, coder: Coder<Code, Site>) {
    this.#program = program;
    this.#coder = coder;
    this.#start = path;
    this.#machine = new Machine(program, path);
    this.#unknowns = new Unknowns(program.variables);
    this.#leavesOut = leavesOut;
    const isFresh = path.at === 0 && path.iterations === 0;
    this.#untouched = new Uint8Array(program.qubits).fill(isFresh ? 1 : 0);
  }

  run(): Stretch<Code, Site> {
    const machine = this.#machine;
    for (let step = machine.step; step !== undefined; step = machine.step) {
      if (this.#size > codeLimit || !this.#follow(step)) return this.#stop();
      this.#steps++;
    }
    return this.#finish();
  }

  #finish(): Stretch<Code, Site> {
    this.#flush();
    const [left] = this.#events.slice(this.#needed);
    const isLeft = (place: number) => this.#leavesOut && left !== undefined && place >= left.action;
    const actions = this.#actions.filter(
      ({ kind }, place) => !isLeft(place) || (kind !== 'measure' && !this.#isPast(place)),
    );
    const ending = { variables: this.#machine.variables, unknowns: this.#unknowns };
    return this.#stretch(actions, this.#steps, ending);
  }

  /** Whether the action at a place is noise on qubits whose last measurement came before. */
  #isPast(place: number): boolean {
    return (this.#noiseAfter.get(place) ?? 0) > this.#needed;
  }

  /** Where measurements may be left out, only those that are needed for certain are carried out before the next look. */
  #stop(): Stretch<Code, Site> {
    this.#flush();
    const last = this.#leavesOut ? this.#events[Math.max(0, this.#needed - 1)] : undefined;
    if (last === undefined) return this.#stretch(this.#actions, this.#steps, undefined);
    return this.#stretch(this.#actions.slice(0, last.action + 1), last.steps, undefined);
  }

  #stretch(
    actions: readonly Action<Code, Site>[],
    steps: number,
    ending: StretchEnding | undefined,
  ): Stretch<Code, Site> {
    return { program: this.#program, start: this.#start, actions, ending, steps, skips: this.#skips };
  }

  /** Whether the step could be followed. */
  #follow(step: Step): boolean {
    switch (step.kind) {
      case 'gate':
        return this.#gate(step);
      case 'rotations':
        throw new Error('only a dense state is laid out with rotations');
      case 'measure':
        return this.#measure(step);
      case 'reset':
        return this.#reset(step.qubit);
      case 'channel':
        return this.#channel();
      case 'assign':
        return this.#assign(step);
      case 'branch':
        return this.#branch(step);
      case 'jump':
        this.#machine.jump(step.to);
        return true;
    }
  }

  #gate(step: GateStep): boolean {
    if (this.#unknowns.someOf(step.reads)) return false;
    this.#size += this.#coder.add(step, this.#machine);
    const { controls, qubits } = step.instruction;
    for (const { qubit } of controls) this.#touch(qubit);
    for (const qubit of qubits) this.#touch(qubit);
    return this.#next();
  }

  #touch(qubit: number): void {
    this.#untouched[qubit] = 0;
    if (this.#leavesOut && this.#measured.size > 0)
      this.#needed = Math.max(this.#needed, this.#measured.get(qubit) ?? 0);
  }

  #measure({ qubit, target }: Extract<Step, { kind: 'measure' }>): boolean {
    this.#act({ kind: 'measure', qubit });
    if (target !== undefined) this.#unknowns.measured(target, this.#events.length, this.#machine);
    this.#events.push({ action: this.#actions.length - 1, steps: this.#steps + 1 });
    this.#measured.set(qubit, this.#events.length);
    return this.#next();
  }

  #reset(qubit: number): boolean {
    if (this.#untouched[qubit] === 1) return this.#next();
    this.#act({ kind: 'reset', qubit });
    this.#needed = this.#events.length;
    return this.#next();
  }

  #channel(): boolean {
    const noise = this.#coder.noiseAt?.(this.#machine.at);
    if (noise === undefined) throw new Error('this engine lays circuits out without noise');
    const { qubits } = noise.site;
    for (const qubit of qubits) this.#untouched[qubit] = 0;
    this.#act(noise);
    if (this.#leavesOut) {
      const last = Math.min(...qubits.map((qubit) => this.#measured.get(qubit) ?? 0));
      this.#noiseAfter.set(this.#actions.length - 1, last);
    }
    return this.#next();
  }

  #assign(step: Extract<Step, { kind: 'assign' }>): boolean {
    this.#unknowns.assigned(step, this.#machine);
    return this.#next();
  }

  #branch(step: Extract<Step, { kind: 'branch' }>): boolean {
    const { region, reads } = step;
    if (!this.#unknowns.someOf(reads)) {
      this.#machine.branch(step);
      return true;
    }
    if (region === undefined || region.measures.length > 0) return false;
    for (const variable of region.assigns) this.#unknowns.add(variable);
    this.#skips.add(this.#steps);
    this.#machine.at = region.end;
    return true;
  }

  #next(): true {
    this.#machine.at++;
    return true;
  }

  #act(action: Action<Code, Site>): void {
    this.#flush();
    this.#actions.push(action);
    this.#size++;
  }

  #flush(): void {
    const code = this.#coder.take();
    if (code !== undefined) this.#actions.push({ kind: 'gates', code });
  }
}
