import { Random } from '../../server/base/index.ts';
import { gates } from '../../server/library/index.ts';

/** Random programs as data, from which the program's text and what a peer reads are both made. */

/** A modifier of a gate; `ctrl` has the state that its control must be in, `pow` its exponent. */
export type Modifier = readonly ['ctrl', 0 | 1] | readonly ['inv', 0] | readonly ['pow', number];

/** Bits are numbered through all registers, the first declared first. */
export type Step =
  | {
      readonly kind: 'gate';
      readonly name: string;
      readonly angles: readonly number[];
      /** The outermost first. */
      readonly modifiers: readonly Modifier[];
      /** Controls first. */
      readonly qubits: readonly number[];
    }
  | { readonly kind: 'measure'; readonly qubit: number; readonly bit: number }
  | { readonly kind: 'reset'; readonly qubit: number }
  | {
      readonly kind: 'if';
      /** All of these bits have these values. */
      readonly bits: readonly (readonly [bit: number, value: 0 | 1])[];
      readonly then: readonly Step[];
      readonly otherwise: readonly Step[];
    };

export interface RandomProgram {
  readonly qubits: number;
  /** Sizes of the bit registers `c` and `d`; none where all qubits are shown. */
  readonly bits: readonly number[];
  readonly steps: readonly Step[];
}

export interface ProgramKind {
  readonly isClifford: boolean;
  /** Whether it measures on the way, resets, and has gates under measured bits. */
  readonly isDynamic: boolean;
  readonly mostQubits: number;
  readonly gates: number;
}

/** Bits that measurements on the way write. */
const wayBits = 3;

/** Qubits that a gate with its controls has at most. */
const mostOperands = 5;

const clifford = {
  plain: ['x', 'y', 'z', 'h', 's', 'sdg', 'sx', 'sxdg', 'id', 'swap', 'cx', 'cy', 'cz', 'iswap', 'ecr'],
  turns: ['p', 'rx', 'ry', 'rz', 'rxx', 'ryy', 'rzz', 'rzx', 'prx', 'U', 'u3', 'u2'],
  controllable: ['x', 'y', 'z'],
};

/** The program of a seed. */
export function randomProgram(seed: number, kind: ProgramKind): RandomProgram {
  return new Writer(new Random(seed), kind).program();
}

class Writer {
  readonly #random: Random;
  readonly #kind: ProgramKind;
  readonly #qubits: number;

  constructor(random: Random, kind: ProgramKind) {
    this.#random = random;
    this.#kind = kind;
    this.#qubits = 2 + this.#below(kind.mostQubits - 1);
  }

  program(): RandomProgram {
    const qubits = this.#qubits;
    if (!this.#kind.isDynamic && this.#random.next() < 0.5)
      return { qubits, bits: [], steps: this.#gates(this.#kind.gates) };
    const steps = this.#kind.isDynamic ? this.#dynamic() : this.#gates(this.#kind.gates);
    const seen = Array.from({ length: qubits }, (_, qubit) => qubit).filter(
      (qubit) => qubit === 0 || this.#random.next() < 0.8,
    );
    const end = seen.map((qubit): Step => ({ kind: 'measure', qubit, bit: wayBits + qubit }));
    return { qubits, bits: [wayBits, qubits], steps: [...steps, ...end] };
  }

  #below(count: number): number {
    return Math.floor(count * this.#random.next());
  }

  #pick<T>(choices: readonly T[]): T {
    const found = choices[this.#below(choices.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  #operands(count: number): readonly number[] {
    const left = Array.from({ length: this.#qubits }, (_, qubit) => qubit);
    return Array.from({ length: count }, () => left.splice(this.#below(left.length), 1)[0] ?? 0);
  }

  #gates(count: number): readonly Step[] {
    return Array.from({ length: count }, () => this.#gate());
  }

  #gate(): Step {
    return this.#kind.isClifford ? this.#cliffordGate() : this.#anyGate();
  }

  /** A gate of the table under any modifiers. */
  #anyGate(): Step {
    const most = Math.min(mostOperands, this.#qubits);
    const gate = this.#pick(gates.filter(({ operands }) => operands.length <= most));
    const room = most - gate.operands.length;
    const controls = Math.min(room, this.#pick([0, 0, 0, 1, 2]));
    const angles = gate.parameters.map(() => Number((7 * this.#random.next() - 3.5).toFixed(6)));
    return {
      ...{ kind: 'gate', name: gate.name, angles },
      modifiers: this.#modifiers(controls, gate.operands.length <= 2 ? [0.5, 0.3, -1.25, 2, 3, -1] : [2, -1]),
      qubits: this.#operands(gate.operands.length + controls),
    };
  }

  /** Controls in any place among no, one or two other modifiers. */
  #modifiers(controls: number, powers: readonly number[]): readonly Modifier[] {
    const found: Modifier[] = Array.from({ length: controls }, () => [
      'ctrl',
      this.#pick([0, 1, 1] as const),
    ]);
    const add = (modifier: Modifier) => found.splice(this.#below(found.length + 1), 0, modifier);
    if (this.#random.next() < 0.2) add(['inv', 0]);
    if (this.#random.next() < 0.2) add(['pow', this.#pick(powers)]);
    return found;
  }

  #cliffordGate(): Step {
    const quarters = (name: string) => ({ U: 3, u3: 3, u2: 2, prx: 2 })[name] ?? 1;
    const chance = this.#random.next();
    const isControlled = chance < 0.2;
    const isTurn = chance > 0.6;
    const name = this.#pick(isControlled ? clifford.controllable : isTurn ? clifford.turns : clifford.plain);
    const operands = gates.find((gate) => gate.name === name)?.operands.length ?? 1;
    const count = isTurn ? quarters(name) : 0;
    return {
      ...{ kind: 'gate', name },
      angles: Array.from({ length: count }, () => (Math.PI / 2) * (this.#below(9) - 4)),
      modifiers: isControlled ? [['ctrl', this.#pick([0, 1] as const)]] : this.#modifiers(0, [2, 3, -1]),
      qubits: this.#operands(operands + (isControlled ? 1 : 0)),
    };
  }

  #dynamic(): readonly Step[] {
    const steps: Step[] = [...this.#gates(this.#qubits)];
    let [measured, conditions, resets] = [0, 0, 0];
    while (steps.length < this.#kind.gates) {
      const chance = this.#random.next();
      if (chance < 0.15 && measured < 3) {
        steps.push({ kind: 'measure', qubit: this.#below(this.#qubits), bit: this.#below(wayBits) });
        measured++;
      } else if (chance < 0.22 && resets < 1) {
        steps.push({ kind: 'reset', qubit: this.#below(this.#qubits) });
        resets++;
      } else if (chance < 0.35 && conditions < 1 && measured > 0) {
        steps.push(this.#condition());
        conditions++;
      } else steps.push(this.#gate());
    }
    return steps;
  }

  #condition(): Step {
    const bit = () => this.#pick([0, 1] as const);
    const bits =
      this.#random.next() < 0.6
        ? [[this.#below(wayBits), bit()] as const]
        : Array.from({ length: wayBits }, (_, place) => [place, bit()] as const);
    const measure: Step = { kind: 'measure', qubit: this.#below(this.#qubits), bit: this.#below(wayBits) };
    const then = [...this.#gates(2), ...(this.#random.next() < 0.3 ? [measure] : []), this.#gate()];
    return { kind: 'if', bits, then, otherwise: this.#random.next() < 0.5 ? this.#gates(1) : [] };
  }
}

/** The program in the language. */
export function textOf({ qubits, bits: [way, end], steps }: RandomProgram): string {
  const registers = way === undefined ? '' : `bit[${way}] c; bit[${end ?? 0}] d; `;
  return `qubit[${qubits}] q; ${registers}${steps.map(stepText).join(' ')}`;
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'gate': {
      const angles = step.angles.length === 0 ? '' : `(${step.angles.join(', ')})`;
      const operands = step.qubits.map((qubit) => `q[${qubit}]`).join(', ');
      return `${step.modifiers.map(modifierText).join('')}${step.name}${angles} ${operands};`;
    }
    case 'measure':
      return `${bitText(step.bit)} = measure q[${step.qubit}];`;
    case 'reset':
      return `reset q[${step.qubit}];`;
    case 'if': {
      const condition = step.bits
        .map(([bit, value]) => `${value === 1 ? '' : '!'}${bitText(bit)}`)
        .join(' && ');
      const otherwise =
        step.otherwise.length === 0 ? '' : ` else { ${step.otherwise.map(stepText).join(' ')} }`;
      return `if (${condition}) { ${step.then.map(stepText).join(' ')} }${otherwise}`;
    }
  }
}

function modifierText([kind, value]: Modifier): string {
  if (kind === 'ctrl') return value === 1 ? 'ctrl @ ' : 'negctrl @ ';
  return kind === 'inv' ? 'inv @ ' : `pow(${value}) @ `;
}

function bitText(bit: number): string {
  return bit < wayBits ? `c[${bit}]` : `d[${bit - wayBits}]`;
}
