import type { CancellationToken } from '../../base/index.ts';
import {
  type Angle,
  type Circuit,
  type CompileLevel,
  type CompiledCircuit,
  compiled,
  controlledName,
  qubitsIn,
} from '../../circuit/index.ts';
import { compileTarget } from '../compile-target.ts';
import type { Device } from '../device.ts';
import type { NativeProgram, NativeStep } from './native-step.ts';
import { type StraightInstruction, straightLine } from './straight-line.ts';

export interface NativeOptions {
  /** Of the compiler; 2 where nothing is said, as `qflow compile` has it. */
  readonly level?: CompileLevel;
  /** Whether the compiler tries one way only. */
  readonly isQuick?: boolean;
  readonly cancellation?: CancellationToken;
}

/**
 * A circuit as the compiler makes it for a device, as one line of steps.
 *
 * @throws {CompileError} where the circuit uses more qubits than the device joins
 * @throws {Cancelled} where the token asks for it
 */
export function nativeProgram(
  circuit: Circuit,
  device: Device,
  { level = 2, ...others }: NativeOptions = {},
): NativeProgram {
  const options = { level, seed: 0, ...others };
  return nativeSteps(compiled(circuit, compileTarget(device, circuit), options), device);
}

/** A compiled circuit as one line of the device's steps. */
export function nativeSteps(compilation: CompiledCircuit, device: Device): NativeProgram {
  const { circuit, initialLayout, finalPermutation, swaps } = compilation;
  const steps: NativeStep[] = [];
  for (const instruction of straightLine(circuit)) {
    const step = stepOf(instruction, device);
    if (step !== undefined) steps.push(step);
  }
  return {
    circuit,
    steps,
    layout: initialLayout,
    finalLayout: finalPermutation,
    swaps: swapsByStatement(swaps),
  };
}

export function swapsByStatement(swaps: CompiledCircuit['swaps']): NativeProgram['swaps'] {
  const places = new Map<NativeStep['span'], number>();
  for (const { span } of swaps) places.set(span, (places.get(span) ?? 0) + 1);
  return places;
}

/** Nothing for what takes no qubit. */
export function stepOf(instruction: StraightInstruction, device: Device): NativeStep | undefined {
  const { kind, span } = instruction;
  const qubits = qubitsIn(instruction);
  const [first = 0, second = 0] = qubits;
  switch (kind) {
    case 'measure':
    case 'reset':
      return { kind, qubits: [first], span };
    case 'barrier':
      return { kind, qubits, span };
    case 'delay': {
      const seconds = typeof instruction.duration === 'number' ? instruction.duration : 0;
      return { kind, seconds, qubits, span };
    }
    case 'unitary':
      throw new Error('a compiled circuit has gates of the device only');
    case 'gate': {
      if (qubits.length === 0) return undefined;
      const angles = instruction.angles.length === 0 ? noAngles : instruction.angles.map(knownAngle);
      const gate = entanglerName(controlledName(instruction), angles);
      if (qubits.length === 1) {
        const isVirtual = device.oneQubit.virtualZ && gate === 'rz';
        return { kind: 'one-qubit', gate, angles, qubits: [first], isVirtual, span };
      }
      const own = device.twoQubit.find((one) => one.gate === gate);
      if (own === undefined) throw new Error(`a compiled circuit has no ${gate}`);
      const [angle] = own.gate === 'rzz' || own.gate === 'rxx' ? angles : [];
      return {
        kind: 'two-qubit',
        gate: own.gate,
        ...(angle === undefined ? {} : { angle }),
        qubits: [first, second],
        span,
      };
    }
  }
}

/** Shared by the many gates without angles. */
const noAngles: readonly number[] = [];

/** What only the run knows is taken as one radian. */
function knownAngle(angle: Angle): number {
  return typeof angle === 'number' ? angle : 1;
}

/** The exchange interaction by π is iswap, and by half of it its root. */
function entanglerName(name: string, [angle = 0]: readonly number[]): string {
  if (name !== 'xy') return name;
  return angle > (3 * Math.PI) / 4 ? 'iswap' : 'siswap';
}
