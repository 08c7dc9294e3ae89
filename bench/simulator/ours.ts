import { type CompiledKernels, compiledKernels } from '../../server/simulator/native/library.ts';
import { fused } from '../../server/simulator/program/fusion.ts';
import { gateOperation, unitaryOperation } from '../../server/simulator/program/gate-operation.ts';
import type { Operation } from '../../server/simulator/program/operation.ts';
import { passes, shapeFor } from '../../server/simulator/program/passes.ts';
import { DenseState } from '../../server/simulator/state/dense-state.ts';
import type { Crew } from '../../server/simulator/state/state-memory.ts';
import type { Gate } from './circuits.ts';

/** Runs of a small circuit before it is timed, so that the host has compiled what it runs. */
const warmRuns = 20;

const span = { start: 0, end: 0 };
const plain: Workplace = { kernels: await compiledKernels() };

/** What runs a circuit: nothing but the kernels for the calling thread alone. */
export interface Workplace {
  readonly kernels: CompiledKernels;
  readonly crew?: Crew;
}

/** Our engine with one circuit. Planning is part of the time of every run. */
export class Ours {
  readonly passes: number;
  readonly #state: DenseState;
  readonly #operations: readonly Operation[];

  constructor(qubits: number, gates: readonly Gate[], { kernels, crew }: Workplace = plain) {
    this.#state = new DenseState(kernels, qubits, crew);
    this.#operations = gates.map(operationOf);
    this.passes = passes(fused(this.#operations), qubits, shapeFor(qubits, kernels.precision)).length;
    for (let warm = 0; warm < (qubits > 16 ? 1 : warmRuns); warm++) this.run();
  }

  /** Milliseconds of one run. */
  run(): number {
    this.#state.prepare();
    const start = performance.now();
    this.#state.run(this.#operations);
    return performance.now() - start;
  }

  /** Milliseconds of one run and of drawing so many measurements of all qubits. */
  sample(shots: number): number {
    const uniforms = Float64Array.from({ length: shots }, (_, shot) => (shot + 0.5) / shots);
    const taken = this.run();
    const start = performance.now();
    this.#state.sample(uniforms);
    return taken + performance.now() - start;
  }

  /** Milliseconds to multiply the state in place by a number: the least that a pass can take. */
  scale(): number {
    const start = performance.now();
    this.#state.apply({ kind: 'phase', mask: 0, values: 0, re: 0, im: 1 });
    return performance.now() - start;
  }
}

export function operationOf(gate: Gate): Operation {
  if (gate.name === 'unitary') {
    const { qubits, matrix } = gate;
    return unitaryOperation({ kind: 'unitary', label: 'u', matrix, qubits, controls: [], span });
  }
  const controlled = { cx: 'x', cz: 'z', mcz: 'z', cp: 'p' } as const;
  const isControlled = gate.name in controlled;
  const name = isControlled ? controlled[gate.name as keyof typeof controlled] : gate.name;
  const controls = isControlled ? gate.qubits.slice(0, -1) : [];
  const angles = 'angle' in gate ? [gate.angle] : [];
  return gateOperation(
    {
      kind: 'gate',
      gate: name,
      angles,
      qubits: isControlled ? gate.qubits.slice(-1) : gate.qubits,
      controls: controls.map((qubit) => ({ qubit, state: 1 as const })),
      span,
    },
    angles,
  );
}
