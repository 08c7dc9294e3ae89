import type { ClassicalType, Value } from '../../base/index.ts';
import type { DeclaredSymbol, Model, Symbol, tree } from '../../language/index.ts';
import { findConstant } from '../../library/index.ts';
import { coerce } from './arguments.ts';
import { type Evaluated, float, late } from './evaluated.ts';
import { fail } from './failure.ts';
import type { Binding, Cell, Frame } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { aliasCell } from './storage.ts';

type ConstantSymbol = DeclaredSymbol<'constant' | 'variable' | 'input', tree.ClassicalDeclaration>;

/** How initial values of constants and defaults of inputs are computed; handed in, since expressions need names. */
export interface InitialValues {
  typeOf(lowering: Lowering, frame: Frame, node: tree.TypeNode): ClassicalType;
  valueOf(lowering: Lowering, frame: Frame, node: tree.Expression, type: ClassicalType): Evaluated;
}

/** What a name stands for. @throws {LoweringFailure} where it stands for nothing that a circuit can use. */
export function bindingOf(
  lowering: Lowering,
  frame: Frame,
  node: tree.Identifier | tree.Name,
  initial: InitialValues,
): Binding {
  const symbol = frame.model.symbolOf(node);
  const bound = symbol && (frame.bindings.get(symbol) ?? lowering.globals.get(symbol));
  if (bound !== undefined) return bound;
  if (symbol?.kind === 'standard-constant') return standard(lowering, frame, symbol, symbol.value);
  if (symbol?.kind === 'constant' || symbol?.kind === 'input')
    return declareGlobal(lowering, frame, symbol, initial);
  const name = 'name' in node ? node.name : node.text;
  const constant = symbol === undefined ? findConstant(name) : undefined;
  if (constant === undefined) return fail(frame, 'QF3100', node.span, [`${name} has no value here`]);
  return aliasCell(lowering, name, node.span, { type: float, value: constant.value });
}

function standard(lowering: Lowering, frame: Frame, symbol: Symbol, value: number): Cell {
  const cell = aliasCell(lowering, symbol.name, { start: 0, end: 0 }, { type: float, value });
  frame.bindings.set(symbol, cell);
  return cell;
}

/** Constants and inputs are seen from everywhere, and have one value in a run. */
export function declareGlobal(
  lowering: Lowering,
  frame: Frame,
  symbol: ConstantSymbol,
  initial: InitialValues,
): Cell {
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  const home: Frame = {
    model,
    bindings: new Map(),
    loops: [],
    depth: 0,
    ...(model === lowering.model ? {} : { site: frame.site ?? { start: 0, end: 0 } }),
  };
  const type = initial.typeOf(lowering, home, symbol.node.type);
  const value = globalValue(lowering, home, symbol, type, initial);
  const cell = aliasCell(lowering, symbol.name, symbol.nameSpan, value);
  lowering.globals.set(symbol, cell);
  return cell;
}

function globalValue(
  lowering: Lowering,
  home: Frame,
  symbol: ConstantSymbol,
  type: ClassicalType,
  initial: InitialValues,
): Evaluated {
  const given = home.model === lowering.model ? lowering.inputs.get(symbol.name) : undefined;
  if (symbol.kind === 'input' && given !== undefined)
    return coerce(home, symbol.name, symbol.nameSpan, given, type);
  const { initializer } = symbol.node;
  if (initializer !== undefined) return initial.valueOf(lowering, home, initializer, type);
  if (symbol.kind === 'constant') return fail(home, 'QF2021', symbol.nameSpan, [symbol.name]);
  return bindLate(lowering, symbol.name, type, symbol.nameSpan);
}

/** A parameter that gets its value when the circuit runs. */
export function bindLate(
  lowering: Lowering,
  name: string,
  type: ClassicalType,
  span: { readonly start: number; readonly end: number },
  given?: Value,
): Evaluated {
  lowering.parameters.push({ name, type, span, ...(given === undefined ? {} : { given }) });
  return late({ kind: 'parameter', type, parameter: lowering.parameters.length - 1 });
}

/** The model of the file at `uri` among `model` and everything that it imports. */
export function modelOf(model: Model, uri: string, seen: Set<Model> = new Set()): Model | undefined {
  if (model.uri === uri) return model;
  seen.add(model);
  for (const imported of model.imports.values()) {
    const found = seen.has(imported) ? undefined : modelOf(imported, uri, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
