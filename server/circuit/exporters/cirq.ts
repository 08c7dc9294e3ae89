import type { Diagnosed } from '../../base/index.ts';
import type { Circuit, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import { type Guarded, bitName, guardedSteps } from './guarded.ts';
import { type PythonGates, PythonSource, matrixText, program, wholeUnitary } from './python.ts';
import { exported } from './refusal.ts';
import type { Guard } from './truth-table.ts';

const target = 'Cirq';

function on(gate: string): PythonGates[string] {
  return (_angles, qubits) => `cirq.${gate}(${qubits.join(', ')})`;
}

function rotation(gate: string): PythonGates[string] {
  return ([angle = ''], qubits) => `cirq.${gate}(${angle})(${qubits.join(', ')})`;
}

/** e^{iθ/2} times a rotation, which Cirq writes as a power: with a shift of -1/2 the phase is gone. */
function interaction(gate: string): PythonGates[string] {
  return ([angle = ''], qubits) =>
    `cirq.${gate}(exponent=${angle} / math.pi, global_shift=-0.5)(${qubits.join(', ')})`;
}

const native: PythonGates = {
  id: on('I'),
  x: on('X'),
  y: on('Y'),
  z: on('Z'),
  h: on('H'),
  s: on('S'),
  t: on('T'),
  sdg: (_angles, [qubit = '']) => `(cirq.S**-1)(${qubit})`,
  tdg: (_angles, [qubit = '']) => `(cirq.T**-1)(${qubit})`,
  sx: (_angles, [qubit = '']) => `(cirq.X**0.5)(${qubit})`,
  sxdg: (_angles, [qubit = '']) => `(cirq.X**-0.5)(${qubit})`,
  p: ([angle = ''], [qubit = '']) => `cirq.ZPowGate(exponent=${angle} / math.pi)(${qubit})`,
  rx: rotation('rx'),
  ry: rotation('ry'),
  rz: rotation('rz'),
  swap: on('SWAP'),
  rxx: interaction('XXPowGate'),
  ryy: interaction('YYPowGate'),
  rzz: interaction('ZZPowGate'),
  gphase: ([angle = '']) => `cirq.global_phase_operation(np.exp(1j * (${angle})))`,
};

/** A circuit as a Cirq program: every bit of a result is the measurement key of its name, such as `c[0]`. */
export function exportCirq(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

class Writer {
  readonly #source: PythonSource;

  constructor(circuit: Circuit) {
    this.#source = new PythonSource(target, circuit, ['cirq', 'sympy', 'qubits', 'circuit']);
  }

  program(): string {
    const { circuit, names } = this.#source;
    const registers = circuit.registers.flatMap(({ offset, size }, place) =>
      size === 0 ? [] : [`${names.registers[place] ?? ''} = qubits[${offset}:${offset + size}]`],
    );
    const steps = guardedSteps(circuit, target).flatMap((step) => this.#step(step));
    const body = [
      `qubits = cirq.LineQubit.range(${circuit.qubitCount})`,
      ...registers,
      'circuit = cirq.Circuit()',
      ...steps.map((step) => `circuit.append(${step})`),
      'return circuit',
    ];
    const usesSymbols = steps.some((step) => step.includes('sympy.'));
    return program(['import cirq', ...(usesSymbols ? ['import sympy'] : [])], this.#source.head(), body);
  }

  #step(step: Guarded): readonly string[] {
    switch (step.kind) {
      case 'gates':
        return step.guards.flatMap((guard) =>
          step.steps
            .flatMap((gate) => this.#operations(gate))
            .map((operation) => this.#under(operation, guard)),
        );
      case 'measure': {
        const { circuit, names } = this.#source;
        const key = step.bit === undefined ? 'discarded' : bitName(circuit, names.variables, step.bit);
        return [`cirq.measure(${this.#source.qubit(step.qubit)}, key="${key}")`];
      }
      case 'reset':
        return [`cirq.reset(${this.#source.qubit(step.qubit)})`];
      case 'barrier':
        // Operations of one moment commute, and nothing here moves operations: there is nothing to keep apart.
        return [];
    }
  }

  #operations(step: GateInstruction | UnitaryInstruction): readonly string[] {
    if (step.kind === 'unitary') {
      const { matrix, qubits } = wholeUnitary(step);
      return [`cirq.MatrixGate(${matrixText(matrix)})(${this.#source.list(qubits.toReversed())})`];
    }
    return this.#source.steps(step, native).map((gate) => {
      const operation = this.#source.call(gate, native);
      if (gate.controls.length === 0) return operation;
      const controls = this.#source.list(gate.controls.map(({ qubit }) => qubit));
      const isPlain = gate.controls.every(({ state }) => state === 1);
      const values = isPlain
        ? ''
        : `, control_values=[${gate.controls.map(({ state }) => state).join(', ')}]`;
      return `${operation}.controlled_by(${controls}${values})`;
    });
  }

  #under(operation: string, guard: Guard): string {
    if (guard.length === 0) return operation;
    const { circuit, names } = this.#source;
    const conditions = guard.map(
      (bit) => `sympy.Eq(sympy.Symbol("${bitName(circuit, names.variables, bit)}"), ${bit.value})`,
    );
    return `${operation}.with_classical_controls(${conditions.join(', ')})`;
  }
}
