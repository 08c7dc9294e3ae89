/** Test fixtures: texts in which `$0` marks the cursor. */
import { type LookAtFile, type Model, loadProject } from '../index.ts';

export interface Fixture {
  readonly model: Model;
  readonly offset: number;
}

const cursor = '$0';

/** The model of a text without its cursor mark, with other files by name beside it; `look` tells what is in those that its calls read. */
export async function fixture(
  marked: string,
  files: Readonly<Record<string, string>> = {},
  look?: LookAtFile,
): Promise<Fixture> {
  const offset = marked.indexOf(cursor);
  const text = marked.replace(cursor, '');
  const uri = 'file:///test/main.qflow';
  const read = (wanted: string) =>
    Promise.resolve(wanted === uri ? text : files[wanted.slice('file:///test/'.length)]);
  return { model: await loadProject(uri, read, 'file:///test/std/', look), offset: Math.max(0, offset) };
}
