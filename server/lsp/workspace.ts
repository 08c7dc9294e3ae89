import type { CancellationToken, Location, Position, Range, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Span, Steps } from '../base/index.ts';
import { circuitDiagnostics } from '../circuit/index.ts';
import { type LookAtFile, type Model, Project, resolveUri } from '../language/index.ts';
import { decodedUri, familyOf, modelOf, wordAt } from '../language/ide/index.ts';
import { diagnose } from '../library/index.ts';
import { inSlices, turn } from './slices.ts';
import { Places, type PlacesOf, toLocation } from './to-lsp.ts';

/** Texts with more UTF-16 units are no programs that somebody types; checking them would hold everything else up. */
const largestText = 2_000_000;

/** An open file with what its present text means. */
export interface Checked {
  readonly uri: string;
  readonly version: number;
  readonly model: Model;
  readonly places: Places;
  /** Places in this file and in those that it imports. */
  readonly placesOf: PlacesOf;
  readonly offset: (position: Position) => number;
}

/** What is wrong with one version of an open file. */
export interface Findings {
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly placesOf: PlacesOf;
}

/** The open files and those that they import, as their texts stand. */
export interface Family {
  readonly models: readonly Model[];
  readonly placesOf: PlacesOf;
  /** A place in one of the files, or undefined where the file is none of them. */
  place(
    uri: string,
    position: Position,
  ): { readonly family: Family; readonly model: Model; readonly offset: number } | undefined;
  /** One location, or none where the file is not at hand. */
  location(uri: string, span: Span): Location[];
  ranges(uri: string, spans: readonly Span[]): Range[];
}

/** How often all files are looked at again because one was edited meanwhile. */
const attempts = 3;

/** How large circuits may grow that are unrolled at a keystroke to see what they do. */
const whileTyping = { instructions: 5_000, steps: 20_000 };

/** The open files and those that they import. */
export class Workspace {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #readFile: (uri: string) => Promise<string | undefined>;
  readonly #project: Project;
  readonly #library: string;
  /** Texts of files that are not open, until the editor says that they have changed. */
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #models = new Map<string, Model>();
  readonly #places = new WeakMap<Model, Places>();
  readonly #advice = new WeakMap<Model, readonly Diagnostic[]>();
  readonly #listFiles: () => Promise<readonly string[]>;
  /** Addresses of all programs, until the editor says that a file has changed. */
  #listed: Promise<readonly string[]> | undefined;

  constructor(
    documents: TextDocuments<TextDocument>,
    readFile: (uri: string) => Promise<string | undefined>,
    listFiles: () => Promise<readonly string[]>,
    library: string,
    look?: LookAtFile,
  ) {
    this.#documents = documents;
    this.#readFile = readFile;
    this.#listFiles = listFiles;
    this.#library = library;
    this.#project = new Project((uri) => this.#read(uri), library, look, inTurns);
  }

  /** Whether no newer text of the file has been checked. */
  isLatest(model: Model): boolean {
    return this.#project.isLatest(model);
  }

  versionOf(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  /** The model of an open file as its text stands; nothing where it is not open or its text is no program. */
  async checked(uri: string): Promise<Checked | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined || refusal(document.getText()) !== undefined) return undefined;
    const { version } = document;
    const model = await this.#project.load(uri);
    if (model === undefined) return undefined;
    this.#models.set(uri, model);
    const places = this.#placesIn(model);
    return {
      uri,
      version,
      model,
      places,
      placesOf: (other) => this.#placesOf(model, other),
      offset: (position) => places.offset(position),
    };
  }

  /** The model of any file, open or not; nothing where there is none or its text is no program. */
  async looked(uri: string): Promise<{ readonly model: Model; readonly places: Places } | undefined> {
    const text = await this.#read(uri);
    if (text === undefined || refusal(text) !== undefined) return undefined;
    const model = await this.#project.load(uri);
    return model && { model, places: this.#placesIn(model) };
  }

  /** All open files and those that they import; with a word also the other programs in whose text it stands. */
  async family(token: CancellationToken, word?: string): Promise<Family> {
    for (let attempt = 1; ; attempt++) {
      const models = await this.#openModels(token, word);
      const isLatest = models.every((model) => this.#project.isLatest(model));
      // While files were read, one of them was edited: its earlier model is of no use.
      if (isLatest || attempt === attempts || token.isCancellationRequested) return this.#familyOf(models);
    }
  }

  async #openModels(token: CancellationToken, word: string | undefined): Promise<readonly Model[]> {
    const models: Model[] = [];
    for (const { uri } of this.#documents.all()) {
      if (token.isCancellationRequested) break;
      const checked = await this.checked(uri);
      if (checked !== undefined) models.push(checked.model);
    }
    if (word !== undefined) models.push(...(await this.#modelsWith(word, token)));
    return models;
  }

  /** The addresses of the programs of the workspace and of those that are open, each once. */
  async programs(): Promise<readonly string[]> {
    const all = [...this.#documents.all().map(({ uri }) => uri), ...(await this.#list())];
    return [...new Map(all.toReversed().map((uri) => [decodedUri(uri), uri])).values()].toReversed();
  }

  /** The text of a program, as the editor holds it where it is open; nothing where there is none, or it is none. */
  async textOf(uri: string): Promise<string | undefined> {
    const text = await this.#read(uri);
    return text === undefined || refusal(text) !== undefined ? undefined : text;
  }

  #list(): Promise<readonly string[]> {
    this.#listed ??= this.#listFiles().catch((error: unknown) => {
      // The next request asks again.
      this.#listed = undefined;
      throw error;
    });
    return this.#listed;
  }

  /** The programs that are not open and have a word in their text. */
  async #modelsWith(word: string, token: CancellationToken): Promise<readonly Model[]> {
    const open = new Set(this.#documents.all().map(({ uri }) => decodedUri(uri)));
    const models: Model[] = [];
    for (const uri of await this.#list()) {
      if (token.isCancellationRequested) break;
      const text = open.has(decodedUri(uri)) ? undefined : await this.#read(uri);
      if (text === undefined || refusal(text) !== undefined || !text.includes(word)) continue;
      const model = await this.#project.load(uri);
      if (model !== undefined) models.push(model);
    }
    return models;
  }

  /** The word at a position of an open file. */
  wordAt(uri: string, position: Position): string | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const { start, end } = wordAt(document.getText(), document.offsetAt(position));
    return document.getText().slice(start, end);
  }

  #familyOf(open: readonly Model[]): Family {
    const models = familyOf(open);
    const byUri = new Map(models.map((model) => [decodedUri(model.uri), model]));
    const placesOf = (uri: string) => {
      const model = byUri.get(decodedUri(uri));
      return model === undefined ? undefined : this.#placesIn(model);
    };
    const family: Family = {
      models,
      placesOf,
      place: (uri, position) => {
        const model = byUri.get(decodedUri(uri));
        return model && { family, model, offset: this.#placesIn(model).offset(position) };
      },
      location: (uri, span) => {
        const places = placesOf(uri);
        return places === undefined ? [] : [toLocation(uri, span, places)];
      },
      ranges: (uri, spans) => {
        const places = placesOf(uri);
        return places === undefined ? [] : spans.map((span) => places.range(span));
      },
    };
    return family;
  }

  async findings(uri: string): Promise<Findings | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const refused = refusal(document.getText());
    if (refused !== undefined) {
      const start = new Places('');
      return { version: document.version, diagnostics: [refused], placesOf: () => start };
    }
    const checked = await this.checked(uri);
    if (checked === undefined) return undefined;
    const { model } = checked;
    // Reading a long text takes a while by itself; what else waits gets its turn.
    await turn();
    return { ...checked, diagnostics: [...model.diagnostics, ...this.advice(model)] };
  }

  /** What the unrolled circuits of a file show. */
  advice(model: Model): readonly Diagnostic[] {
    const known = this.#advice.get(model) ?? circuitDiagnostics(model, whileTyping);
    this.#advice.set(model, known);
    return known;
  }

  /** The open files that import a file, directly or by way of others, as they were checked last. */
  dependents(uri: string): readonly string[] {
    const changed = decodedUri(uri);
    const isDependent = ([open, model]: readonly [string, Model]) =>
      decodedUri(open) !== changed && imports(model, changed, this.#library);
    return [...this.#models].filter(isDependent).map(([open]) => open);
  }

  /** A file that is not open was changed, made or removed. */
  fileChanged(uri: string): void {
    this.#listed = undefined;
    this.#texts.delete(decodedUri(uri));
  }

  closed(uri: string): void {
    this.#models.delete(uri);
    this.fileChanged(uri);
  }

  #read(uri: string): Promise<string | undefined> {
    const open = this.#openText(uri);
    if (open !== undefined) return Promise.resolve(open);
    const key = decodedUri(uri);
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = this.#readFile(uri);
    this.#texts.set(key, text);
    return text;
  }

  #openText(uri: string): string | undefined {
    const wanted = decodedUri(uri);
    const document =
      this.#documents.get(uri) ?? this.#documents.all().find((open) => decodedUri(open.uri) === wanted);
    return document?.getText();
  }

  #placesIn(model: Model): Places {
    const known = this.#places.get(model);
    if (known !== undefined) return known;
    const places = new Places(model.text);
    this.#places.set(model, places);
    return places;
  }

  #placesOf(model: Model, uri: string): Places | undefined {
    const found = modelOf(model, uri);
    return found === undefined ? undefined : this.#placesIn(found);
  }
}

/** Why a text is not checked while it is open, as the one thing that the editor shows for it. */
function refusal(text: string): Diagnostic | undefined {
  if (text.length <= largestText) return undefined;
  const size = (text.length / 1_000_000).toFixed(1);
  const reason = `it has ${size} million characters, and 2 million is the limit`;
  return diagnose('QF6006', { start: 0, end: 0 }, [reason]);
}

/** Whether a file needs the one at `uri` (decoded), one that does not exist yet included. */
function imports(model: Model, uri: string, library: string): boolean {
  const isDirect = model.program.statements.some(
    (statement) =>
      (statement.kind === 'import' || statement.kind === 'include') &&
      decodedUri(resolveUri(model.uri, statement.path.value, library) ?? '') === uri,
  );
  return isDirect || [...model.imports.values()].some((inner) => imports(inner, uri, library));
}

/** Reading and checking a long file lets other requests have their turn. */
async function inTurns<T>(steps: Steps<T>): Promise<T> {
  const done = await inSlices(steps, () => true);
  if (done === undefined) throw new Error('nobody gives up the reading of a file');
  return done.value;
}
