import type {
  Bindings,
  Circuit,
  GateInstruction,
  NoiseModel,
  UnitaryInstruction,
} from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { programNoise } from '../program/noise.ts';
import { type CliffordProgram, codedProgram } from '../stabilizer/clifford-program.ts';
import { type Code, GateCoder, underControls } from '../stabilizer/gate-code.ts';
import { opcode } from '../stabilizer/synthesis.ts';
import { type WordSum, wordSumOf } from './word-sum.ts';

/** Behind the numbers of the elementary Clifford gates: the triple `sumCode`, place in the sums, 0. */
export const sumCode = 1 + Math.max(...Object.values(opcode));

/** A gate on more operands than this, controls included, is not written as a sum of Pauli words. */
const mostOperands = 5;

/** A circuit of any gates, each on few qubits, with bound parameters. */
export interface ExtendedProgram extends CliffordProgram {
  /** The gates that are not Clifford gates, on the circuit's qubits. */
  readonly sums: readonly WordSum[];
}

export function extendedProgram(
  circuit: Circuit,
  bindings: Bindings,
  model: NoiseModel | undefined,
): ExtendedProgram {
  const sums: WordSum[] = [];
  const coder = new ExtendedCoder();
  const codeOf = (instruction: Gate, angles: readonly number[]): Code | undefined => {
    const found = coder.codeOf(instruction, angles);
    if (found?.kind !== 'sum') return found?.code;
    sums.push(found.sum);
    return [sumCode, sums.length - 1, 0];
  };
  const noise = model && programNoise(model, circuit.qubitCount, bindings);
  return { ...codedProgram(circuit, bindings, codeOf, noise), sums };
}

/** A gate as elementary Clifford gates or, where it is none, as a sum of Pauli words on the circuit's qubits. */
export type ExtendedCode =
  { readonly kind: 'clifford'; readonly code: Code } | { readonly kind: 'sum'; readonly sum: WordSum };

type Gate = GateInstruction | UnitaryInstruction;

/** Finds the codes of gates and remembers the shapes that it has seen. */
export class ExtendedCoder {
  readonly #clifford = new GateCoder();
  readonly #known = new Map<string, WordSum>();

  /** Nothing where the gate has too many operands. */
  codeOf(instruction: Gate, angles: readonly number[]): ExtendedCode | undefined {
    const code = this.#clifford.codeOf(instruction, angles);
    if (code !== undefined) return { kind: 'clifford', code };
    const operands = [...instruction.qubits, ...instruction.controls.map(({ qubit }) => qubit)];
    if (operands.length > mostOperands) return undefined;
    const sum = this.#shapeOf(instruction, angles).map(({ coefficient, factors }) => ({
      coefficient,
      factors: factors.map(({ qubit, pauli }) => ({ qubit: operands[qubit] ?? 0, pauli })),
    }));
    return { kind: 'sum', sum };
  }

  /** The sum with operands counted from 0, the controls behind them. */
  #shapeOf(instruction: Gate, angles: readonly number[]): WordSum {
    const { controls, qubits } = instruction;
    if (instruction.kind === 'unitary')
      return wordSumOf(underControls(instruction.matrix, qubits.length, controls));
    const states = controls.map(({ state }) => state).join('');
    const key = `${instruction.gate} ${states} ${angles.join(' ')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const matrix = primitiveGate(instruction.gate).matrix(angles);
    const sum = wordSumOf(underControls(matrix, qubits.length, controls));
    this.#known.set(key, sum);
    return sum;
  }
}
