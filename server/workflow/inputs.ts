import { type ClassicalType, type TypedValue, type Value, hasErrors } from '../base/index.ts';
import { type DeclaredSymbol, type Model, analyse, parse, type tree, typeText } from '../language/index.ts';
import { convert, diagnose } from '../library/index.ts';
import { TaskFailure } from './failure.ts';
import type { PlanParameter, RunPlan } from './plan.ts';

type InputSymbol = DeclaredSymbol<'constant' | 'variable' | 'input', tree.ClassicalDeclaration>;

/** Values that a run gives as text, such as `--set t=pi/2`, by name. */
export type GivenValues = Readonly<Record<string, string>>;

/**
 * The values of a file's `input` declarations: those given, else their defaults.
 *
 * @param plan what runs; the parameters of a circuit that runs by itself may be given too.
 * @throws {TaskFailure} for an unknown name, a text that is no value of the input's type, or an input without a value.
 */
export function resolveInputs(
  model: Model,
  plan: RunPlan,
  given: GivenValues,
): ReadonlyMap<string, TypedValue> {
  const declared = declaredInputs(model);
  const names = [...declared.keys(), ...plan.parameters.map(({ node }) => node.name.text)];
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const known = names.join(', ');
    throw failure(model, { start: 0, end: 0 }, 'QF5105', [unknown, known === '' ? 'none' : known]);
  }
  return new Map([...declared].map(([name, symbol]) => [name, resolveInput(model, symbol, given[name])]));
}

/**
 * The arguments of the circuit or workflow that runs by itself, in the order of its parameters.
 *
 * @throws {TaskFailure} when a value is missing or does not fit.
 */
export function resolveArguments(model: Model, plan: RunPlan, given: GivenValues): readonly Value[] {
  const { parameters } = plan;
  const missing = parameters.filter(
    ({ node }) => given[node.name.text] === undefined && node.defaultValue === undefined,
  );
  if (missing.length > 0) {
    const names = missing.map(({ node }) => node.name.text).join(', ');
    throw failure(model, missing[0]?.node.span ?? { start: 0, end: 0 }, 'QF5114', [
      `${plan.target.kind} ${plan.target.name}`,
      names,
    ]);
  }
  return parameters.map((parameter) => resolveArgument(model, parameter, given[parameter.node.name.text]));
}

function resolveArgument(model: Model, { node, type }: PlanParameter, text: string | undefined): Value {
  const { defaultValue } = node;
  const value = text === undefined ? defaultValue && model.constantOf(defaultValue) : valueOfText(text, type);
  if (value === undefined) throw failure(model, node.span, 'QF5107', [text ?? '', node.name.text]);
  if (text !== undefined || defaultValue === undefined) return value;
  return convert({ type: model.typeOf(defaultValue) as ClassicalType, value }, type);
}

function declaredInputs(model: Model): ReadonlyMap<string, InputSymbol> {
  const inputs = [...model.scope.symbols.values()].filter(
    (symbol): symbol is InputSymbol => symbol.kind === 'input',
  );
  return new Map(inputs.map((symbol) => [symbol.name, symbol]));
}

function resolveInput(model: Model, symbol: InputSymbol, text: string | undefined): TypedValue {
  const type = symbol.type as ClassicalType;
  const { initializer } = symbol.node;
  if (text !== undefined) {
    const value = valueOfText(text, type);
    if (value === undefined) throw failure(model, symbol.nameSpan, 'QF5107', [text, symbol.name]);
    return { type, value };
  }
  const value = initializer && model.constantOf(initializer);
  if (initializer === undefined || value === undefined)
    throw failure(model, symbol.nameSpan, 'QF5106', [symbol.name]);
  return { type, value: convert({ type: model.typeOf(initializer) as ClassicalType, value }, type) };
}

/** The value of a constant of a type as the language writes it, such as `pi/2`; undefined where the checker refuses it. */
function valueOfText(text: string, type: ClassicalType): Value | undefined {
  const source = `const ${typeText(type)} value = ${text};`;
  const { program, diagnostics } = parse(source, { dialect: 'qflow' });
  const [statement] = program.statements;
  if (program.statements.length !== 1 || statement?.kind !== 'classical-declaration') return undefined;
  const model = analyse({ uri: 'input', text: source, program, syntaxDiagnostics: diagnostics }, new Map());
  const value = statement.initializer && model.constantOf(statement.initializer);
  if (hasErrors(model.diagnostics) || value === undefined || statement.initializer === undefined)
    return undefined;
  return convert({ type: model.typeOf(statement.initializer) as ClassicalType, value }, type);
}

function failure(
  model: Model,
  span: { readonly start: number; readonly end: number },
  code: 'QF5105' | 'QF5106' | 'QF5107' | 'QF5114',
  parameters: readonly string[],
): TaskFailure {
  return new TaskFailure([{ model, diagnostic: diagnose(code, span, parameters as never) }]);
}
