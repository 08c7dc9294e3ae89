/** An extension whose file system lies in the memory of the browser: a workspace as repositories on vscode.dev are one. */
import * as vscode from 'vscode';
import { scheme } from './scheme.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const list = vscode.Uri.joinPath(context.extensionUri, '..', 'workspace.json').toString(true);
  const texts: Readonly<Record<string, string>> = await (await fetch(list)).json();
  const files = new MemoryFiles(new Map(Object.entries(texts)));
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(scheme, files, { isCaseSensitive: true }),
  );
}

/** Files by their paths, as text; folders are what stands before the names. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #texts: Map<string, string>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(texts: Map<string, string>) {
    this.#texts = texts;
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const text = this.#texts.get(path);
    if (text !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 1, size: text.length };
    if (this.#below(path).length === 0) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 1, size: 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const names = this.#below(path).map((file) => file.slice(folderPath(path).length).split('/'));
    return names.map(([name = '', ...more]) => [
      name,
      more.length === 0 ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const text = this.#texts.get(path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#texts.set(uri.path, new TextDecoder().decode(content));
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #below(path: string): readonly string[] {
    return [...this.#texts.keys()].filter((file) => file.startsWith(folderPath(path)));
  }
}

function folderPath(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
