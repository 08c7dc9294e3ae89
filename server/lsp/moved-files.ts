import {
  type Connection,
  type FileOperationOptions,
  type RenameFilesParams,
  type TextEdit,
  WillRenameFilesRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Move, editsForMoves } from '../language/ide/index.ts';
import { parse } from '../language/index.ts';
import { type Log, guarded } from './guarded.ts';
import { Places, toTextEdit } from './to-lsp.ts';
import type { Workspace } from './workspace.ts';

/** Programs and folders of them: the editor asks before it gives them other names. */
export const fileOperations: FileOperationOptions = {
  willRename: {
    filters: [
      { pattern: { glob: '**/*.{qflow,qasm,inc}', matches: 'file' } },
      { pattern: { glob: '**', matches: 'folder' } },
    ],
  },
};

/** Mends the imports of all programs when files or folders get other names. */
export function registerMoves(connection: Connection, workspace: Workspace, library: string, log: Log): void {
  connection.onRequest(
    WillRenameFilesRequest.type,
    guarded<RenameFilesParams, WorkspaceEdit | null>('moving files', log, null, async ({ files }) => {
      const moves = files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri }));
      const changes: Record<string, TextEdit[]> = {};
      for (const uri of await workspace.programs()) {
        const edits = await editsIn(uri, moves, workspace, library);
        if (edits.length > 0) changes[uri] = edits;
      }
      return Object.keys(changes).length === 0 ? null : { changes };
    }),
  );
}

async function editsIn(
  uri: string,
  moves: readonly Move[],
  workspace: Workspace,
  library: string,
): Promise<TextEdit[]> {
  const text = await workspace.textOf(uri);
  // Most files need no look at their tree.
  if (text === undefined || !/\b(?:import|include)\b/.test(text)) return [];
  const places = new Places(text);
  const { program } = parse(text, { uri });
  return editsForMoves({ uri, program }, moves, library).map((edit) => toTextEdit(edit, places));
}
