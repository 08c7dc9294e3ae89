import type { ClassicalType, Span, TypedValue, Value } from '../../base/index.ts';
import type { Expression } from '../expression.ts';
import { zeroOf } from '../values.ts';
import { type Evaluated, asExpression, isKnown, late } from './evaluated.ts';
import type { Cell, Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';

/**
 * Where classical values live while a circuit is built: in the cell itself while they are known, in a variable of the
 * circuit once a measurement, or control flow that only the run decides, has touched them.
 */

export function newCell(
  lowering: Lowering,
  about: {
    readonly name: string;
    readonly type: ClassicalType;
    readonly span: Span;
    readonly isOutput?: boolean;
  },
): Cell {
  const content = { kind: 'known', value: zeroOf(about.type) } as const;
  const cell: Cell = {
    ...about,
    kind: 'cell',
    region: lowering.region,
    isOutput: about.isOutput ?? false,
    content,
    variable: undefined,
    isFresh: true,
  };
  return cell;
}

export function knownCell(lowering: Lowering, name: string, span: Span, value: TypedValue): Cell {
  const cell = newCell(lowering, { name, type: value.type, span });
  cell.content = { kind: 'known', value: value.value };
  return cell;
}

/** A name for a value; one that only the run knows is not copied, so it must not change while the name is visible. */
export function aliasCell(lowering: Lowering, name: string, span: Span, value: Evaluated): Cell {
  if (isKnown(value)) return knownCell(lowering, name, span, value);
  const cell = newCell(lowering, { name, type: value.type, span });
  cell.content = { kind: 'alias', expression: value.expression };
  return cell;
}

export function read(cell: Cell): Evaluated {
  const { content, type } = cell;
  if (content.kind === 'known') return { type, value: content.value };
  return late(content.kind === 'alias' ? content.expression : variableOf(cell));
}

function variableOf(cell: Cell): Expression {
  return { kind: 'variable', type: cell.type, variable: cell.variable ?? -1 };
}

/** Gives the cell a value of its own type. */
export function write(lowering: Lowering, frame: Frame, cell: Cell, value: Evaluated, span: Span): void {
  if (isKnown(value) && cell.region === lowering.region) {
    cell.content = { kind: 'known', value: value.value };
    return;
  }
  const expression = asExpression(value);
  lowering.emit(frame, { kind: 'assign', variable: overwrite(lowering, cell), value: expression, span });
}

/** The cell's variable, whose old value no longer matters because the caller overwrites all of it. */
export function overwrite(lowering: Lowering, cell: Cell): number {
  cell.variable ??= lowering.newVariable(describe(cell));
  cell.content = { kind: 'stored' };
  cell.isFresh = false;
  return cell.variable;
}

function describe({ name, type, isOutput, span }: Cell) {
  return { name, type, isOutput, span };
}

/** Sees to it that the cell's variable holds its value, so that from now on only the run knows it. */
export function store(lowering: Lowering, frame: Frame, cell: Cell, span: Span): number {
  const { content } = cell;
  if (content.kind === 'stored' && cell.variable !== undefined) return cell.variable;
  if (content.kind === 'alias') write(lowering, frame, cell, late(content.expression), span);
  else save(lowering, frame, cell, content.kind === 'known' ? content.value : zeroOf(cell.type), span);
  cell.content = { kind: 'stored' };
  return cell.variable ?? -1;
}

/** Writes a known value into the cell's variable: as its initial value where nothing can have touched it before. */
export function save(lowering: Lowering, frame: Frame, cell: Cell, value: Value, span: Span): void {
  const isUntouched = cell.isFresh && lowering.loops === 0;
  cell.variable ??= lowering.newVariable(describe(cell));
  cell.isFresh = false;
  if (isUntouched) return initialise(lowering, cell.variable, value);
  const expression: Expression = { kind: 'literal', type: cell.type, value };
  lowering.emit(frame, { kind: 'assign', variable: cell.variable, value: expression, span });
}

/** Sets the value that a variable has before the first instruction; zero needs no mention. */
function initialise(lowering: Lowering, variable: number, value: Value): void {
  const described = lowering.variables[variable];
  if (described === undefined || isZero(value)) return;
  lowering.variables[variable] = { ...described, initial: value };
}

function isZero(value: Value): boolean {
  if (typeof value !== 'object') return Number(value) === 0;
  return 're' in value ? value.re === 0 && value.im === 0 : value.every(isZero);
}

/** A fresh variable of the circuit that holds a value for later. */
export function snapshot(lowering: Lowering, frame: Frame, name: string, value: Evaluated, span: Span): Cell {
  const cell = newCell(lowering, { name, type: value.type, span });
  write(lowering, frame, cell, value, span);
  return cell;
}
