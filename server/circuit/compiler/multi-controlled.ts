import type { Span } from '../../base/index.ts';
import type { Angle, GateInstruction } from '../circuit.ts';
import { scaleAngle } from '../lowering/angle.ts';

/**
 * Gates under several controls (all on 1) by gates on one and two qubits. Idle qubits help in whatever state they are
 * and get it back. Barenco et al., Phys. Rev. A 52, 3457 (1995); relative phases: Maslov, Phys. Rev. A 93, 022311 (2016).
 */
export class ControlledGates {
  readonly #qubitCount: number;
  readonly #span: Span;

  constructor(qubitCount: number, span: Span) {
    this.#qubitCount = qubitCount;
    this.#span = span;
  }

  /** X on the target under the controls. */
  flips(controls: readonly number[], target: number): readonly GateInstruction[] {
    const [only] = controls;
    if (controls.length === 1 && only !== undefined) return [this.#cx(only, target)];
    const idle = this.#idle([...controls, target]);
    if (controls.length > mostByParities && idle.length > 0) return this.#borrowing(controls, target, idle);
    return [this.#one('h', target), ...this.phase([...controls, target], Math.PI), this.#one('h', target)];
  }

  /** The phase e^{i·angle} where all qubits are 1. */
  phase(qubits: readonly number[], angle: Angle): readonly GateInstruction[] {
    const most = this.#idle(qubits).length > 0 ? mostByParities + 1 : mostByParities + 2;
    return qubits.length <= most ? this.#parities(qubits, angle) : this.#halves(qubits, angle);
  }

  /** A rotation about z or y by the angle under the controls: half of it, undone where the flips surround it. */
  rotation(
    gate: 'rz' | 'ry',
    angle: Angle,
    controls: readonly number[],
    target: number,
  ): readonly GateInstruction[] {
    const flip = this.flips(controls, target);
    const half = (factor: number) => this.#one(gate, target, scaleAngle(angle, factor));
    return [half(0.5), ...flip, half(-0.5), ...flip];
  }

  /** The qubits that a gate leaves alone. */
  #idle(used: readonly number[]): readonly number[] {
    const taken = new Set(used);
    return Array.from({ length: this.#qubitCount }, (_, qubit) => qubit).filter((qubit) => !taken.has(qubit));
  }

  /** The product of n bits is a sum of their parities, which a Gray code visits: 2^n − 2 controlled flips. */
  #parities(qubits: readonly number[], angle: Angle): readonly GateInstruction[] {
    const unit = scaleAngle(angle, 1 / 2 ** (qubits.length - 1));
    const signed = (size: number) => (size % 2 === 1 ? unit : scaleAngle(unit, -1));
    return qubits.flatMap((target, place) => {
      const flip = (bit: number) => this.#cx(qubits[bit] ?? 0, target);
      const codes = Array.from({ length: 2 ** place - 1 }, (_, before) => before + 1);
      const steps = codes.flatMap((code) => [
        flip(31 - Math.clz32(code & -code)),
        this.#one('p', target, signed(1 + ones(code ^ (code >> 1)))),
      ]);
      const last = place === 0 ? [] : [flip(place - 1)];
      return [this.#one('p', target, unit), ...steps, ...last];
    });
  }

  /** Barenco et al., lemma 7.5; the target lends itself to the flips of the last control. */
  #halves(qubits: readonly number[], angle: Angle): readonly GateInstruction[] {
    const target = qubits.at(-1) ?? 0;
    const last = qubits.at(-2) ?? 0;
    const others = qubits.slice(0, -2);
    const flip = this.flips(others, last);
    const half = (factor: number) => this.phase([last, target], scaleAngle(angle, factor));
    return [
      ...half(0.5),
      ...flip,
      ...half(-0.5),
      ...flip,
      ...this.phase([...others, target], scaleAngle(angle, 0.5)),
    ];
  }

  /** Lemmas 7.2 and 7.3 of Barenco et al. */
  #borrowing(
    controls: readonly number[],
    target: number,
    idle: readonly number[],
  ): readonly GateInstruction[] {
    const wanted = controls.length - 2;
    if (idle.length >= wanted) return this.#chained(controls, target, idle.slice(0, wanted));
    const [borrowed = 0] = idle;
    const first = controls.slice(0, Math.ceil(controls.length / 2));
    const second = [...controls.slice(first.length), borrowed];
    const inner = this.flips(first, borrowed);
    const outer = this.flips(second, target);
    return [...inner, ...outer, ...inner, ...outer];
  }

  /** A chain of Toffoli gates through the borrowed qubits, twice, of which only those on the target need their phases. */
  #chained(
    controls: readonly number[],
    target: number,
    borrowed: readonly number[],
  ): readonly GateInstruction[] {
    const down: GateInstruction[][] = [];
    for (let place = borrowed.length - 1; place > 0; place--)
      down.push(this.#margolus(controls[place + 1] ?? 0, borrowed[place - 1] ?? 0, borrowed[place] ?? 0));
    const bottom = this.#margolus(controls[0] ?? 0, controls[1] ?? 0, borrowed[0] ?? 0);
    const chain = [...down.flat(), ...bottom, ...down.toReversed().flat()];
    const back = chain.toReversed().map(inverted);
    const top = this.flips([controls.at(-1) ?? 0, borrowed.at(-1) ?? 0], target);
    return [...top, ...chain, ...top, ...back];
  }

  /** A Toffoli gate up to phases of basis states, for three controlled flips. */
  #margolus(first: number, second: number, target: number): GateInstruction[] {
    const turn = (sign: number) => this.#one('ry', target, (sign * Math.PI) / 4);
    return [
      turn(1),
      this.#cx(second, target),
      turn(1),
      this.#cx(first, target),
      turn(-1),
      this.#cx(second, target),
      turn(-1),
    ];
  }

  #one(gate: string, qubit: number, ...angles: readonly Angle[]): GateInstruction {
    return { kind: 'gate', gate, angles, qubits: [qubit], controls: [], span: this.#span };
  }

  #cx(control: number, target: number): GateInstruction {
    return { ...this.#one('x', target), controls: [{ qubit: control, state: 1 }] };
  }
}

/** Up to this many controls, parities are cheaper than borrowed qubits. */
const mostByParities = 4;

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** Of the gates that a Margolus gate is made of. */
function inverted(instruction: GateInstruction): GateInstruction {
  return { ...instruction, angles: instruction.angles.map((angle) => scaleAngle(angle, -1)) };
}
