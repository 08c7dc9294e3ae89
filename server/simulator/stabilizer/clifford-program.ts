import type { Span } from '../../base/index.ts';
import {
  type Bindings,
  type Block,
  type Channel,
  type Circuit,
  type Expression,
  type GateInstruction,
  type NoiseModel,
  type UnitaryInstruction,
  blocksIn,
  controlledName,
  evaluate,
  expressionParameters,
  expressionVariables,
} from '../../circuit/index.ts';
import { layOut } from '../program/layout.ts';
import { type ProgramNoise, isFaultless, programNoise } from '../program/noise.ts';
import type { Program, Step } from '../program/step.ts';
import { type Code, GateCoder } from './gate-code.ts';
import type { NoiseSite } from './noise-site.ts';
import { pauliFormOf } from './pauli-form.ts';

/** A circuit of Clifford gates with bound parameters. */
export interface CliffordProgram extends Program {
  /** The elementary gates of each step that is a gate. */
  readonly codes: readonly (Code | undefined)[];
  /** The noise of each step that is a channel. */
  readonly sites: readonly (NoiseSite | undefined)[];
}

/** The first gate that keeps a circuit from the stabilizer method. */
export interface GateObstacle {
  /** The gate as a program would write it. */
  readonly gate: string;
  readonly span: Span;
}

/** Whether chance decides more than what measurements find. */
export function isNoisy({ sites, readout }: CliffordProgram): boolean {
  return sites.some((site) => site !== undefined) || readout.some((error) => !isFaultless(error));
}

/** Lays out a circuit that has no {@link obstacleIn} it, with noise that has no {@link channelObstacleIn} it. */
export function cliffordProgram(
  circuit: Circuit,
  bindings: Bindings,
  model: NoiseModel | undefined,
): CliffordProgram {
  const earlier = prepared.get(circuit);
  if (earlier?.model === model && earlier?.program.parameters.length === 0) return earlier.program;
  const program = freshProgram(circuit, bindings, model);
  prepared.set(circuit, { model, program });
  return program;
}

/** The last program of each circuit, which holds for the next run where the circuit has no parameters. */
const prepared = new WeakMap<
  Circuit,
  { readonly model: NoiseModel | undefined; readonly program: CliffordProgram }
>();

function freshProgram(circuit: Circuit, bindings: Bindings, model: NoiseModel | undefined): CliffordProgram {
  const coder = new GateCoder();
  const noise = model && programNoise(model, circuit.qubitCount, bindings);
  return codedProgram(circuit, bindings, (instruction, angles) => coder.codeOf(instruction, angles), noise);
}

/**
 * Lays out a circuit with the code of each gate.
 *
 * @param codeOf nothing for gates that the circuit must not have.
 */
export function codedProgram(
  circuit: Circuit,
  bindings: Bindings,
  codeOf: (instruction: GateInstruction | UnitaryInstruction, angles: readonly number[]) => Code | undefined,
  noise?: ProgramNoise,
): CliffordProgram {
  const program = layOut(circuit, bindings, false, noise);
  const codes = program.steps.map((step) => {
    if (step.kind !== 'gate') return undefined;
    const angles = anglesOf(step.instruction, bindings);
    const code = angles && codeOf(step.instruction, angles);
    if (code === undefined) throw new Error(`${controlledName(step.instruction)} has no code`);
    return code;
  });
  return { ...program, codes, sites: sitesOf(program.steps) };
}

function sitesOf(steps: readonly Step[]): readonly (NoiseSite | undefined)[] {
  const known = new Map<Channel, readonly number[] | undefined>();
  return steps.map((step) => {
    if (step.kind !== 'channel') return undefined;
    const { channel, qubits } = step;
    if (!known.has(channel)) known.set(channel, pauliFormOf(channel));
    const probabilities = known.get(channel);
    if (probabilities === undefined) throw new Error(`${channel.label} is no mixture of Pauli words`);
    return { qubits, probabilities };
  });
}

/**
 * The first gate in the circuit's text that is not a Clifford gate for certain.
 *
 * @param bindings nothing where the parameters are not known yet.
 */
export function obstacleIn(circuit: Circuit, bindings: Bindings | undefined): GateObstacle | undefined {
  const coder = new GateCoder();
  return obstacleInBlock(circuit.body, bindings, coder);
}

function obstacleInBlock(
  block: Block,
  bindings: Bindings | undefined,
  coder: GateCoder,
): GateObstacle | undefined {
  for (const instruction of block) {
    if (instruction.kind === 'gate' || instruction.kind === 'unitary') {
      const angles = anglesOf(instruction, bindings);
      if (angles === undefined || coder.shapeOf(instruction, angles) === undefined)
        return { gate: controlledName(instruction), span: instruction.span };
      continue;
    }
    for (const inner of blocksIn(instruction)) {
      const found = obstacleInBlock(inner, bindings, coder);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The angles of a gate, or nothing where some are not known: before the run, or before a measurement. */
export function anglesOf(
  instruction: GateInstruction | UnitaryInstruction,
  bindings: Bindings | undefined,
): readonly number[] | undefined {
  if (instruction.kind === 'unitary') return [];
  const { angles } = instruction;
  const known: number[] = [];
  for (const angle of angles) {
    const value = typeof angle === 'number' ? angle : angleOf(angle, bindings);
    if (value === undefined) return undefined;
    known.push(value);
  }
  return known;
}

/** An angle that hangs on no measurement, or nothing. */
function angleOf(angle: Expression, bindings: Bindings | undefined): number | undefined {
  if (expressionVariables(angle).length > 0) return undefined;
  if (bindings === undefined && expressionParameters(angle).length > 0) return undefined;
  const parameter = (place: number) => bindings?.[place] ?? 0;
  return Number(evaluate(angle, { parameter, variable: () => 0 }));
}
