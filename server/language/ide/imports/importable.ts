import { type Model, parse, type tree } from '../../index.ts';

/** A declaration that other files can import. */
export interface Importable {
  readonly name: string;
  readonly kind:
    'gate' | 'function' | 'circuit' | 'observable' | 'noise' | 'backend' | 'model' | 'memory' | 'constant';
  /** The file that declares it. */
  readonly uri: string;
  /** The names of what it takes: angles of a gate, arguments of the others. */
  readonly parameters: readonly string[];
  /** The qubits of a gate. */
  readonly operands: readonly string[];
  readonly documentation?: string;
}

/** What a file gives to those that import it, by its text alone, so that a whole folder is looked through quickly. */
export function importablesOf(uri: string, text: string): readonly Importable[] {
  return importablesIn(parse(text, { uri }).program, uri);
}

/** The same of a file that has been read. */
export function importablesIn({ statements }: tree.Program, uri: string): readonly Importable[] {
  return statements.flatMap((statement) => importable(statement, uri) ?? []);
}

function importable(statement: tree.Statement, uri: string): Importable | undefined {
  const shape = shapeOf(statement);
  if (shape === undefined || !('name' in statement) || statement.name.text === '') return undefined;
  const { documentation } = statement;
  const named = { name: statement.name.text, uri, ...shape };
  return documentation === undefined ? named : { ...named, documentation };
}

function shapeOf(
  statement: tree.Statement,
): Pick<Importable, 'kind' | 'parameters' | 'operands'> | undefined {
  switch (statement.kind) {
    case 'gate':
      return { kind: 'gate', parameters: texts(statement.parameters), operands: texts(statement.qubits) };
    case 'function':
    case 'circuit':
    case 'observable':
      return {
        kind: statement.kind,
        parameters: texts(statement.parameters.map(({ name }) => name)),
        operands: [],
      };
    case 'noise':
    case 'backend':
    case 'model':
    case 'memory':
      return { kind: statement.kind, parameters: [], operands: [] };
    case 'classical-declaration':
      return statement.modifier === 'const' ? { kind: 'constant', parameters: [], operands: [] } : undefined;
    default:
      return undefined;
  }
}

function texts(names: readonly tree.Name[]): readonly string[] {
  return names.map(({ text }) => text);
}

/** Whether a file may say `import` at all. */
export function canImport({ program: { dialect } }: Model): boolean {
  return dialect === 'qflow';
}
