import type { TableColumn } from '../../base/index.ts';
import type { CallExpression, Expression, Program, Statement } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';

/** A file that a call of a program reads, by its address. */
export interface WantedFile {
  readonly uri: string;
  /** `text` is one whose content nobody looks at here. */
  readonly format: 'csv' | 'json' | 'parquet' | 'text';
  readonly separator?: string;
  readonly hasHeader?: boolean;
}

/** What the beginning of a file shows. */
export interface FileLook {
  readonly isMissing?: true;
  /** Why it is no table of its format. */
  readonly fault?: string;
  readonly columns?: readonly TableColumn[];
}

/** Looks at a file; nothing where that cannot be done from here. */
export type LookAtFile = (file: WantedFile) => Promise<FileLook | undefined>;

/** What is known of the files that the calls of a program read. */
export interface FileLooks {
  /** The same for the same findings. */
  readonly key: string;
  readonly of: ReadonlyMap<CallExpression, FileLook>;
}

interface NamedFile extends Omit<WantedFile, 'uri'> {
  readonly call: CallExpression;
  readonly path: string;
}

/** The files of each statement of the top level: an edit leaves the other statements alone. */
const known = new WeakMap<Statement, readonly NamedFile[]>();

/** Looks at all files that the calls of a program read. @param resolve the address of a path */
export async function looksOf(
  program: Program,
  resolve: (path: string) => string | undefined,
  look: LookAtFile,
): Promise<FileLooks> {
  const of = new Map<CallExpression, FileLook>();
  const texts: string[] = [];
  for (const { call, path, ...file } of program.statements.flatMap(filesOf)) {
    const uri = resolve(path);
    const found = uri === undefined ? undefined : await look({ ...file, uri });
    if (found === undefined) continue;
    of.set(call, found);
    texts.push(JSON.stringify([path, found]));
  }
  return { key: texts.join('\n'), of };
}

function filesOf(statement: Statement): readonly NamedFile[] {
  const found = known.get(statement) ?? namedIn(statement);
  known.set(statement, found);
  return found;
}

function namedIn(statement: Statement): readonly NamedFile[] {
  const files: NamedFile[] = [];
  walk(statement, (node) => {
    const file = node.kind === 'call' ? namedBy(node) : undefined;
    if (file !== undefined) files.push(file);
  });
  return files;
}

/** The file that a call reads. What a workflow writes need not be there. */
function namedBy(call: CallExpression): NamedFile | undefined {
  switch (call.callee.name) {
    case 'read': {
      const [source] = call.arguments;
      return source?.value.kind === 'call' ? tableFile(source.value) : undefined;
    }
    case 'fcidump':
      return textFile(call, argument(call, 'file') ?? argument(call, undefined));
    case 'molecule':
      return textFile(call, argument(call, 'file'));
    default:
      return undefined;
  }
}

function textFile(call: CallExpression, file: Expression | undefined): NamedFile | undefined {
  return file?.kind === 'string' ? { call, path: file.value, format: 'text' } : undefined;
}

function tableFile(call: CallExpression): NamedFile | undefined {
  const format = (['csv', 'json', 'parquet'] as const).find((name) => name === call.callee.name);
  const file = argument(call, 'file') ?? argument(call, undefined);
  if (format === undefined || file?.kind !== 'string') return undefined;
  const separator = argument(call, 'separator');
  const header = argument(call, 'header');
  return {
    call,
    path: file.value,
    format,
    ...(separator?.kind === 'string' && { separator: separator.value }),
    ...(header?.kind === 'boolean' && { hasHeader: header.value }),
  };
}

/** The argument of that name, or the first one without a name. */
function argument({ arguments: given }: CallExpression, name: string | undefined): Expression | undefined {
  return given.find((one) => one.name?.text === name)?.value;
}
