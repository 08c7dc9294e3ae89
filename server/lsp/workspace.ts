import type { Position, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../base/index.ts';
import { type Model, Project, resolveUri } from '../language/index.ts';
import { modelOf } from '../language/ide/index.ts';
import { diagnose } from '../library/index.ts';
import { Places, type PlacesOf } from './to-lsp.ts';

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
  offset(position: Position): number;
}

/** What is wrong with one version of an open file. */
export interface Findings {
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly placesOf: PlacesOf;
}

/** The open files and those that they import. */
export class Workspace {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #project: Project;
  /** Texts of files that are not open, until the editor says that they have changed. */
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #models = new Map<string, Model>();
  readonly #places = new WeakMap<Model, Places>();

  constructor(
    documents: TextDocuments<TextDocument>,
    readFile: (uri: string) => Promise<string | undefined>,
  ) {
    this.#documents = documents;
    this.#project = new Project((uri) => this.#read(uri, readFile));
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

  async findings(uri: string): Promise<Findings | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const refused = refusal(document.getText());
    if (refused !== undefined) {
      const start = new Places('');
      return { version: document.version, diagnostics: [refused], placesOf: () => start };
    }
    const checked = await this.checked(uri);
    return checked === undefined ? undefined : { ...checked, diagnostics: checked.model.diagnostics };
  }

  /** The open files that import a file, directly or by way of others, as they were checked last. */
  dependents(uri: string): readonly string[] {
    const changed = decoded(uri);
    const isDependent = ([open, model]: readonly [string, Model]) =>
      decoded(open) !== changed && imports(model, changed);
    return [...this.#models].filter(isDependent).map(([open]) => open);
  }

  /** A file that is not open was changed, made or removed. */
  fileChanged(uri: string): void {
    this.#texts.delete(decoded(uri));
  }

  closed(uri: string): void {
    this.#models.delete(uri);
    this.fileChanged(uri);
  }

  #read(uri: string, readFile: (uri: string) => Promise<string | undefined>): Promise<string | undefined> {
    const open = this.#openText(uri);
    if (open !== undefined) return Promise.resolve(open);
    const key = decoded(uri);
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = readFile(uri);
    this.#texts.set(key, text);
    return text;
  }

  #openText(uri: string): string | undefined {
    const wanted = decoded(uri);
    const document =
      this.#documents.get(uri) ?? this.#documents.all().find((open) => decoded(open.uri) === wanted);
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

/** Editors and the language spell the same file's address with more or fewer percent signs. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** Whether a file needs the one at `uri` (decoded), one that does not exist yet included. */
function imports(model: Model, uri: string): boolean {
  const isDirect = model.program.statements.some(
    (statement) =>
      (statement.kind === 'import' || statement.kind === 'include') &&
      decoded(resolveUri(model.uri, statement.path.value) ?? '') === uri,
  );
  return isDirect || [...model.imports.values()].some((inner) => imports(inner, uri));
}
