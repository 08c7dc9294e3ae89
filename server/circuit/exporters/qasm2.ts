import { type Diagnosed, type Span, widthOf } from '../../base/index.ts';
import { gates } from '../../library/index.ts';
import type { Angle, Circuit, GateInstruction, Instruction, UnitaryInstruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { eulerSteps } from '../synthesis/euler.ts';
import { type NameRules, type Names, namesFor, qubitNames } from './names.ts';
import { realText } from './numbers.ts';
import { exported, refuse, refuseParameter, refuseUnitary } from './refusal.ts';
import { expanded } from './rewrites.ts';
import { truthTable } from './truth-table.ts';

const target = 'OpenQASM 2';

/** Spellings of qelib1.inc by the number of controls and the primitive gate. */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...Object.fromEntries(
      [
        'id',
        'x',
        'y',
        'z',
        'h',
        's',
        'sdg',
        't',
        'tdg',
        'rx',
        'ry',
        'rz',
        'u3',
        'sx',
        'sxdg',
        'swap',
        'rxx',
        'rzz',
      ].map((name) => [`0 ${name}`, name]),
    ),
    '0 p': 'u1',
    '1 x': 'cx',
    '1 y': 'cy',
    '1 z': 'cz',
    '1 h': 'ch',
    '1 p': 'cu1',
    '1 rx': 'crx',
    '1 ry': 'cry',
    '1 rz': 'crz',
    '1 swap': 'cswap',
    '2 x': 'ccx',
  }),
);

const rules: NameRules = {
  legal: /^[a-z][A-Za-z0-9_]*$/,
  illegal: /[^A-Za-z0-9_]/g,
  prefix: 'r_',
  // prettier-ignore
  reserved: new Set([
    'OPENQASM', 'include', 'qreg', 'creg', 'gate', 'opaque', 'if', 'measure', 'reset', 'barrier', 'pi', 'sin', 'cos',
    'tan', 'exp', 'ln', 'sqrt', ...gates.map(({ name }) => name),
  ]),
};

/** A circuit as an OpenQASM 2 program with qelib1.inc. The language has no global phase, so that is left out. */
export function exportQasm2(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

/** A register and the values of it for which a statement runs. */
interface Condition {
  readonly variable: number;
  readonly values: readonly number[];
}

class Writer {
  readonly #circuit: Circuit;
  readonly #names: Names;
  readonly #qubits: readonly string[];
  readonly #defined = new Map<string, string>();
  #discarded: string | undefined;

  constructor(circuit: Circuit) {
    this.#circuit = circuit;
    this.#names = namesFor(circuit, rules);
    this.#qubits = qubitNames(circuit, this.#names, (name, index) => `${name}[${index}]`);
  }

  program(): string {
    this.#checkParameters();
    const body = this.#block(this.#circuit.body, undefined);
    const sections = [
      ['OPENQASM 2.0;', 'include "qelib1.inc";'],
      [...this.#defined.values()],
      this.#declarations(),
      body,
    ];
    const written = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
    return `${written.join('\n\n')}\n`;
  }

  #checkParameters(): void {
    const [first] = this.#circuit.parameters;
    if (first !== undefined) refuseParameter(target, first.name, first.span);
  }

  #declarations(): readonly string[] {
    const { registers, variables } = this.#circuit;
    const qregs = registers.flatMap(({ size }, place) =>
      size === 0 ? [] : [`qreg ${this.#names.registers[place] ?? ''}[${size}];`],
    );
    const cregs = variables.map(({ name, type, initial, span }, place) => {
      if (type.kind !== 'bit') return refuse(target, `${name}, a variable that is no register of bits`, span);
      if (initial !== undefined) return refuse(target, `the value that ${name} starts with`, span);
      return `creg ${this.#names.variables[place] ?? ''}[${widthOf(type)}];`;
    });
    const discarded = this.#discarded === undefined ? [] : [`creg ${this.#discarded}[1];`];
    return [...qregs, ...cregs, ...discarded];
  }

  // --------------------------------------------------------------------------------------------------- statements

  #block(block: readonly Instruction[], condition: Condition | undefined): readonly string[] {
    return block.flatMap((instruction) => {
      if (instruction.kind === 'if') return this.#if(instruction, condition);
      const lines = this.#statement(instruction, condition);
      if (condition === undefined) return lines;
      const name = this.#names.variables[condition.variable] ?? '';
      return condition.values.flatMap((value) => lines.map((line) => `if(${name}==${value}) ${line}`));
    });
  }

  #if(instruction: Extract<Instruction, { kind: 'if' }>, outer: Condition | undefined): readonly string[] {
    const { condition, then, otherwise, span } = instruction;
    const { variable, values } = this.#valuesFor(condition, outer, span);
    const allowed = (wanted: boolean): Condition => ({
      variable,
      values: values.flatMap((holds, value) =>
        holds === wanted && outer?.values.includes(value) !== false ? [value] : [],
      ),
    });
    return [...this.#block(then, allowed(true)), ...this.#block(otherwise, allowed(false))];
  }

  #valuesFor(condition: Expression, outer: Condition | undefined, span: Span) {
    const table = truthTable(this.#circuit, condition);
    const [first] = table?.bits ?? [];
    if (table === undefined || first === undefined)
      return refuse(target, 'a condition on anything but one register of at most eight bits', span);
    const isOne = table.bits.every(({ variable }) => variable === first.variable);
    if (!isOne || (outer !== undefined && outer.variable !== first.variable))
      return refuse(target, 'a condition on more than one register', span);
    return { variable: first.variable, values: table.holds };
  }

  #statement(instruction: Instruction, condition: Condition | undefined): readonly string[] {
    const { span } = instruction;
    switch (instruction.kind) {
      case 'gate':
        return this.#gate(instruction);
      case 'unitary':
        return this.#unitary(instruction);
      case 'measure':
        return [this.#measure(instruction, condition)];
      case 'reset':
        return [`reset ${this.#qubit(instruction.qubit)};`];
      case 'barrier':
        return [`barrier ${instruction.qubits.map((qubit) => this.#qubit(qubit)).join(', ')};`];
      case 'delay':
        return refuse(target, 'a delay', span);
      case 'assign':
        return refuse(target, 'an assignment', span);
      case 'while':
        return refuse(target, 'a loop whose end depends on measurements', span);
      case 'end':
        return refuse(target, 'end on a condition', span);
      default:
        return refuse(target, 'a jump that depends on measurements', span);
    }
  }

  #measure(instruction: Extract<Instruction, { kind: 'measure' }>, condition: Condition | undefined): string {
    const { qubit, target: bit, span } = instruction;
    if (bit === undefined) {
      this.#discarded ??= this.#names.fresh('discarded');
      return `measure ${this.#qubit(qubit)} -> ${this.#discarded}[0];`;
    }
    if (typeof bit.index !== 'number') return refuse(target, 'a bit that only the run chooses', span);
    if (bit.variable === condition?.variable)
      return refuse(target, 'a measurement into the register that decides about it', span);
    return `measure ${this.#qubit(qubit)} -> ${this.#names.variables[bit.variable] ?? ''}[${bit.index}];`;
  }

  #qubit(qubit: number): string {
    return this.#qubits[qubit] ?? '';
  }

  // -------------------------------------------------------------------------------------------------------- gates

  #gate(instruction: GateInstruction): readonly string[] {
    const steps = expanded(instruction, isNative);
    if (steps === undefined) return refuse(target, `the gate ${instruction.gate}`, instruction.span);
    return steps.filter(({ gate }) => gate !== 'gphase').map((step) => this.#call(step));
  }

  #unitary(instruction: UnitaryInstruction): readonly string[] {
    const { qubits, label, span } = instruction;
    if (qubits.length !== 1) return refuseUnitary(target, label, qubits.length, span);
    return eulerSteps(instruction).flatMap((step) => this.#gate(step));
  }

  #call({ gate, angles, qubits, controls, span }: GateInstruction): string {
    const name = spellings.get(`${controls.length} ${gate}`) ?? this.#manyControlled(gate, controls.length);
    const texts = angles.map((angle) => numberText(angle, span)).join(',');
    const operands = [...controls.map(({ qubit }) => qubit), ...qubits].map((qubit) => this.#qubit(qubit));
    return `${name}${texts === '' ? '' : `(${texts})`} ${operands.join(',')};`;
  }

  /** The name of `x` or `p` under many controls; the program defines it, after those that its definition uses. */
  #manyControlled(gate: string, controls: number): string {
    const known = spellings.get(`${controls} ${gate}`);
    if (known !== undefined) return known;
    const key = `${gate === 'x' ? 'mcx' : 'mcp'}_${controls}`;
    if (this.#defined.has(key)) return key;
    const text = gate === 'x' ? this.#manyX(key, controls) : this.#manyPhase(key, controls);
    this.#defined.set(key, text);
    return key;
  }

  #manyX(name: string, controls: number): string {
    const operands = operandNames(controls);
    return `gate ${name} ${operands.join(',')} { h t; ${this.#manyControlled('p', controls)}(pi) ${operands.join(',')}; h t; }`;
  }

  /**
   * A phase under n controls by smaller ones: half the phase where the last control and the target agree, undone
   * where the others do not flip the last control (Barenco et al. 1995, lemma 7.5).
   */
  #manyPhase(name: string, controls: number): string {
    const operands = operandNames(controls);
    const last = operands[controls - 1] ?? '';
    const others = operands.slice(0, controls - 1);
    const flip = `${this.#manyControlled('x', controls - 1)} ${[...others, last].join(',')};`;
    const rest = `${this.#manyControlled('p', controls - 1)}(lambda/2) ${[...others, 't'].join(',')};`;
    return `gate ${name}(lambda) ${operands.join(',')} { cu1(lambda/2) ${last},t; ${flip} cu1(-lambda/2) ${last},t; ${flip} ${rest} }`;
  }
}

function operandNames(controls: number): readonly string[] {
  return [...Array.from({ length: controls }, (_, place) => `c${place}`), 't'];
}

/** `x` and `p` under controls on 1 are what everything else is made of. */
function isNative({ gate, controls }: GateInstruction): boolean {
  if (controls.some(({ state }) => state === 0)) return false;
  if (spellings.has(`${controls.length} ${gate}`)) return true;
  return controls.length === 0 ? gate === 'gphase' : gate === 'x' || gate === 'p';
}

function numberText(angle: Angle, span: Span): string {
  return typeof angle === 'number'
    ? realText(angle, 'pi')
    : refuse(target, 'an angle that only the run knows', span);
}
