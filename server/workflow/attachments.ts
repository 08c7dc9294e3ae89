import type { ModelFiles } from '../chemistry/index.ts';
import { type Model, resolveUri, type tree, walk } from '../language/index.ts';

/** Files beside the program that its calls read, such as `fcidump("h2.fcidump")`. */
export interface Attachments {
  readonly textOf: ModelFiles;
  /** Their texts by the names that the program has for them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads the files that calls of a program, and of those that it imports, name. One that is missing has no text. */
export async function readAttachments(
  model: Model,
  read: (uri: string) => Promise<string | undefined>,
): Promise<Attachments> {
  const found = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const { uri, program } of withImports(model)) {
    for (const path of namedFiles(program)) {
      const text = await read(resolveUri(uri, path) ?? path);
      if (text === undefined) continue;
      found.set(keyOf(uri, path), text);
      texts.set(path, text);
    }
  }
  return { textOf: (uri, path) => found.get(keyOf(uri, path)), texts };
}

function keyOf(uri: string, path: string): string {
  return `${uri} ${path}`;
}

function withImports(model: Model, seen: Set<Model> = new Set()): ReadonlySet<Model> {
  if (seen.has(model)) return seen;
  seen.add(model);
  for (const imported of model.imports.values()) withImports(imported, seen);
  return seen;
}

function namedFiles(program: tree.Program): readonly string[] {
  const paths: string[] = [];
  walk(program, (node) => {
    if (node.kind !== 'call' || !['fcidump', 'molecule'].includes(node.callee.name)) return;
    const isFile = ({ name }: tree.Argument, place: number) =>
      name?.text === 'file' || (name === undefined && place === 0 && node.callee.name === 'fcidump');
    const value = node.arguments.find(isFile)?.value;
    if (value?.kind === 'string') paths.push(value.value);
  });
  return paths;
}
