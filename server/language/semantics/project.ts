import { type ParseResult, parse } from '../syntax/parse.ts';
import { EditedText, type FragmentChange } from '../syntax/edited-text.ts';
import type { SourceFile } from './analysis.ts';
import { analyse } from './analyse.ts';
import { FileAnalysis } from './file-analysis.ts';
import { importedPaths } from './imports.ts';
import type { Model } from './model.ts';
import { type LookAtFile, looksOf } from './named-files.ts';

/** Gives the text behind a URI, or nothing when there is none. */
export type ReadText = (uri: string) => Promise<string | undefined>;

/** A file as it was read last, ready to be read again after an edit. */
interface ParsedFile {
  readonly text: EditedText;
  readonly analysis: FileAnalysis;
  parsed: ParseResult;
  /** What edits did since the last check. */
  change: FragmentChange | undefined;
}

interface CheckedFile {
  readonly text: string;
  readonly model: Model;
  readonly imports: ReadonlyMap<string, Model>;
  readonly cycles: string;
  readonly looks: string | undefined;
}

/**
 * Files that import each other, parsed and checked at most once for each text: a file is checked again only when its
 * own text or the model of a file that it imports has changed.
 */
export class Project {
  readonly #read: ReadText;
  readonly #library: string | undefined;
  readonly #look: LookAtFile | undefined;
  readonly #open = new Map<string, string>();
  readonly #parsed = new Map<string, ParsedFile>();
  readonly #checked = new Map<string, CheckedFile>();

  /**
   * @param library the URI of the folder of the standard library, with a slash at its end
   * @param look looks at the files that calls of the programs read
   */
  constructor(read: ReadText, library?: string, look?: LookAtFile) {
    this.#read = read;
    this.#library = library;
    this.#look = look;
  }

  /** Takes the present text of a file, as an editor holds it, and gives its model. */
  update(uri: string, text: string): Promise<Model> {
    this.#open.set(uri, text);
    return this.#check(uri, text, [uri], new Map());
  }

  /** Forgets a text that {@link update} gave: the file is read again. */
  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** The model of a file that is read, or nothing when there is no such file. */
  async load(uri: string): Promise<Model | undefined> {
    const text = await this.#textOf(uri);
    return text === undefined ? undefined : this.#check(uri, text, [uri], new Map());
  }

  /** Whether a model is the latest of its file. */
  isLatest(model: Model): boolean {
    return this.#checked.get(model.uri)?.model === model;
  }

  async #textOf(uri: string): Promise<string | undefined> {
    return this.#open.get(uri) ?? (await this.#read(uri));
  }

  /**
   * @param path the files that led here, this one last
   * @param visited the models of this walk, so that a file which many import is looked at once
   */
  async #check(
    uri: string,
    text: string,
    path: readonly string[],
    visited: Map<string, Model>,
  ): Promise<Model> {
    const file = this.#parse(uri, text);
    const { program, diagnostics } = file.parsed;
    const imports = new Map<string, Model>();
    const cycles = new Map<string, readonly string[]>();
    for (const written of importedPaths(program)) {
      const target = resolveUri(uri, written, this.#library);
      if (target === undefined) continue;
      const start = path.indexOf(target);
      const model =
        start >= 0 ? undefined : (visited.get(target) ?? (await this.#visit(target, path, visited)));
      const way = start >= 0 ? path.slice(start) : model && this.#wayBack(target, uri, path, visited);
      // Every file on the way round names the cycle at its own import, whichever of them was opened.
      if (way !== undefined) cycles.set(written, [uri, ...way]);
      else if (model !== undefined) imports.set(written, model);
    }
    const looks = this.#look && (await looksOf(program, (named) => resolveUri(uri, named), this.#look));
    // Meanwhile the file was edited: its present text counts.
    if (file.text.text !== text) return this.#check(uri, file.text.text, path, visited);
    const cycleKey = JSON.stringify([...cycles]);
    const known = this.#checked.get(uri);
    if (
      known?.text === text &&
      known.cycles === cycleKey &&
      known.looks === looks?.key &&
      isSame(known.imports, imports)
    )
      return known.model;
    const { fragments } = file.text;
    const source = {
      uri,
      text,
      program,
      syntaxDiagnostics: diagnostics,
      fragments,
      cycles,
      ...(looks && { looks }),
    };
    const model = file.analysis.check(source, imports, file.change);
    file.change = unchanged;
    this.#checked.set(uri, { text, model, imports, cycles: cycleKey, looks: looks?.key });
    return model;
  }

  async #visit(
    uri: string,
    path: readonly string[],
    visited: Map<string, Model>,
  ): Promise<Model | undefined> {
    const text = await this.#textOf(uri);
    if (text === undefined) return undefined;
    const model = await this.#check(uri, text, [...path, uri], visited);
    visited.set(uri, model);
    return model;
  }

  /** The files on the shortest way of imports from one file to another, both included. */
  #wayBack(
    from: string,
    to: string,
    path: readonly string[],
    visited: ReadonlyMap<string, Model>,
  ): readonly string[] | undefined {
    const ways = new Map<string, readonly string[]>([[from, [from]]]);
    for (const [uri, way] of ways) {
      if (uri === to) return way;
      const program = this.#parsed.get(uri)?.parsed.program;
      for (const written of program === undefined ? [] : importedPaths(program)) {
        const next = resolveUri(uri, written, this.#library);
        if (next === undefined || ways.has(next) || !(visited.has(next) || path.includes(next))) continue;
        ways.set(next, [...way, next]);
      }
    }
    return undefined;
  }

  #parse(uri: string, text: string): ParsedFile {
    const known = this.#parsed.get(uri);
    if (known !== undefined && known.text.text === text) return known;
    if (known !== undefined) {
      const change = known.text.update(text);
      known.change &&= together(known.change, change);
      known.parsed = resultOf(known.text);
      return known;
    }
    const read = new EditedText(text, { uri });
    const file = { text: read, analysis: new FileAnalysis(), parsed: resultOf(read), change: undefined };
    this.#parsed.set(uri, file);
    return file;
  }
}

function isSame(first: ReadonlyMap<string, Model>, second: ReadonlyMap<string, Model>): boolean {
  return first.size === second.size && [...first].every(([path, model]) => second.get(path) === model);
}

const unchanged: FragmentChange = { removed: [], added: [] };

/** What two edits did, one after the other. */
function together(first: FragmentChange, second: FragmentChange): FragmentChange {
  const [added, removed] = [new Set(first.added), new Set(second.removed)];
  return {
    removed: [...first.removed, ...second.removed.filter((fragment) => !added.has(fragment))],
    added: [...first.added.filter((fragment) => !removed.has(fragment)), ...second.added],
  };
}

function resultOf({ program, diagnostics }: EditedText): ParseResult {
  return { program, diagnostics };
}

/** The model of a file and everything that it imports. A missing file has the model of an empty text. */
export async function loadProject(
  entryUri: string,
  read: ReadText,
  library?: string,
  look?: LookAtFile,
): Promise<Model> {
  return (
    (await new Project(read, library, look).load(entryUri)) ??
    analyse({ uri: entryUri, text: '', ...emptyFile() }, new Map())
  );
}

function emptyFile(): Pick<SourceFile, 'program' | 'syntaxDiagnostics'> {
  const { program, diagnostics } = parse('');
  return { program, syntaxDiagnostics: diagnostics };
}

/**
 * The URI that a path in the file at `base` means: relative to its folder unless it starts with `/`, a scheme, or
 * `std/`, which is the standard library at `library`.
 */
export function resolveUri(base: string, path: string, library?: string): string | undefined {
  if (library !== undefined && path.startsWith('std/')) return resolveUri(library, path.slice('std/'.length));
  if (/^[a-zA-Z][a-zA-Z0-9+.-]+:/.test(path)) return path;
  const [, head = '', folder = ''] = /^([^:/?#]+:(?:\/\/[^/?#]*)?)?(.*\/)?[^/]*$/.exec(base) ?? [];
  const encoded = path.split(/[/\\]/).map(encodeURIComponent);
  const segments = path.startsWith('/') ? encoded : [...folder.split('/').slice(0, -1), ...encoded];
  return head + normalised(segments).join('/');
}

function normalised(segments: readonly string[]): string[] {
  const result: string[] = [];
  for (const [place, segment] of segments.entries()) {
    if (segment === '.' || (segment === '' && place > 0)) continue;
    const isBelow = result.length > 0 && result.at(-1) !== '..' && result.at(-1) !== '';
    if (segment !== '..') result.push(segment);
    else if (isBelow) result.pop();
    else if (result.at(-1) !== '') result.push(segment);
  }
  return result;
}
