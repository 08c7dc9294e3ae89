import { type Diagnosed, type Span, widthOf } from '../../base/index.ts';
import type { Circuit, GateInstruction, UnitaryInstruction, Variable } from '../circuit.ts';
import { type Simple, type Structured, structured } from './jumps.ts';
import { type PythonGates, PythonSource, indented, matrixText, program, wholeUnitary } from './python.ts';
import { boolText, unsignedText } from './qiskit-expression.ts';
import { exported, refuse } from './refusal.ts';

const target = 'Qiskit';

/** Classes of the circuit library; a method of the circuit has the gate's own name. */
const classes: Readonly<Record<string, string>> = {
  id: 'IGate',
  x: 'XGate',
  y: 'YGate',
  z: 'ZGate',
  h: 'HGate',
  s: 'SGate',
  sdg: 'SdgGate',
  t: 'TGate',
  tdg: 'TdgGate',
  sx: 'SXGate',
  sxdg: 'SXdgGate',
  p: 'PhaseGate',
  rx: 'RXGate',
  ry: 'RYGate',
  rz: 'RZGate',
  swap: 'SwapGate',
  rxx: 'RXXGate',
  ryy: 'RYYGate',
  rzz: 'RZZGate',
  rzx: 'RZXGate',
};

const native: PythonGates = {
  ...Object.fromEntries(
    Object.keys(classes).map((name) => [
      name,
      (angles: readonly string[], qubits: readonly string[]) =>
        `circuit.${name}(${[...angles, ...qubits].join(', ')})`,
    ]),
  ),
  gphase: ([angle = '']) => `circuit.append(GlobalPhaseGate(${angle}), [])`,
};

/** Methods of a circuit for gates under controls on 1. */
const methods: Readonly<Record<string, string>> = {
  '1 x': 'cx',
  '1 y': 'cy',
  '1 z': 'cz',
  '1 h': 'ch',
  '1 p': 'cp',
  '1 rx': 'crx',
  '1 ry': 'cry',
  '1 rz': 'crz',
  '1 swap': 'cswap',
  '2 x': 'ccx',
};

/** A circuit as a Qiskit program, with its control flow; classical variables are registers or variables of Qiskit. */
export function exportQiskit(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

class Writer {
  readonly #source: PythonSource;
  readonly #circuit: Circuit;
  readonly #classes = new Set<string>();
  readonly #flags = new Map<number, string>();
  #discarded: string | undefined;

  constructor(circuit: Circuit) {
    this.#circuit = circuit;
    const own = [
      'QuantumCircuit',
      'QuantumRegister',
      'ClassicalRegister',
      'UnitaryGate',
      'GlobalPhaseGate',
      'expr',
      'types',
    ];
    this.#source = new PythonSource(target, circuit, [...own, ...Object.values(classes)]);
  }

  program(): string {
    const nodes = trimmed(structured(this.#circuit.body));
    const steps = nodes.flatMap((node) => this.#node(node));
    const body = [...this.#declarations(), ...steps, 'return circuit'];
    const text = body.join('\n');
    const library = [...this.#classes].toSorted().join(', ');
    const imports = [
      'from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister',
      ...(/\b(expr|types)\./.test(text) ? ['from qiskit.circuit.classical import expr, types'] : []),
      ...(library === '' ? [] : [`from qiskit.circuit.library import ${library}`]),
    ];
    return program(imports, this.#source.head(), body);
  }

  // ------------------------------------------------------------------------------------------------- declarations

  #declarations(): readonly string[] {
    const { registers, variables, name } = this.#circuit;
    const quantum = registers.flatMap(({ size }, place) =>
      size === 0 ? [] : [{ name: this.#source.names.registers[place] ?? '', size }],
    );
    const bits = variables.flatMap(({ type }, place) =>
      type.kind === 'bit' ? [{ name: this.#source.names.variables[place] ?? '', size: widthOf(type) }] : [],
    );
    if (this.#discarded !== undefined) bits.push({ name: this.#discarded, size: 1 });
    const all = [...quantum, ...bits].map((register) => register.name);
    return [
      ...quantum.map(
        (register) => `${register.name} = QuantumRegister(${register.size}, "${register.name}")`,
      ),
      ...bits.map((register) => `${register.name} = ClassicalRegister(${register.size}, "${register.name}")`),
      `circuit = QuantumCircuit(${[...all, `name="${name}"`].join(', ')})`,
      ...variables.flatMap((variable, place) =>
        this.#variable(variable, this.#source.names.variables[place] ?? ''),
      ),
      ...[...this.#flags.values()].map((flag) => `${flag} = circuit.add_var("${flag}", expr.lift(False))`),
    ];
  }

  #variable({ name: own, type, initial, isOutput, span }: Variable, name: string): readonly string[] {
    if (type.kind === 'bit')
      return initial === undefined ? [] : refuse(target, `the value that ${own} starts with`, span);
    if (isOutput) return refuse(target, `${own}, a result that is no register of bits`, span);
    if (type.kind === 'bool')
      return [`${name} = circuit.add_var("${name}", expr.lift(${initial === true ? 'True' : 'False'}))`];
    if (type.kind !== 'uint') return refuse(target, `${own}, a variable of type ${type.kind}`, span);
    const value = typeof initial === 'bigint' ? initial : 0n;
    return [`${name} = circuit.add_var("${name}", expr.lift(${value}, types.Uint(${widthOf(type)})))`];
  }

  // --------------------------------------------------------------------------------------------------- statements

  #node(node: Structured): readonly string[] {
    switch (node.kind) {
      case 'if':
        return this.#if(node);
      case 'loop': {
        const { condition, span } = node;
        const head =
          condition === undefined ? 'for_loop(range(1))' : `while_loop(${this.#condition(condition, span)})`;
        return [`with circuit.${head}:`, ...this.#inside(node.body)];
      }
      case 'jump':
        return [`circuit.${node.jump}_loop()`];
      case 'raise':
        return [`circuit.store(${this.#flag(node.label)}, expr.lift(True))`];
      case 'clear':
        return [`circuit.store(${this.#flag(node.label)}, expr.lift(False))`];
      case 'escape':
        return [`with circuit.if_test(${this.#flag(node.label)}):`, `    circuit.${node.jump}_loop()`];
      default:
        return this.#simple(node);
    }
  }

  #if({ condition, then, otherwise, span }: Extract<Structured, { kind: 'if' }>): readonly string[] {
    const test = `with circuit.if_test(${this.#condition(condition, span)})`;
    if (otherwise.length === 0) return [`${test}:`, ...this.#inside(then)];
    const name = this.#source.names.fresh('otherwise');
    return [`${test} as ${name}:`, ...this.#inside(then), `with ${name}:`, ...this.#inside(otherwise)];
  }

  #inside(nodes: readonly Structured[]): readonly string[] {
    const lines = nodes.flatMap((node) => this.#node(node));
    return indented(lines.length === 0 ? ['pass'] : lines);
  }

  #condition(condition: Parameters<typeof boolText>[0], span: Span): string {
    return boolText(condition, { circuit: this.#circuit, names: this.#source.names, span });
  }

  #flag(label: number): string {
    const known = this.#flags.get(label) ?? this.#source.names.fresh(`leave_${label}`);
    this.#flags.set(label, known);
    return known;
  }

  #simple(instruction: Simple): readonly string[] {
    const { span } = instruction;
    switch (instruction.kind) {
      case 'gate':
        return this.#gate(instruction);
      case 'unitary':
        return this.#unitary(instruction);
      case 'measure':
        return [`circuit.measure(${this.#source.qubit(instruction.qubit)}, ${this.#bit(instruction)})`];
      case 'reset':
        return [`circuit.reset(${this.#source.qubit(instruction.qubit)})`];
      case 'barrier':
        return [`circuit.barrier(${this.#source.list(instruction.qubits)})`];
      case 'delay': {
        const { duration, qubits } = instruction;
        if (typeof duration !== 'number') return refuse(target, 'a delay that only the run knows', span);
        return qubits.map((qubit) => `circuit.delay(${duration}, ${this.#source.qubit(qubit)}, unit="s")`);
      }
      case 'assign':
        return [this.#assign(instruction)];
      case 'end':
        return refuse(target, 'end on a condition', span);
    }
  }

  #bit({ target: bit, span }: Extract<Simple, { kind: 'measure' }>): string {
    if (bit === undefined) {
      this.#discarded ??= this.#source.names.fresh('discarded');
      return `${this.#discarded}[0]`;
    }
    if (typeof bit.index !== 'number') return refuse(target, 'a bit that only the run chooses', span);
    return `${this.#source.names.variables[bit.variable] ?? ''}[${bit.index}]`;
  }

  #assign({ variable, index, value, span }: Extract<Simple, { kind: 'assign' }>): string {
    const context = { circuit: this.#circuit, names: this.#source.names, span };
    const name = this.#source.names.variables[variable] ?? '';
    const type = this.#circuit.variables[variable]?.type ?? { kind: 'bit' };
    const [place, ...others] = index ?? [];
    if (place !== undefined) {
      if (type.kind !== 'bit' || place.kind !== 'literal' || others.length > 0)
        return refuse(target, 'an assignment to an element', span);
      return `circuit.store(${name}[${Number(place.value)}], ${this.#condition(value, span)})`;
    }
    if (type.kind === 'bool') return `circuit.store(${name}, ${boolText(value, context)})`;
    if (type.kind === 'bit' && type.width === undefined)
      return `circuit.store(${name}[0], ${boolText(value, context)})`;
    return `circuit.store(${name}, ${unsignedText(value, widthOf(type), context)})`;
  }

  // -------------------------------------------------------------------------------------------------------- gates

  #gate(instruction: GateInstruction): readonly string[] {
    return this.#source.steps(instruction, native).map((step) => this.#call(step));
  }

  #call(step: GateInstruction): string {
    const { gate, angles, qubits, controls, span } = step;
    if (gate === 'gphase') this.#classes.add('GlobalPhaseGate');
    if (controls.length === 0) return this.#source.call(step, native);
    const texts = angles.map((angle) => this.#source.angle(angle, span));
    const operands = this.#source.list([...controls.map(({ qubit }) => qubit), ...qubits]);
    const method = controls.every(({ state }) => state === 1)
      ? methods[`${controls.length} ${gate}`]
      : undefined;
    if (method !== undefined) return `circuit.${method}(${[...texts, operands].join(', ')})`;
    const name = classes[gate] ?? '';
    this.#classes.add(name);
    const states = controls
      .map(({ state }) => state)
      .toReversed()
      .join('');
    return `circuit.append(${name}(${texts.join(', ')}).control(${controls.length}, ctrl_state="${states}"), [${operands}])`;
  }

  #unitary(instruction: UnitaryInstruction): readonly string[] {
    const { matrix, qubits } = wholeUnitary(instruction);
    this.#classes.add('UnitaryGate');
    return [`circuit.append(UnitaryGate(${matrixText(matrix)}), [${this.#source.list(qubits)}])`];
  }
}

/** Without an `end` that ends nothing any more. */
function trimmed(nodes: readonly Structured[]): readonly Structured[] {
  return nodes.at(-1)?.kind === 'end' ? nodes.slice(0, -1) : nodes;
}
