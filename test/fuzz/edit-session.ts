import assert from 'node:assert/strict';
import type { Position } from 'vscode-languageserver';
import { LineMap, type Random } from '../../server/base/index.ts';
import { TestEditor } from '../../server/lsp/test-editor.ts';
import { samplePrograms, sampleUri } from './programs.ts';
import { EditedProgram, below, chosen } from './random-edits.ts';

/** A file in the editor. */
interface OpenFile {
  readonly uri: string;
  readonly name: string;
  program: EditedProgram;
  version: number;
  isOpen: boolean;
}

/** Milliseconds after which a server has checked everything that an edit concerns. */
const settled = 600;

/** How many files are open together. */
const fileCount = 6;

/** Somebody who edits some programs at random in an editor with a language server. */
export class EditSession {
  readonly #editor: TestEditor;
  readonly #random: Random;
  readonly #files: readonly OpenFile[];

  private constructor(editor: TestEditor, random: Random, files: readonly OpenFile[]) {
    this.#editor = editor;
    this.#random = random;
    this.#files = files;
  }

  /** Opens some of the samples. */
  static async start(editor: TestEditor, random: Random): Promise<EditSession> {
    const files = samplePrograms.slice(0, fileCount).map(({ name, text }) => ({
      uri: sampleUri(name),
      name,
      program: new EditedProgram(text, random),
      version: 1,
      isOpen: true,
    }));
    for (const { uri, program } of files) await editor.open(uri, program.text);
    return new EditSession(editor, random, files);
  }

  /** One edit of one file: typed, undone, renamed, saved, closed or opened again. */
  async act(): Promise<void> {
    const file = chosen(this.#random, this.#files);
    if (!file.isOpen) return this.#open(file);
    const action = below(this.#random, 40);
    if (action === 0) return this.#close(file);
    if (action === 1) return this.#save(file);
    if (action === 2) return this.#startAnew(file);
    if (action === 3) return this.#rename(file);
    const before = file.program.text;
    await this.#replace(file, before, file.program.edit());
    // Somebody asks while the text is checked, and not for every edit.
    if (action < 8) await this.#ask(this.#editor, file.uri, this.#positionsIn(file.program.text)[0]);
  }

  #open(file: OpenFile): Promise<void> {
    file.isOpen = true;
    file.version++;
    void this.#editor.open(file.uri, file.program.text, file.version);
    return Promise.resolve();
  }

  async #close(file: OpenFile): Promise<void> {
    file.isOpen = false;
    await this.#editor.close(file.uri);
  }

  async #save({ uri }: OpenFile): Promise<void> {
    await this.#editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  /** The sample as it was, so that texts do not only ever get worse. */
  async #startAnew(file: OpenFile): Promise<void> {
    const before = file.program.text;
    const text = samplePrograms.find(({ name }) => name === file.name)?.text ?? '';
    file.program = new EditedProgram(text, this.#random);
    await this.#replace(file, before, text);
  }

  async #rename(file: OpenFile): Promise<void> {
    const [position] = this.#positionsIn(file.program.text);
    const answer = await this.#editor
      .request<{
        changes?: Record<string, { range: { start: Position; end: Position }; newText: string }[]>;
      } | null>('textDocument/rename', file.uri, position, { newName: `name${below(this.#random, 100)}` })
      .catch(() => null);
    for (const { uri, program } of this.#files) {
      const edits = answer?.changes?.[uri] ?? [];
      const changed = this.#files.find((one) => one.uri === uri);
      if (changed?.isOpen !== true || edits.length === 0) continue;
      const text = withEdits(program.text, edits);
      const before = program.text;
      changed.program = new EditedProgram(text, this.#random);
      await this.#replace(changed, before, text);
    }
  }

  /** Tells the server that the difference of two texts was typed. */
  async #replace(file: OpenFile, before: string, after: string): Promise<void> {
    let start = 0;
    while (start < before.length && before[start] === after[start]) start++;
    let same = 0;
    const shorter = Math.min(before.length, after.length) - start;
    while (same < shorter && before.at(-1 - same) === after.at(-1 - same)) same++;
    const lines = new LineMap(before);
    const range = { start: toPosition(lines, start), end: toPosition(lines, before.length - same) };
    await this.#editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: file.uri, version: ++file.version },
      contentChanges: [{ range, text: after.slice(start, after.length - same) }],
    });
  }

  #positionsIn(text: string): readonly Position[] {
    const lines = new LineMap(text);
    return Array.from({ length: 4 }, () => toPosition(lines, below(this.#random, text.length + 1)));
  }

  /** Holds every answer about every open file against those of a server that has just been started. */
  async compare(server?: URL | string): Promise<void> {
    const fresh = await TestEditor.start(server === undefined ? {} : { server });
    const open = this.#files.filter(({ isOpen }) => isOpen);
    for (const { uri, program } of open) await fresh.open(uri, program.text);
    await new Promise((resolve) => setTimeout(resolve, settled));
    for (const { uri, program } of open) {
      const positions = this.#positionsIn(program.text);
      const [mine, theirs] = [this.#editor.shown(uri), fresh.shown(uri)];
      assert.deepEqual(mine, theirs, `diagnostics of\n${program.text}`);
      for (const position of positions)
        assert.deepEqual(
          await this.#ask(this.#editor, uri, position),
          await this.#ask(fresh, uri, position),
          `answers at ${position.line}:${position.character} of\n${program.text}`,
        );
    }
    await fresh.stop();
  }

  async #ask(editor: TestEditor, uri: string, position: Position | undefined): Promise<object> {
    const [tokens, symbols, folding, hover, highlights, signature] = await Promise.all([
      editor.request<{ data: readonly number[] }>('textDocument/semanticTokens/full', uri),
      editor.request('textDocument/documentSymbol', uri),
      editor.request('textDocument/foldingRange', uri),
      editor.request('textDocument/hover', uri, position),
      editor.request('textDocument/documentHighlight', uri, position),
      editor.request('textDocument/signatureHelp', uri, position),
    ]);
    return { tokens: tokens.data, symbols, folding, hover, highlights, signature };
  }
}

function toPosition(lines: LineMap, offset: number): Position {
  const { line, column } = lines.position(offset);
  return { line, character: column };
}

function withEdits(
  text: string,
  edits: readonly { readonly range: { start: Position; end: Position }; readonly newText: string }[],
): string {
  const lines = new LineMap(text);
  const offset = ({ line, character }: Position) => lines.offset({ line, column: character });
  return edits
    .toSorted((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}
