import * as vscode from 'vscode';
import { type ListFilesParameters, largestFileList } from '../server/protocol/index.ts';

/** What is looked for: the same as a pattern and, relative to a folder of the workspace, as an expression. */
const wanted: Readonly<
  Record<ListFilesParameters['kind'], { readonly glob: string; readonly path: RegExp }>
> = {
  programs: { glob: '**/*.{qflow,qasm,inc}', path: /^(?!.*\/\.).*\.(?:qflow|qasm|inc)$/ },
  devices: { glob: '**/.qflow/devices/*.json', path: /(?:^|\/)\.qflow\/devices\/[^/]+\.json$/ },
};

/** Schemes of folders that the editor itself can search. */
const searched: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

/** Folders of one workspace folder that are looked into where the editor cannot search: each is a question to a server. */
const mostFolders = 300;

/** The files of one kind in the workspace. */
export async function listFiles(kind: ListFilesParameters['kind']): Promise<readonly string[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const lists = folders.map(({ uri }) =>
    searched.has(uri.scheme) ? found(uri, wanted[kind].glob) : walked(uri, wanted[kind].path),
  );
  return (await Promise.all(lists)).flat().slice(0, largestFileList).map(String);
}

async function found(folder: vscode.Uri, glob: string): Promise<readonly vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, glob);
  return vscode.workspace.findFiles(pattern, '**/node_modules/**', largestFileList);
}

/** For file systems of other extensions, whose search few offer: asking the editor for one that is missing never ends. */
async function walked(folder: vscode.Uri, path: RegExp): Promise<readonly vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const waiting = [folder];
  for (const next of waiting) {
    for (const [name, type] of await entriesOf(next)) {
      const uri = vscode.Uri.joinPath(next, name);
      const isOpen = name !== 'node_modules' && (!name.startsWith('.') || name === '.qflow');
      if (type === vscode.FileType.Directory && isOpen && waiting.length < mostFolders) waiting.push(uri);
      if (type === vscode.FileType.File && path.test(uri.path.slice(folder.path.length + 1))) files.push(uri);
    }
    if (files.length >= largestFileList) break;
  }
  return files;
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
