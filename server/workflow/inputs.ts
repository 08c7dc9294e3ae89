import { type TypedValue, type Value, hasErrors } from '../base/index.ts';
import { type DeclaredSymbol, type Model, analyse, parse, type tree } from '../language/index.ts';
import { ClassicalError, convert, diagnose } from '../library/index.ts';
import { TaskFailure } from './failure.ts';

type InputSymbol = DeclaredSymbol<'constant' | 'variable' | 'input', tree.ClassicalDeclaration>;

/**
 * The values of a file's `input` declarations: those given as text (`--set t=pi/2`), else their defaults.
 *
 * @throws {TaskFailure} for an unknown name, a text that is no value of the input's type, or an input without a value.
 */
export function resolveInputs(
  model: Model,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, TypedValue> {
  const declared = declaredInputs(model);
  const unknown = Object.keys(given).find((name) => !declared.has(name));
  if (unknown !== undefined) {
    const known = [...declared.keys()].join(', ');
    throw failure(model, { start: 0, end: 0 }, 'QF5105', [unknown, known === '' ? 'none' : known]);
  }
  return new Map([...declared].map(([name, symbol]) => [name, resolveInput(model, symbol, given[name])]));
}

function declaredInputs(model: Model): ReadonlyMap<string, InputSymbol> {
  const inputs = [...model.scope.symbols.values()].filter(
    (symbol): symbol is InputSymbol => symbol.kind === 'input',
  );
  return new Map(inputs.map((symbol) => [symbol.name, symbol]));
}

function resolveInput(model: Model, symbol: InputSymbol, text: string | undefined): TypedValue {
  const { initializer } = symbol.node;
  const value = text === undefined ? initializer && model.constantOf(initializer) : valueOfText(text);
  const type = text === undefined && initializer !== undefined ? model.typeOf(initializer) : undefined;
  if (value === undefined) {
    if (text === undefined) throw failure(model, symbol.nameSpan, 'QF5106', [symbol.name]);
    throw failure(model, symbol.nameSpan, 'QF5107', [text, symbol.name]);
  }
  return converted(model, symbol, { type: (type ?? typeOfValue(value)) as TypedValue['type'], value }, text);
}

function converted(model: Model, symbol: InputSymbol, value: TypedValue, text = ''): TypedValue {
  const target = symbol.type as TypedValue['type'];
  try {
    return { type: target, value: convert(value, target) };
  } catch (error) {
    if (error instanceof ClassicalError) throw failure(model, symbol.nameSpan, 'QF5107', [text, symbol.name]);
    throw error;
  }
}

/** The value of a constant expression of the language, such as `pi/2` or `{0.1, 0.2}`. */
function valueOfText(text: string): Value | undefined {
  const source = `const float value = ${text};`;
  const { program, diagnostics } = parse(source, { dialect: 'qflow' });
  const [statement] = program.statements;
  if (hasErrors(diagnostics) || program.statements.length !== 1) return undefined;
  if (statement?.kind !== 'classical-declaration' || statement.initializer === undefined) return undefined;
  const model = analyse({ uri: 'input', text: source, program, syntaxDiagnostics: diagnostics }, new Map());
  return model.constantOf(statement.initializer);
}

function typeOfValue(value: Value): TypedValue['type'] {
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (typeof value === 'bigint') return { kind: 'int' };
  if (typeof value === 'number') return { kind: 'float' };
  if (!isList(value)) return { kind: 'complex' };
  const [first = 0] = value;
  return { kind: 'array', element: typeOfValue(first), shape: [value.length] };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function failure(
  model: Model,
  span: { readonly start: number; readonly end: number },
  code: 'QF5105' | 'QF5106' | 'QF5107',
  parameters: readonly string[],
): TaskFailure {
  return new TaskFailure([{ model, diagnostic: diagnose(code, span, parameters as never) }]);
}
