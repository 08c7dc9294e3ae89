import type { Diagnosed } from '../../base/index.ts';
import type { Circuit, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import { isMeasurementTerminal } from '../statistics.ts';
import { type Guarded, guardedSteps } from './guarded.ts';
import { type PythonGates, PythonSource, indented, matrixText, program, wholeUnitary } from './python.ts';
import { exported } from './refusal.ts';
import type { BitPlace, Guard } from './truth-table.ts';

const target = 'PennyLane';

function on(gate: string): PythonGates[string] {
  return (angles, qubits) => {
    const wires = qubits.length === 1 ? (qubits[0] ?? '') : `[${qubits.join(', ')}]`;
    return `qml.${gate}(${[...angles, `wires=${wires}`].join(', ')})`;
  };
}

function adjoint(gate: string): PythonGates[string] {
  return (_angles, [qubit = '']) => `qml.adjoint(qml.${gate}(wires=${qubit}))`;
}

const native: PythonGates = {
  id: on('Identity'),
  x: on('PauliX'),
  y: on('PauliY'),
  z: on('PauliZ'),
  h: on('Hadamard'),
  s: on('S'),
  sdg: adjoint('S'),
  t: on('T'),
  tdg: adjoint('T'),
  sx: on('SX'),
  sxdg: adjoint('SX'),
  p: on('PhaseShift'),
  rx: on('RX'),
  ry: on('RY'),
  rz: on('RZ'),
  swap: on('SWAP'),
  rxx: on('IsingXX'),
  ryy: on('IsingYY'),
  rzz: on('IsingZZ'),
  gphase: ([angle = '']) => `qml.GlobalPhase(-(${angle}))`,
};

/**
 * A circuit as a PennyLane QNode. It returns the probabilities of its results, or its state where it measures nothing.
 * Wires are the numbers of the qubits; in PennyLane the first of a list is the most significant.
 */
export function exportPennylane(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

class Writer {
  readonly #source: PythonSource;
  readonly #circuit: Circuit;
  /** The Python variable of each measured bit's last outcome, or its qubit where nothing follows a measurement. */
  readonly #outcomes = new Map<string, string>();
  readonly #isTerminal: boolean;

  constructor(circuit: Circuit) {
    this.#circuit = circuit;
    this.#source = new PythonSource(target, circuit, ['qml', 'device']);
    const targets = circuit.body.flatMap((step) => (step.kind === 'measure' ? [step.target] : []));
    const bits = targets.map((bit) => (typeof bit?.index === 'number' ? `${bit.variable} ${bit.index}` : ''));
    this.#isTerminal =
      isMeasurementTerminal(circuit) && !bits.includes('') && new Set(bits).size === bits.length;
  }

  program(): string {
    const steps = guardedSteps(this.#circuit, target).flatMap((step) => this.#step(step));
    const inner = [...steps, this.#result()];
    const body = [
      ...this.#source.numberedRegisters(),
      // Measurements in the middle take wires of their own, whose number the device then finds out itself.
      `device = qml.device("default.qubit"${this.#isTerminal ? `, wires=${this.#circuit.qubitCount}` : ''})`,
      '',
      '@qml.qnode(device)',
      'def circuit():',
      ...indented(inner),
      '',
      'return circuit',
    ];
    return program(['import pennylane as qml'], this.#source.head(), body);
  }

  /** The results, the last declared variable and its highest bit first, as counts are keyed. */
  #result(): string {
    const bits = this.#circuit.variables
      .flatMap(({ isOutput, type }, variable) =>
        isOutput && type.kind === 'bit'
          ? Array.from({ length: type.width ?? 1 }, (_, index) => this.#outcomes.get(`${variable} ${index}`))
          : [],
      )
      .filter((outcome) => outcome !== undefined)
      .toReversed();
    if (bits.length === 0) return 'return qml.state()';
    return this.#isTerminal
      ? `return qml.probs(wires=[${bits.join(', ')}])`
      : `return qml.probs(op=[${bits.join(', ')}])`;
  }

  #step(step: Guarded): readonly string[] {
    switch (step.kind) {
      case 'gates':
        return this.#gates(step);
      case 'measure':
        return this.#measure(step);
      case 'reset':
        return [`qml.measure(${this.#source.qubit(step.qubit)}, reset=True)`];
      case 'barrier':
        return [`qml.Barrier(wires=[${this.#source.list(step.qubits)}])`];
    }
  }

  #measure({ qubit, bit }: Extract<Guarded, { kind: 'measure' }>): readonly string[] {
    const wire = this.#source.qubit(qubit);
    if (bit === undefined) return [`qml.measure(${wire})`];
    const key = `${bit.variable} ${bit.index}`;
    if (this.#isTerminal) {
      this.#outcomes.set(key, wire);
      return [];
    }
    const name = this.#source.names.fresh(`${this.#source.names.variables[bit.variable] ?? ''}_${bit.index}`);
    this.#outcomes.set(key, name);
    return [`${name} = qml.measure(${wire})`];
  }

  #gates({ steps, guards }: Extract<Guarded, { kind: 'gates' }>): readonly string[] {
    const lines = steps.flatMap((step) => this.#operations(step));
    if (guards.some((guard) => guard.length === 0) || lines.length === 0) return lines;
    const name = this.#source.names.fresh('then');
    const condition = guards.map((guard) => this.#condition(guard)).join(' | ');
    return [`def ${name}():`, ...indented(lines), `qml.cond(${condition}, ${name})()`];
  }

  #condition(guard: Guard): string {
    const parts = guard.map((bit) => `(${this.#outcome(bit)} == ${bit.value})`);
    return parts.length === 1 ? parts.join('') : `(${parts.join(' & ')})`;
  }

  #outcome({ variable, index }: BitPlace): string {
    return this.#outcomes.get(`${variable} ${index}`) ?? '';
  }

  #operations(step: GateInstruction | UnitaryInstruction): readonly string[] {
    if (step.kind === 'unitary') {
      const { matrix, qubits } = wholeUnitary(step);
      return [`qml.QubitUnitary(${matrixText(matrix)}, wires=[${this.#source.list(qubits.toReversed())}])`];
    }
    return this.#source.steps(step, native).map((gate) => {
      const operation = this.#source.call(gate, native);
      if (gate.controls.length === 0) return operation;
      const controls = this.#source.list(gate.controls.map(({ qubit }) => qubit));
      const values = gate.controls.map(({ state }) => state).join(', ');
      return `qml.ctrl(${operation}, control=[${controls}], control_values=[${values}])`;
    });
  }
}
