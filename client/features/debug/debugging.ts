import * as vscode from 'vscode';
import { selector, toUri } from '../../text-files.ts';
import type { LanguageServer } from '../language/language-server.ts';
import type { RunnerProcess } from '../run/runner.ts';
import { RunHostDebugAdapter } from './debug-adapter.ts';
import { DebugConfigurations } from './debug-configuration.ts';
import { inlineValues } from './inline-values.ts';

/** The type of debug sessions, as the manifest names it. */
const type = 'qflow';

/** Registers the debugger of circuits; each session starts a run host of its own. */
export function registerDebugging(
  server: LanguageServer,
  log: vscode.LogOutputChannel,
  startRunner: (log: (line: string) => void) => RunnerProcess,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.debug.registerDebugAdapterDescriptorFactory(type, {
      createDebugAdapterDescriptor: ({ id }) =>
        new vscode.DebugAdapterInlineImplementation(
          new RunHostDebugAdapter(
            id,
            startRunner((line) => log.info(line)),
          ),
        ),
    }),
    vscode.debug.registerDebugConfigurationProvider(type, new DebugConfigurations(server)),
    vscode.languages.registerInlineValuesProvider([...selector], inlineValues),
    vscode.commands.registerCommand('qflow.debug', (address?: unknown) => debug(address)),
  );
}

/** Debugs a file, the one on screen where none is given. */
async function debug(address: unknown): Promise<boolean> {
  const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return false;
  const program = uri.scheme === 'file' ? uri.fsPath : uri.toString();
  const name = vscode.l10n.t('Debug Circuit');
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return vscode.debug.startDebugging(folder, { type, request: 'launch', name, program, stopOnEntry: true });
}
