import { InTurn, type Steps, atOnce } from '../../base/index.ts';
import { type ParseResult, parse } from '../syntax/parse.ts';
import { EditedText, type FragmentChange } from '../syntax/edited-text.ts';
import type { SourceFile } from './analysis.ts';
import { analyse } from './analyse.ts';
import { FileAnalysis } from './file-analysis.ts';
import { importedPaths } from './imports.ts';
import type { Model } from './model.ts';
import { type FileLooks, type LookAtFile, looksOf } from './named-files.ts';

/** Gives the text behind a URI, or nothing when there is none. */
export type ReadText = (uri: string) => Promise<string | undefined>;

/** A file as it was read last, ready to be read again after an edit. */
interface ParsedFile {
  readonly text: EditedText;
  readonly analysis: FileAnalysis;
  /** Reading it and checking it rest, and must not do so beside each other. */
  readonly turns: InTurn;
  isRead: boolean;
  parsed: ParseResult;
  /** What edits did since the last check. */
  change: FragmentChange | undefined;
}

/** What a file stands among. */
interface Surroundings {
  readonly imports: ReadonlyMap<string, Model>;
  readonly cycles: ReadonlyMap<string, readonly string[]>;
  readonly looks: FileLooks | undefined;
}

interface CheckedFile {
  readonly text: string;
  readonly model: Model;
  readonly imports: ReadonlyMap<string, Model>;
  readonly cycles: string;
  readonly looks: string | undefined;
}

/** Does a piece of work, with or without the rests that it offers. */
export type DoSteps = <T>(steps: Steps<T>) => Promise<T>;

/**
 * Files that import each other, parsed and checked at most once for each text: a file is checked again only when its
 * own text or the model of a file that it imports has changed.
 */
export class Project {
  readonly #read: ReadText;
  readonly #library: string | undefined;
  readonly #look: LookAtFile | undefined;
  readonly #do: DoSteps;
  readonly #open = new Map<string, string>();
  readonly #parsed = new Map<string, ParsedFile>();
  readonly #checked = new Map<string, CheckedFile>();

  /**
   * @param library the URI of the folder of the standard library, with a slash at its end
   * @param look looks at the files that calls of the programs read
   * @param doSteps reads and checks long files, without rests when left out
   */
  constructor(read: ReadText, library?: string, look?: LookAtFile, doSteps: DoSteps = withoutRests) {
    this.#read = read;
    this.#library = library;
    this.#look = look;
    this.#do = doSteps;
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

  /** Whether a model is the latest of its file, and no newer text has been read. */
  isLatest(model: Model): boolean {
    const isChecked = this.#checked.get(model.uri)?.model === model;
    return isChecked && this.#parsed.get(model.uri)?.text.text === model.text;
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
    const file = await this.#parse(uri, text);
    const { program } = file.parsed;
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
    const surroundings = { imports, cycles, looks };
    const model = await file.turns.take(() => this.#checkText(uri, text, file, surroundings));
    // Meanwhile the file was edited: its present text counts.
    return model ?? this.#check(uri, file.text.text, path, visited);
  }

  /** Checks a file in whose place no other text has come. */
  async #checkText(
    uri: string,
    text: string,
    file: ParsedFile,
    { imports, cycles, looks }: Surroundings,
  ): Promise<Model | undefined> {
    if (file.text.text !== text) return undefined;
    const cycleKey = JSON.stringify([...cycles]);
    const known = this.#checked.get(uri);
    const isKnown = known?.text === text && known.cycles === cycleKey && known.looks === looks?.key;
    if (isKnown && isSame(known.imports, imports)) return known.model;
    const { program, diagnostics } = file.parsed;
    const { fragments } = file.text;
    const head = { uri, text, program, syntaxDiagnostics: diagnostics, fragments, cycles };
    const steps = file.analysis.check({ ...head, ...(looks && { looks }) }, imports, file.change);
    const model = await this.#do(steps);
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

  async #parse(uri: string, text: string): Promise<ParsedFile> {
    const file = this.#parsed.get(uri) ?? unread(uri);
    this.#parsed.set(uri, file);
    await file.turns.take(async () => {
      if (file.text.text === text && file.isRead) return;
      const change = await this.#do(file.text.update(text));
      file.change &&= together(file.change, change);
      file.parsed = resultOf(file.text);
      file.isRead = true;
    });
    return file;
  }
}

function unread(uri: string): ParsedFile {
  const text = new EditedText({ uri });
  const analysis = new FileAnalysis();
  return { text, analysis, turns: new InTurn(), isRead: false, parsed: resultOf(text), change: undefined };
}

function withoutRests<T>(steps: Steps<T>): Promise<T> {
  return Promise.resolve(atOnce(steps));
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
