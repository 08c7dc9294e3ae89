import type { TextEdit } from '../../../base/index.ts';
import { findGate } from '../../../library/index.ts';
import { type Model, parse, type tree } from '../../index.ts';
import { edited } from './lines.ts';
import type { Refactoring } from './refactoring.ts';
import { visitStatements } from '../visit-statements.ts';

/** A gate of qelib1.inc in the words of OpenQASM 3, exactly, its global phase included. */
type Rewriting = (angles: readonly string[], operands: readonly string[]) => string;

const as =
  (gate: string): Rewriting =>
  (angles, operands) =>
    `${gate}${angles.length === 0 ? '' : `(${angles.join(', ')})`} ${operands.join(', ')};`;

const rzz: Rewriting = ([angle], [a, b]) => `cx ${a}, ${b}; rz(${angle}) ${b}; cx ${a}, ${b};`;

/** What stdgates.inc lacks of qelib1.inc. */
const rewritings: Readonly<Record<string, Rewriting>> = {
  sxdg: as('inv @ sx'),
  u: as('u3'),
  u0: (_angles, operands) => as('id')([], operands),
  cu1: as('cp'),
  cu3: (angles, operands) => as('cu')([...angles, '0'], operands),
  csx: as('ctrl @ sx'),
  c3x: as('ctrl(3) @ x'),
  c3sqrtx: as('ctrl(3) @ sx'),
  c4x: as('ctrl(4) @ x'),
  rzz,
  // exp(−iθXX/2) is exp(−iθZZ/2) between Hadamard gates.
  rxx: (angles, [a = '', b = '']) => `h ${a}; h ${b}; ${rzz(angles, [a, b])} h ${a}; h ${b};`,
};

/** Rewrites an OpenQASM 2 program as OpenQASM 3, comments and layout kept; offered on its first line. */
export function convertOpenQasm(model: Model, offset: number): Refactoring | undefined {
  const { program, text } = model;
  const { version } = program;
  if (program.dialect !== 'openqasm2' || version === undefined) return undefined;
  if (text.slice(0, version.span.end).split('\n').length < text.slice(0, offset).split('\n').length)
    return undefined;
  const edits = [{ span: version.span, text: 'OPENQASM 3.0;' }];
  const declared = new Set<string>();
  let isConvertible = true;
  visitStatements(program.statements, (statement) => {
    if (statement.kind === 'gate') declared.add(statement.name.text);
    const edit = converted(statement, declared, text);
    if (edit === 'impossible') isConvertible = false;
    else if (edit !== undefined) edits.push(edit);
  });
  if (!isConvertible || hasFaults(text, edits)) return undefined;
  return { kind: 'rewrite', title: 'Convert to OpenQASM 3', edits };
}

/** The edit of one statement; undefined where OpenQASM 3 says it the same way. */
function converted(
  statement: tree.Statement,
  declared: ReadonlySet<string>,
  text: string,
): TextEdit | 'impossible' | undefined {
  const slice = ({ span }: { readonly span: TextEdit['span'] }) => text.slice(span.start, span.end);
  switch (statement.kind) {
    case 'include':
      return statement.path.value === 'qelib1.inc'
        ? { span: statement.path.span, text: '"stdgates.inc"' }
        : 'impossible';
    case 'qubit-declaration':
    case 'classical-declaration':
      return { span: statement.span, text: declaration(slice(statement)) };
    case 'measure':
      return statement.target === undefined
        ? undefined
        : { span: statement.span, text: `${slice(statement.target)} = measure ${slice(statement.source)};` };
    case 'gate':
      return statement.body === undefined ? 'impossible' : undefined;
    case 'if':
      return conditional(statement, declared, text);
    case 'gate-call':
      return gateCall(statement, declared, slice);
    default:
      return undefined;
  }
}

/** `qreg q[3];` as `qubit[3] q;` and `creg c[3];` as `bit[3] c;`. */
function declaration(text: string): string {
  return text.replace(
    /^(qreg|creg)\s+(\w+)\s*(\[[^\]]*\])?/,
    (_all, word: string, name: string, size = '') => {
      return `${word === 'qreg' ? 'qubit' : 'bit'}${size} ${name}`;
    },
  );
}

/** A condition on a gate that becomes several needs braces around them; the gate is converted by itself. */
function conditional(
  { then }: tree.IfStatement,
  declared: ReadonlySet<string>,
  text: string,
): 'impossible' | undefined {
  const isSplit = then.statements.some(
    (inner) =>
      inner.kind === 'gate-call' &&
      !declared.has(inner.name.text) &&
      (inner.name.text === 'rzz' || inner.name.text === 'rxx'),
  );
  return isSplit && text[then.span.start] !== '{' ? 'impossible' : undefined;
}

function gateCall(
  { name, angles, operands, span }: tree.GateCall,
  declared: ReadonlySet<string>,
  slice: (node: { readonly span: TextEdit['span'] }) => string,
): TextEdit | 'impossible' | undefined {
  if (declared.has(name.text)) return undefined;
  const written = angles.map((angle) =>
    slice(angle)
      .replaceAll('^', '**')
      .replaceAll(/\bln\b/g, 'log'),
  );
  const rewriting = rewritings[name.text];
  if (rewriting !== undefined) return { span, text: rewriting(written, operands.map(slice)) };
  if (findGate(name.text)?.origin === 'qelib1.inc') return 'impossible';
  const isSame = angles.every((angle, place) => slice(angle) === written[place]);
  return isSame ? undefined : { span, text: as(name.text)(written, operands.map(slice)) };
}

/** Whether the text after the edits does not parse, such as for a register whose name is a word of OpenQASM 3. */
function hasFaults(text: string, edits: readonly TextEdit[]): boolean {
  return parse(edited(text, edits)).diagnostics.length > 0;
}
