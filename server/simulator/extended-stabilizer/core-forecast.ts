import {
  type Bindings,
  type Block,
  type Circuit,
  type GateInstruction,
  type UnitaryInstruction,
  blocksIn,
  controlledName,
  expressionVariables,
} from '../../circuit/index.ts';
import { anglesOf, type GateObstacle } from '../stabilizer/clifford-program.ts';
import { ExtendedCoder } from './extended-program.ts';
import { InnerBasis } from './inner-basis.ts';

type Gate = GateInstruction | UnitaryInstruction;

/** An angle like any other, where a parameter is not known yet: no gate is a Clifford gate by chance. */
const someAngle = 0.3;

/** What a circuit makes of the core, found without any core; loops are gone through once. */
export class CoreForecast {
  /** Qubits of the core at the end. */
  coreQubits = 0;
  /** Amplitudes that all gates together read. */
  reads = 0;
  /** The first gate with too many operands, with an angle that a measurement decides, or that makes the core too large. */
  obstacle: GateObstacle | undefined;
  readonly #bindings: Bindings | undefined;
  readonly #largestCore: number;
  readonly #basis: InnerBasis;
  readonly #coder = new ExtendedCoder();

  constructor(circuit: Circuit, bindings: Bindings | undefined, largestCore: number) {
    this.#bindings = bindings;
    this.#largestCore = largestCore;
    this.#basis = InnerBasis.of(circuit.qubitCount);
    this.#block(circuit.body);
  }

  #block(block: Block): void {
    for (const instruction of block) {
      if (this.obstacle !== undefined) return;
      if (instruction.kind === 'gate' || instruction.kind === 'unitary') this.#gate(instruction);
      for (const inner of blocksIn(instruction)) this.#block(inner);
    }
  }

  #gate(instruction: Gate): void {
    const angles = this.#angles(instruction);
    const code = angles && this.#coder.codeOf(instruction, angles);
    if (code === undefined) return this.#stop(instruction);
    if (code.kind === 'clifford') return this.#basis.frame.run(code.code);
    this.#basis.span(code.sum, () => this.coreQubits++);
    this.reads += code.sum.length * 2 ** this.coreQubits;
    if (this.coreQubits > this.#largestCore) this.#stop(instruction);
  }

  #angles(instruction: Gate): readonly number[] | undefined {
    const known = anglesOf(instruction, this.#bindings);
    if (known !== undefined || this.#bindings !== undefined || instruction.kind === 'unitary') return known;
    const isLate = instruction.angles.some(
      (angle) => typeof angle !== 'number' && expressionVariables(angle).length > 0,
    );
    return isLate ? undefined : instruction.angles.map(() => someAngle);
  }

  #stop(instruction: Gate): void {
    this.obstacle = { gate: controlledName(instruction), span: instruction.span };
  }
}
