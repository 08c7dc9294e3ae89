import { type ClassicalType, type Diagnosed, type Span, typeName } from '../../base/index.ts';
import { type Gate, gates, primitiveGate, constants, functions } from '../../library/index.ts';
import type { Circuit, Control, GateInstruction, UnitaryInstruction, Variable } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { zeroOf } from '../values.ts';
import { eulerSteps } from '../synthesis/euler.ts';
import {
  angleText,
  bitText,
  conditionText,
  durationText,
  expressionText,
  valueText,
} from './expression-text.ts';
import { type Simple, type Structured, structured } from './jumps.ts';
import { type NameRules, type Names, namesFor, qubitNames } from './names.ts';
import { exported, refuse, refuseUnitary } from './refusal.ts';
import { expanded } from './rewrites.ts';

const target = 'OpenQASM 3';

/** Gates that a program with stdgates.inc has without defining them. */
const isStandard = ({ origin }: Gate) => origin === 'language' || origin === 'stdgates.inc';
const standard: ReadonlyMap<string, string> = new Map(
  gates
    .filter(isStandard)
    .flatMap((gate): readonly [string, string][] =>
      gate.kind === 'composed'
        ? []
        : [
            gate.kind === 'primitive'
              ? [`0 ${gate.name}`, gate.name]
              : [`${gate.count} ${gate.gate}`, gate.name],
          ],
    )
    .toReversed(),
);

/** Gates whose phase readers of the language do not agree on; they are written by rotations, where all do. */
const disputed: ReadonlySet<string> = new Set(['U', 'u3']);

/** Gates that are written as another one's inverse. */
const inverses: ReadonlyMap<string, string> = new Map([['sxdg', 'inv @ sx']]);

// prettier-ignore
const keywords = [
  'OPENQASM', 'include', 'defcalgrammar', 'def', 'cal', 'defcal', 'gate', 'extern', 'box', 'let', 'break', 'continue',
  'if', 'else', 'end', 'return', 'for', 'while', 'in', 'switch', 'case', 'default', 'pragma', 'input', 'output', 'const',
  'readonly', 'mutable', 'qreg', 'qubit', 'creg', 'bool', 'bit', 'int', 'uint', 'float', 'angle', 'complex', 'array',
  'void', 'duration', 'stretch', 'gphase', 'inv', 'pow', 'ctrl', 'negctrl', 'dim', 'durationof', 'delay', 'reset',
  'measure', 'barrier', 'true', 'false', 'im', 'nop',
];

const rules: NameRules = {
  legal: /^[\p{L}_][\p{L}\p{N}_]*$/u,
  illegal: /[^\p{L}\p{N}_]/gu,
  prefix: '_',
  reserved: new Set([
    ...keywords,
    ...gates.map(({ name }) => name),
    ...functions.map(({ name }) => name),
    ...constants.map(({ name }) => name),
  ]),
};

/** A circuit as an OpenQASM 3 program. */
export function exportQasm3(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

class Writer {
  readonly #circuit: Circuit;
  readonly #names: Names;
  readonly #qubits: readonly string[];
  readonly #defined = new Map<string, string>();
  readonly #flags = new Map<number, string>();

  constructor(circuit: Circuit) {
    this.#circuit = circuit;
    this.#names = namesFor(circuit, rules);
    this.#qubits = qubitNames(circuit, this.#names, (name, index, size) =>
      size === 1 ? name : `${name}[${index}]`,
    );
  }

  program(): string {
    const body = structured(this.#circuit.body).flatMap((node) => this.#node(node));
    const sections = [
      ['OPENQASM 3.0;', 'include "stdgates.inc";'],
      [...this.#defined.values()],
      this.#declarations(),
      [...this.#flags.values()].map((flag) => `bool ${flag} = false;`),
      body,
    ];
    const written = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
    return `${written.join('\n\n')}\n`;
  }

  // ------------------------------------------------------------------------------------------------- declarations

  #declarations(): readonly string[] {
    const { parameters, registers, variables } = this.#circuit;
    const needsOutput = !variables.every(({ type, isOutput }) => (type.kind === 'bit') === isOutput);
    return [
      ...parameters.map(
        ({ type }, place) => `input ${typeName(type)} ${this.#names.parameters[place] ?? ''};`,
      ),
      ...registers
        .map(({ size }, place) => ({ size, name: this.#names.registers[place] ?? '' }))
        .filter(({ size }) => size > 0)
        .map(({ size, name }) => (size === 1 ? `qubit ${name};` : `qubit[${size}] ${name};`)),
      ...variables.flatMap((variable, place) =>
        this.#declaration(variable, this.#names.variables[place] ?? '', needsOutput && variable.isOutput),
      ),
    ];
  }

  #declaration({ type, initial, span }: Variable, name: string, isOutput: boolean): readonly string[] {
    if (type.kind === 'stretch') return refuse(target, 'a variable of type stretch', span);
    const value = valueText(initial ?? zeroOf(type), type);
    // Bits start at zero everywhere; a program that says so is not read by every tool.
    if (initial === undefined && type.kind === 'bit')
      return [`${isOutput ? 'output ' : ''}${typeName(type)} ${name};`];
    if (isOutput) return [`output ${typeName(type)} ${name};`, `${name} = ${value};`];
    return [`${typeName(type)} ${name} = ${value};`];
  }

  // --------------------------------------------------------------------------------------------------- statements

  #node(node: Structured): readonly string[] {
    switch (node.kind) {
      case 'if':
        return this.#if(node);
      case 'loop':
        return this.#loop(node);
      case 'jump':
        return [`${node.jump};`];
      case 'raise':
        return [`${this.#flag(node.label)} = true;`];
      case 'clear':
        return [`${this.#flag(node.label)} = false;`];
      case 'escape':
        return [`if (${this.#flag(node.label)}) {`, `  ${node.jump};`, '}'];
      default:
        return this.#simple(node);
    }
  }

  #if({ condition, then, otherwise }: Extract<Structured, { kind: 'if' }>): readonly string[] {
    const head = `if (${conditionText(condition, this.#names)}) {`;
    const rest = otherwise.length === 0 ? ['}'] : ['} else {', ...this.#indented(otherwise), '}'];
    return [head, ...this.#indented(then), ...rest];
  }

  #loop({ condition, body }: Extract<Structured, { kind: 'loop' }>): readonly string[] {
    if (condition !== undefined)
      return [`while (${conditionText(condition, this.#names)}) {`, ...this.#indented(body), '}'];
    const isLeft = body.at(-1)?.kind === 'jump';
    return ['while (true) {', ...this.#indented(body), ...(isLeft ? [] : ['  break;']), '}'];
  }

  #indented(nodes: readonly Structured[]): readonly string[] {
    return nodes.flatMap((node) => this.#node(node)).map((line) => `  ${line}`);
  }

  #flag(label: number): string {
    const known = this.#flags.get(label) ?? this.#names.fresh(`leave_${label}`);
    this.#flags.set(label, known);
    return known;
  }

  #simple(instruction: Simple): readonly string[] {
    switch (instruction.kind) {
      case 'gate':
        return this.#gate(instruction);
      case 'unitary':
        return this.#unitary(instruction);
      case 'measure':
        return [this.#measure(instruction)];
      case 'reset':
        return [`reset ${this.#qubit(instruction.qubit)};`];
      case 'barrier':
        return [`barrier ${this.#list(instruction.qubits)};`];
      case 'delay':
        return [`delay[${this.#duration(instruction.duration)}] ${this.#list(instruction.qubits)};`];
      case 'assign':
        return this.#assign(instruction);
      case 'end':
        return ['end;'];
    }
  }

  #measure({ qubit, target: bit }: Extract<Simple, { kind: 'measure' }>): string {
    const measured = `measure ${this.#qubit(qubit)};`;
    if (bit === undefined) return measured;
    return `${bitText(bit, this.#typeOf(bit.variable), this.#names)} = ${measured}`;
  }

  #duration(duration: number | Expression): string {
    return typeof duration === 'number' ? durationText(duration) : expressionText(duration, this.#names);
  }

  #assign({ variable, index = [], value, span }: Extract<Simple, { kind: 'assign' }>): readonly string[] {
    const name = this.#names.variables[variable] ?? '';
    const place = `${name}${index.map((part) => `[${expressionText(part, this.#names)}]`).join('')}`;
    return this.#stored(place, value, span);
  }

  /** An array is stored element by element, since the language has no array literals but in declarations. */
  #stored(place: string, value: Expression, span: Span): readonly string[] {
    if (value.type.kind !== 'array' || value.kind === 'variable')
      return [`${place} = ${expressionText(value, this.#names)};`];
    const elements = arrayElements(value);
    if (elements === undefined) return refuse(target, 'this array as a value', span);
    return elements.flatMap((element, index) => this.#stored(`${place}[${index}]`, element, span));
  }

  #typeOf(variable: number): ClassicalType {
    return this.#circuit.variables[variable]?.type ?? { kind: 'bit' };
  }

  #qubit(qubit: number): string {
    return this.#qubits[qubit] ?? '';
  }

  #list(qubits: readonly number[]): string {
    return qubits.map((qubit) => this.#qubit(qubit)).join(', ');
  }

  // -------------------------------------------------------------------------------------------------------- gates

  #gate(instruction: GateInstruction): readonly string[] {
    const steps = expanded(instruction, ({ gate }) => !disputed.has(gate)) ?? [instruction];
    return steps.map((step) => this.#call(step));
  }

  #call(instruction: GateInstruction): string {
    const { gate, angles, qubits, controls } = instruction;
    const known = controls.every(({ state }) => state === 1)
      ? standard.get(`${controls.length} ${gate}`)
      : undefined;
    const name = known ?? `${modifiers(controls)}${this.#plain(gate)}`;
    const text = angles.map((angle) => angleText(angle, this.#names)).join(', ');
    const operands = this.#list([...inOrder(controls).map(({ qubit }) => qubit), ...qubits]);
    return `${name}${angles.length === 0 ? '' : `(${text})`}${operands === '' ? '' : ` ${operands}`};`;
  }

  #unitary(instruction: UnitaryInstruction): readonly string[] {
    const { qubits, label, span } = instruction;
    if (qubits.length !== 1) return refuseUnitary(target, label, qubits.length, span);
    return eulerSteps(instruction).flatMap((step) => this.#gate(step));
  }

  /** The name of a gate without controls; what stdgates.inc lacks is defined in the program. */
  #plain(gate: string): string {
    const known = standard.get(`0 ${gate}`) ?? inverses.get(gate);
    if (known !== undefined) return known;
    if (!this.#defined.has(gate)) this.#defined.set(gate, definition(gate));
    return gate;
  }
}

function arrayElements(value: Expression): readonly Expression[] | undefined {
  if (value.kind === 'list') return value.elements;
  if (value.kind !== 'literal' || value.type.kind !== 'array' || !Array.isArray(value.value))
    return undefined;
  const { element, shape } = value.type;
  const type: ClassicalType = shape.length <= 1 ? element : { kind: 'array', element, shape: shape.slice(1) };
  return value.value.map((part): Expression => ({ kind: 'literal', type, value: part }));
}

/** Controls on 1 before those on 0, as the modifiers name them. */
function inOrder(controls: readonly Control[]): readonly Control[] {
  return controls.toSorted((a, b) => b.state - a.state);
}

function modifiers(controls: readonly Control[]): string {
  const positive = controls.filter(({ state }) => state === 1).length;
  return `${modifier('ctrl', positive)}${modifier('negctrl', controls.length - positive)}`;
}

function modifier(name: string, count: number): string {
  if (count === 0) return '';
  return count === 1 ? `${name} @ ` : `${name}(${count}) @ `;
}

/** A gate of the table by gates of stdgates.inc. */
function definition(name: string): string {
  const { parameters, operands } = primitiveGate(name);
  const angle = (place: number): Expression => ({
    kind: 'parameter',
    type: { kind: 'float' },
    parameter: place,
  });
  const steps = expanded(
    {
      kind: 'gate',
      gate: name,
      angles: parameters.map((_, place) => angle(place)),
      qubits: operands.map((_, place) => place),
      controls: [],
      span: { start: 0, end: 0 },
    },
    ({ gate, controls }) => standard.has(`${controls.length} ${gate}`),
  );
  if (steps === undefined) throw new Error(`no rewriting of ${name}`);
  const names: Names = { registers: [], variables: [], parameters, fresh: (wish) => wish };
  const lines = steps.map(({ gate, angles, qubits, controls }) => {
    const all = [...controls.map(({ qubit }) => qubit), ...qubits].map((qubit) => operands[qubit]);
    const text = angles.map((value) => angleText(value, names)).join(', ');
    return `${standard.get(`${controls.length} ${gate}`) ?? ''}${text === '' ? '' : `(${text})`} ${all.join(', ')};`;
  });
  const head = `gate ${name}${parameters.length === 0 ? '' : `(${parameters.join(', ')})`} ${operands.join(', ')}`;
  return `${head} { ${lines.join(' ')} }`;
}
