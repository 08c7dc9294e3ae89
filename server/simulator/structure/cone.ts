import type { Circuit, Instruction, PauliFactor } from '../../circuit/index.ts';
import type { Prospect } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { readoutOf } from '../sampling/readout.ts';
import { footprintOf, isControlFlow } from './footprint.ts';
import { Seen } from './seen.ts';

/**
 * Leaves out what nothing that the run shows depends on: instructions outside the causal cone of the measured bits, or
 * of the observable. What happens to a qubit whose state is not used again changes nothing elsewhere, since every
 * instruction preserves the trace; noise acts on an instruction's own qubits and goes with it.
 *
 * Control flow, assignments and gates whose angles hang on variables always stay, so that measurements that decide
 * something in the circuit still do.
 */
export function withinCone<P extends Prospect>(prospect: P): P {
  const { circuit, wanted, options } = prospect;
  const cones = new Cones(circuit, hasNoise(options));
  const body = bodyFor(prospect, cones);
  if (body === undefined || body.length === circuit.body.length) return prospect;
  const small = { ...circuit, body };
  // Without a measurement a circuit may show its qubits instead of its variables.
  const isSameReadout = wanted.kind !== 'sample' || readoutOf(small).kind === readoutOf(circuit).kind;
  return isSameReadout ? { ...prospect, circuit: small } : prospect;
}

/** The instructions that a run needs; nothing where it shows all of the state. */
function bodyFor({ circuit, wanted }: Prospect, cones: Cones): readonly Instruction[] | undefined {
  if (wanted.kind === 'estimate')
    return cones.ofFactors(wanted.observable.terms.flatMap(({ factors }) => factors)).body;
  if (wanted.kind === 'state' || circuit.qubitCount === 0) return undefined;
  const readout = readoutOf(circuit);
  return readout.kind === 'qubits' ? undefined : cones.ofVariables(readout.variables).body;
}

export interface Cone {
  readonly body: readonly Instruction[];
  readonly qubits: ReadonlySet<number>;
}

/** Finds the causal cones of a circuit. */
export class Cones {
  readonly #steps: readonly {
    readonly instruction: Instruction;
    readonly touched: ReturnType<typeof footprintOf>;
  }[];
  readonly #isStraight: boolean;
  readonly #hasNoise: boolean;

  constructor({ body }: Circuit, noisy: boolean) {
    this.#steps = body
      .map((instruction) => ({ instruction, touched: footprintOf(instruction) }))
      .toReversed();
    this.#isStraight = !body.some(isControlFlow);
    this.#hasNoise = noisy;
  }

  /** The cone of Pauli operators at the circuit's end. */
  ofFactors(factors: readonly PauliFactor[]): Cone {
    const seen = this.#start([]);
    for (const { qubit, pauli } of factors) seen.seeQubit(qubit, pauli === 'Z');
    return this.#back(seen);
  }

  /** The cone of the variables' final values. */
  ofVariables(variables: readonly number[]): Cone {
    return this.#back(this.#start(variables));
  }

  #start(variables: readonly number[]): Seen {
    return new Seen(variables, this.#isStraight, this.#hasNoise);
  }

  #back(seen: Seen): Cone {
    const kept: Instruction[] = [];
    for (const { instruction, touched } of this.#steps) {
      const isAbsorbed = seen.absorbs(instruction, touched);
      if (!isAbsorbed && !seen.needs(instruction, touched)) continue;
      kept.push(instruction);
      if (!isAbsorbed) seen.pass(instruction, touched);
    }
    return { body: kept.toReversed(), qubits: seen.reach };
  }
}
