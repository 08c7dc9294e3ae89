import { type TextEdit, touches } from '../../../base/index.ts';
import { type Model, type Scope, type Symbol, type tree, nodeAt, walk } from '../../index.ts';
import { modelOf } from '../imported-models.ts';
import { beginsLine, edited, indentAt, insertion } from './lines.ts';
import type { Refactoring } from './refactoring.ts';

type DeclaredGate = Extract<Symbol, { readonly kind: 'gate' }>;

/** A call with the gate that it calls, which this file or an imported one declares. */
interface InlinedCall {
  readonly model: Model;
  readonly call: tree.GateCall;
  readonly gate: DeclaredGate;
  readonly body: tree.Block;
  /** The file of the gate. */
  readonly home: Model;
}

/** Puts the statements of a declared gate in the place of the call whose name stands at an offset. */
export function inlineGate(model: Model, offset: number): Refactoring | undefined {
  const inlined = callAt(model, offset);
  if (inlined === undefined || !isInlinable(inlined)) return undefined;
  const { call, gate, body } = inlined;
  const isReversed = call.modifiers.filter(({ kind }) => kind === 'inv').length % 2 === 1;
  const statements = isReversed ? body.statements.toReversed() : body.statements;
  const written = statements.map((statement) => statementText(inlined, statement));
  const gap = beginsLine(model.text, call.span.start) ? `\n${indentAt(model.text, call.span.start)}` : ' ';
  const edits = [{ span: call.span, text: written.join(gap) }];
  return { kind: 'inline', title: `Inline ${gate.name}`, edits };
}

function callAt(model: Model, offset: number): InlinedCall | undefined {
  const call = nodeAt(model.program, offset).findLast((node) => node.kind === 'gate-call');
  if (call === undefined || !touches(call.name.span, offset)) return undefined;
  const gate = model.symbolOf(call.name);
  if (gate?.kind !== 'gate' || gate.node.body === undefined) return undefined;
  const home = modelOf(model, gate.uri);
  return home && { model, call, gate, body: gate.node.body, home };
}

function isInlinable(inlined: InlinedCall): boolean {
  const { call, gate, body, model } = inlined;
  const { parameters, qubits } = gate.node;
  const controls = call.operands.length - qubits.length;
  const isPlain = call.modifiers.length === 0;
  const isWhole = call.angles.length === parameters.length && call.duration === undefined;
  if (!isWhole || call.annotations.length > 0 || controls !== controlCount(call, model)) return false;
  if (body.statements.length === 0 || !body.statements.every(({ kind }) => isGateStep(kind, isPlain)))
    return false;
  return operandsFit(inlined) && namesMeanTheSame(inlined);
}

/** Under modifiers only gate calls keep their meaning one by one. */
function isGateStep(kind: tree.Statement['kind'], isPlain: boolean): boolean {
  return kind === 'gate-call' || (isPlain && (kind === 'for' || kind === 'barrier'));
}

/** The qubits that the modifiers add; nothing where it is not known, or where the gate is raised to a power. */
function controlCount({ modifiers }: tree.GateCall, model: Model): number | undefined {
  let found = 0;
  for (const modifier of modifiers) {
    if (modifier.kind === 'pow') return undefined;
    if (modifier.kind === 'inv') continue;
    const count = modifier.count === undefined ? 1n : model.constantOf(modifier.count);
    if (typeof count !== 'bigint') return undefined;
    found += Number(count);
  }
  return found;
}

/**
 * Whether the operands are single qubits, or different registers throughout: gates on the qubits of one place in them
 * have nothing to do with those of another place, so that they may be done register by register.
 */
function operandsFit({ model, call: { operands, modifiers }, body }: InlinedCall): boolean {
  const types = operands.map((operand) => model.typeOf(operand));
  if (types.some(({ kind }) => kind !== 'qubit')) return false;
  const sizes = types.map((type) => (type.kind === 'qubit' ? type.size : undefined));
  if (sizes.every((size) => size === undefined)) return true;
  const symbols = operands.map((operand) =>
    operand.kind === 'identifier' ? model.symbolOf(operand) : undefined,
  );
  const areRegisters = symbols.every((symbol) => symbol?.kind === 'qubits');
  const hasPhase = body.statements.some((step) => step.kind !== 'gate-call' || step.operands.length === 0);
  return areRegisters && new Set(symbols).size === symbols.length && modifiers.length === 0 && !hasPhase;
}

/** Whether every name in the body stands for the same where the call is, and no loop there hides a name of the call. */
function namesMeanTheSame({ call, gate, body, home, model }: InlinedCall): boolean {
  const scope = model.scopeAt(call.span.start);
  let isSame = true;
  const isLocal = (symbol: Symbol) => 'nameSpan' in symbol && symbol.uri === gate.uri && isInside(symbol);
  const isInside = ({ nameSpan }: { readonly nameSpan: { readonly start: number } }) =>
    gate.node.span.start <= nameSpan.start && nameSpan.start < gate.node.span.end;
  walk(body, (node) => {
    if (node.kind === 'for') isSame &&= lookUp(scope, node.variable.text) === undefined;
    const name = node.kind === 'identifier' ? node : node.kind === 'gate-call' ? node.name : undefined;
    const symbol = name && home.symbolOf(name);
    if (name !== undefined && (symbol === undefined || !isLocal(symbol)))
      isSame &&= symbol !== undefined && areOne(lookUp(scope, symbol.name), symbol);
  });
  return isSame;
}

function areOne(one: Symbol | undefined, other: Symbol): boolean {
  return one === other || (one !== undefined && !('node' in one) && one.kind === other.kind);
}

function lookUp(scope: Scope, name: string): Symbol | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const symbol = at.symbols.get(name);
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** One statement of the body with the call's modifiers, controls, angles and qubits. */
function statementText({ model, call, gate, home }: InlinedCall, statement: tree.Statement): string {
  const slice = ({ span }: tree.Expression) => model.text.slice(span.start, span.end);
  const { parameters, qubits } = gate.node;
  const controls = call.operands.slice(0, call.operands.length - qubits.length).map(slice);
  const operands = call.operands.slice(controls.length);
  const given = new Map<string, string>([
    ...parameters.map(({ text }, place) => [text, angleText(call.angles[place], model)] as const),
    ...qubits.map(
      ({ text }, place) =>
        [
          text,
          operands
            .slice(place, place + 1)
            .map(slice)
            .join(''),
        ] as const,
    ),
  ]);
  const edits = [...withControls(controls, statement, home.text), ...replacements(statement, given)];
  const body = edited(home.text, edits, statement.span.start, statement.span.end);
  return model.text.slice(call.span.start, call.name.span.start) + body;
}

/** Writes controls before the operands of a gate call, or behind one that has none. */
function withControls(
  controls: readonly string[],
  statement: tree.Statement,
  text: string,
): readonly TextEdit[] {
  if (controls.length === 0 || statement.kind !== 'gate-call') return [];
  const [first] = statement.operands;
  if (first !== undefined) return [insertion(first.span.start, `${controls.join(', ')}, `)];
  return [insertion(text.lastIndexOf(';', statement.span.end), ` ${controls.join(', ')}`)];
}

function replacements(statement: tree.Statement, given: ReadonlyMap<string, string>): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  walk(statement, (node) => {
    const text = node.kind === 'identifier' ? given.get(node.name) : undefined;
    if (text !== undefined) edits.push({ span: node.span, text });
  });
  return edits;
}

/** An angle as part of any expression; whole numbers become real ones, whose quotients are no whole numbers. */
function angleText(angle: tree.Expression | undefined, model: Model): string {
  if (angle === undefined) return '';
  const text = model.text.slice(angle.span.start, angle.span.end);
  if (angle.kind === 'integer' && /^\d+$/.test(text)) return `${text}.0`;
  const { kind } = model.typeOf(angle);
  if ((kind === 'int' || kind === 'uint') && model.program.dialect !== 'openqasm2') return `float(${text})`;
  const isAtom = ['identifier', 'float', 'parenthesized', 'call', 'integer', 'index'].includes(angle.kind);
  return isAtom ? text : `(${text})`;
}
