import type { Span } from '../../base/index.ts';
import {
  type Angle,
  type Circuit,
  type Entangler,
  type Instruction,
  type NativeOutput,
  compileInto,
} from '../../circuit/index.ts';
import { compileTarget } from '../compile-target.ts';
import type { Device } from '../device.ts';
import { type NativeOptions, nativeProgram, stepOf, swapsByStatement } from '../native/native-program.ts';
import type { NativeProgram } from '../native/native-step.ts';
import { Straightener } from '../native/straight-line.ts';
import { type Estimate, StepTally } from './estimate.ts';

/** What is told of a circuit on a device. */
export interface Forecast {
  readonly estimate: Estimate;
  /** Steps without barriers. */
  readonly operations: number;
  readonly swaps: NativeProgram['swaps'];
}

export interface ForecastOptions extends NativeOptions {
  readonly shots: number;
  readonly circuits?: number;
}

/**
 * Of a circuit as the compiler makes it. The quick way makes no circuit: its gates are counted as they come, since keeping
 * them takes longer than making them.
 *
 * @throws {CompileError} where the circuit uses more qubits than the device joins
 * @throws {Cancelled} where the token asks for it
 */
export function forecast(circuit: Circuit, device: Device, options: ForecastOptions): Forecast {
  if (options.isQuick !== true) return forecastOf(nativeProgram(circuit, device, options), device, options);
  const { level = 2, shots, circuits, cancellation } = options;
  const counter = new StepCounter(device);
  const made = compileInto(counter, circuit, compileTarget(device, circuit), {
    level,
    seed: 0,
    ...(cancellation === undefined ? {} : { cancellation }),
  });
  return forecastBy(counter.tally, swapsByStatement(made.swaps), { shots, circuits });
}

/** Of a circuit that is in the device's gates already. */
export function forecastOf(
  { steps, swaps }: NativeProgram,
  device: Device,
  job: Pick<ForecastOptions, 'shots' | 'circuits'>,
): Forecast {
  const tally = new StepTally(device);
  for (const step of steps) tally.add(step);
  return forecastBy(tally, swaps, job);
}

function forecastBy(
  tally: StepTally,
  swaps: NativeProgram['swaps'],
  { shots, circuits }: { readonly shots: number; readonly circuits?: number | undefined },
): Forecast {
  return { estimate: tally.estimate(swaps, shots, circuits), operations: tally.operations, swaps };
}

/** Counts native gates as they are written. */
class StepCounter implements NativeOutput {
  readonly tally: StepTally;
  readonly #device: Device;
  readonly #straightener: Straightener;

  constructor(device: Device) {
    this.#device = device;
    this.tally = new StepTally(device);
    this.#straightener = new Straightener((instruction) => {
      const step = stepOf(instruction, device);
      if (step !== undefined) this.tally.add(step);
    });
  }

  turn(gate: string, _: readonly Angle[], qubit: number, span: Span): void {
    const isVirtual = this.#device.oneQubit.virtualZ && gate === 'rz';
    this.tally.add({ kind: 'one-qubit', gate, angles: [], qubits: [qubit], isVirtual, span });
  }

  entangler(gate: Entangler, qubits: readonly [number, number], _: Angle | undefined, span: Span): void {
    this.tally.add({ kind: 'two-qubit', gate, qubits, span });
  }

  other(instruction: Instruction): void {
    this.#straightener.add(instruction);
  }
}
