import { once } from '../../base/index.ts';
import { type Circuit, type Instruction, blocksIn, isMeasurementTerminal } from '../../circuit/index.ts';
import type { Prospect } from '../method.ts';
import { type RecognisedPart, recognisedBody } from '../rotations/recognised.ts';
import { listingSeconds } from '../sampling/listing-seconds.ts';

/** Seconds; fitted to `node bench/simulator/forecast.ts`, all on one thread. */
const coefficients = {
  run: 1e-3,
  /** Planning and encoding. */
  gate: 12e-6,
  /** What preparing a rotation about a Pauli word takes beside a gate. */
  rotationGates: 0.05,
  /** For each amplitude: a gate of the table, a measured qubit, and a matrix on two qubits. */
  amplitude: { gate: 0.45e-9, measurement: 0.2e-9, pair: 5e-9, rotation: 1e-9 },
};

/** From so many paths on, runs that follow measured values share hardly any work. */
const mostPaths = 4096;

/** A forecast for the dense state, to some tens of percent for circuits that only measure at their end. */
export function denseSeconds(prospect: Prospect): number {
  const { circuit, options } = prospect;
  const { run, gate } = coefficients;
  const work = circuitWork(circuit);
  const evolution = run + work.gates * gate + 2 ** circuit.qubitCount * work.perAmplitude;
  const paths = work.isTerminal ? 1 : pathsOf(work.events, options.shots);
  return paths * evolution + listingSeconds(prospect);
}

const circuitWork = once((circuit: Circuit) => ({
  ...workOf(recognisedBody(circuit)),
  isTerminal: isMeasurementTerminal(circuit),
}));

interface Work {
  readonly gates: number;
  readonly events: number;
  /** Seconds for each amplitude. */
  readonly perAmplitude: number;
}

/** Loops that only the run can count are counted once. */
function workOf(block: readonly RecognisedPart[]): Work {
  let [gates, events, perAmplitude] = [0, 0, 0];
  for (const instruction of block) {
    if (instruction.kind === 'rotations') {
      gates += coefficients.rotationGates * instruction.rotations.length;
      perAmplitude += coefficients.amplitude.rotation;
      continue;
    }
    const isEvent = instruction.kind === 'measure' || instruction.kind === 'reset';
    if (isEvent) events++;
    if (instruction.kind === 'gate' || instruction.kind === 'unitary') gates++;
    perAmplitude += secondsOf(instruction);
    for (const inner of blocksIn(instruction).map(workOf)) {
      gates += inner.gates;
      events += inner.events;
      perAmplitude += inner.perAmplitude;
    }
  }
  return { gates, events, perAmplitude };
}

function secondsOf(instruction: Instruction): number {
  const { gate, measurement, pair } = coefficients.amplitude;
  switch (instruction.kind) {
    case 'gate':
      return gate;
    case 'unitary': {
      const size = instruction.matrix.length;
      return size <= 2 ? gate : (pair * size) / 4;
    }
    case 'measure':
    case 'reset':
      return measurement;
    default:
      return 0;
  }
}

/** The paths that a run follows: shots that share their outcomes share the work. */
function pathsOf(events: number, shots = mostPaths): number {
  return Math.max(1, Math.min(shots, mostPaths, 2 ** Math.min(events, 30)));
}
