import * as vscode from 'vscode';
import type { RunView, TaskGraph } from '../../server/protocol/index.ts';
import type { LanguageServer } from '../features/language/language-server.ts';
import { placeOf, rangeOf } from '../features/run/run-diagnostics.ts';
import { revealRange } from '../text-files.ts';

/** Shows a task in its file: where the text declares it now, else where it did when the graph was made. */
export async function revealTask(server: LanguageServer, uri: vscode.Uri, graph: TaskGraph, task: string) {
  const now = await server.taskGraph(uri, graph.workflow);
  const declared = task.replace(/(?:\[\d+\])+$/, '');
  const node =
    now?.nodes.find(({ name }) => name === declared) ??
    graph.nodes.find(({ name, group }) => name === task || group === task);
  if (node === undefined) return;
  const { start, end } = node.span;
  await revealRange(
    uri,
    (document) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
  );
}

/** Shows the place of one of a run's diagnostics. */
export async function revealDiagnostic(run: RunView, index: number): Promise<void> {
  const diagnostic = run.diagnostics[index];
  if (diagnostic === undefined) return;
  await revealRange(placeOf(run, diagnostic), () => rangeOf(diagnostic));
}
