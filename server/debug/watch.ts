import { type ClassicalType, type TypedValue, typeName } from '../base/index.ts';
import { type Bound, type Moment, type SeenName, valueIn } from '../circuit/index.ts';
import { analyse, parse } from '../language/index.ts';
import { valueText } from './values.ts';

/** Where an expression is looked at: a run, and the names that a statement sees. */
export interface View {
  readonly bound: Bound;
  readonly moment: Moment;
  readonly names: readonly SeenName[];
}

/** The classical values that can be seen, by name. */
export function classicalValues({ bound, moment, names }: View): ReadonlyMap<string, TypedValue> {
  return new Map(
    names.flatMap((seen): [string, TypedValue][] => {
      if (seen.kind === 'qubits') return [];
      const { name, expression } = seen;
      return [[name, { type: expression.type, value: valueIn(bound, moment, expression) }]];
    }),
  );
}

/** The value of an expression of the language in which names stand for what they hold now; nothing where it has none. */
export function watched(expression: string, view: View): TypedValue | undefined {
  const constants = [...classicalValues(view)].map(([name, value]) => constantText(name, value));
  const text = `${constants.join('\n')}\nbool qflow_watch = ${expression};`;
  const { program, diagnostics } = parse(text, { dialect: 'qflow' });
  const last = program.statements.at(-1);
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  if (last?.kind !== 'classical-declaration' || last.name.text !== 'qflow_watch') return undefined;
  const model = analyse({ uri: 'watch', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { initializer } = last;
  const value = initializer && model.constantOf(initializer);
  if (initializer === undefined || value === undefined) return undefined;
  return { type: model.typeOf(initializer) as ClassicalType, value };
}

function constantText(name: string, value: TypedValue): string {
  return `const ${typeName(value.type)} ${name} = ${valueText(value)};`;
}

/** Whether a value counts as true. */
export function isTrue({ value }: TypedValue): boolean {
  return typeof value === 'object' ? false : Boolean(value);
}
