import {
  type CancellationToken,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import type { Steps } from '../base/index.ts';
import type { Model } from '../language/index.ts';
import { type Log, guarded } from './guarded.ts';
import { Patience } from './patience.ts';
import { inSlices } from './slices.ts';
import type { Checked, Family, Workspace } from './workspace.ts';

export interface InDocument {
  readonly textDocument: { readonly uri: string };
}

export interface AtPosition extends InDocument {
  readonly position: Position;
}

export interface InRange extends InDocument {
  readonly range: Range;
}

type Handler<Parameters, Answer> = (
  parameters: Parameters,
  token: CancellationToken,
) => Promise<Answer | ResponseError>;

/** Makes the handlers of requests: each waits for the models that it needs and never fails. */
export class Requests {
  readonly #workspace: Workspace;
  readonly #log: Log;
  readonly #patience = new Patience();

  constructor(workspace: Workspace, log: Log) {
    this.#workspace = workspace;
    this.#log = log;
  }

  /** A request about one file; where it is not open or too large to be understood the answer is `empty`. */
  about<Parameters extends InDocument, Answer>(
    name: string,
    empty: Answer,
    answer: (file: Checked, parameters: Parameters, token: CancellationToken) => Answer,
  ): Handler<Parameters, Answer> {
    return guarded<Parameters, Answer>(name, this.#log, empty, async (parameters, token) => {
      this.#patience.arrived();
      const file = await this.#workspace.checked(parameters.textDocument.uri);
      return file === undefined || token.isCancellationRequested ? empty : answer(file, parameters, token);
    });
  }

  /** The same about a whole file, which may take a while: what comes in together with it is answered first. */
  aboutWhole<Parameters extends InDocument, Answer>(
    name: string,
    empty: Answer,
    answer: (file: Checked, parameters: Parameters, token: CancellationToken) => Answer,
  ): Handler<Parameters, Answer> {
    return this.#patiently(this.about(name, empty, answer));
  }

  /**
   * A request about one file that takes long where the file is long: it begins behind what comes in together with it, and
   * rests between its steps. The editor asks again where the text changes meanwhile.
   */
  longAbout<Parameters extends InDocument, Answer>(
    name: string,
    empty: Answer,
    steps: (file: Checked, parameters: Parameters) => Steps<Answer>,
  ): Handler<Parameters, Answer> {
    const answer = async (parameters: Parameters, token: CancellationToken) => {
      const file = await this.#workspace.checked(parameters.textDocument.uri);
      if (file === undefined) return empty;
      const isWanted = () => !token.isCancellationRequested && this.#workspace.isLatest(file.model);
      const done = await inSlices(steps(file, parameters), isWanted);
      return done === undefined ? new ResponseError(LSPErrorCodes.ContentModified, 'changed') : done.value;
    };
    return this.#patiently(guarded<Parameters, Answer | ResponseError>(name, this.#log, empty, answer));
  }

  #patiently<Parameters, Answer>(handler: Handler<Parameters, Answer>): Handler<Parameters, Answer> {
    return (parameters, token) => {
      this.#patience.arrived();
      return this.#patience.whenQuiet(() => handler(parameters, token));
    };
  }

  /** A request about all open files and those that they import. */
  across<Parameters, Answer>(
    name: string,
    empty: Answer,
    answer: (family: Family, parameters: Parameters, token: CancellationToken) => Answer,
  ): Handler<Parameters, Answer> {
    return guarded<Parameters, Answer>(name, this.#log, empty, async (parameters, token) => {
      const family = await this.#workspace.family(token);
      return token.isCancellationRequested ? empty : answer(family, parameters, token);
    });
  }

  /** A request about a place in an open file that looks at all programs that have the word there too. */
  acrossFrom<Parameters extends AtPosition, Answer>(
    name: string,
    empty: Answer,
    answer: (place: FamilyPlace, parameters: Parameters, token: CancellationToken) => Answer,
  ): Handler<Parameters, Answer> {
    return guarded<Parameters, Answer>(name, this.#log, empty, async (parameters, token) => {
      const { textDocument, position } = parameters;
      const word = this.#workspace.wordAt(textDocument.uri, position);
      const family = await this.#workspace.family(token, word === '' ? undefined : word);
      const place = family.place(textDocument.uri, position);
      return place === undefined || token.isCancellationRequested ? empty : answer(place, parameters, token);
    });
  }
}

/** A place in one of several files. */
export interface FamilyPlace {
  readonly family: Family;
  readonly model: Model;
  readonly offset: number;
}
