import type { Span, Steps } from '../../base/index.ts';
import { type Model, blocksOf, type tree } from '../index.ts';
import { oneLine, parametersText } from './signature.ts';

/** A declaration in the outline of a file. */
export interface DocumentSymbol {
  readonly name: string;
  readonly kind:
    | 'circuit'
    | 'gate'
    | 'function'
    | 'observable'
    | 'noise'
    | 'backend'
    | 'model'
    | 'memory'
    | 'workflow'
    | 'task'
    | 'test'
    | 'qubits'
    | 'value'
    | 'constant';
  readonly detail: string;
  /** The whole declaration; moves with the text, as all places here do. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

/** What each statement of a top level declares: their places move with the text, and its nodes stay while its text does. */
const known = new WeakMap<tree.Statement, readonly DocumentSymbol[]>();

/** The outline: declarations with what they declare inside; those that an edit left alone are the same objects. */
export function* documentSymbols({ program, text }: Model): Steps<readonly DocumentSymbol[]> {
  const symbols: DocumentSymbol[] = [];
  for (const statement of program.statements) {
    const found = known.get(statement) ?? symbolsOf(statement, text);
    known.set(statement, found);
    symbols.push(...found);
    yield;
  }
  return symbols;
}

function outline(statements: readonly tree.Statement[], text: string): readonly DocumentSymbol[] {
  return statements.flatMap((statement) => symbolsOf(statement, text));
}

function symbolsOf(statement: tree.Statement, text: string): readonly DocumentSymbol[] {
  const body = (block: tree.Block | undefined) => outline(block?.statements ?? [], text);
  switch (statement.kind) {
    case 'circuit':
    case 'workflow':
      return entry(
        statement,
        statement.kind,
        parametersText(statement.parameters, text),
        body(statement.body),
      );
    case 'for':
    case 'if':
      return blocksOf(statement).flatMap(({ statements }) => outline(statements.filter(isStep), text));
    case 'test': {
      const { title, span } = statement;
      const children = body(statement.body);
      return [{ name: title.value, kind: 'test', detail: '', span, nameSpan: title.span, children }];
    }
    case 'function':
      return entry(statement, 'function', parametersText(statement.parameters, text), []);
    case 'gate':
      return entry(statement, 'gate', names([...statement.parameters, ...statement.qubits]), []);
    case 'observable':
    case 'noise':
    case 'backend':
    case 'model':
    case 'memory':
    case 'task':
      return entry(statement, statement.kind, shortened(textOf(statement.value.span, text)), []);
    case 'qubit-declaration':
      return entry(statement, 'qubits', declaredType(statement, text), []);
    case 'classical-declaration':
      return entry(
        statement,
        statement.modifier === 'const' ? 'constant' : 'value',
        textOf(statement.type.span, text),
        [],
      );
    default:
      return [];
  }
}

/** Of loops and decisions the outline has the tasks; what they declare for themselves in circuits is nobody's business. */
function isStep({ kind }: tree.Statement): boolean {
  return kind === 'task' || kind === 'for' || kind === 'if';
}

type Declaration = tree.Statement & { readonly name: tree.Name };

function entry(
  { name, span }: Declaration,
  kind: DocumentSymbol['kind'],
  detail: string,
  children: readonly DocumentSymbol[],
): readonly DocumentSymbol[] {
  return name.text === '' ? [] : [{ name: name.text, kind, detail, span, nameSpan: name.span, children }];
}

function declaredType({ size }: tree.QubitDeclaration, text: string): string {
  return size === undefined ? 'qubit' : `qubit[${textOf(size.span, text)}]`;
}

function names(list: readonly tree.Name[]): string {
  return list.map((name) => name.text).join(', ');
}

function textOf({ start, end }: Span, text: string): string {
  return oneLine(text.slice(start, end));
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
