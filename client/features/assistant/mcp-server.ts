import * as vscode from 'vscode';
import type { CommandLine } from '../../platform.ts';

/** Offers `qflow mcp` to the editor, which starts it where the user allows it; nothing where no process can be. */
export function registerMcpServer(commandLine: CommandLine | undefined): vscode.Disposable {
  if (commandLine === undefined) return new vscode.Disposable(() => undefined);
  const { program, arguments: before, environment } = commandLine;
  return vscode.lm.registerMcpServerDefinitionProvider('qflow', {
    provideMcpServerDefinitions: () => {
      const definition = new vscode.McpStdioServerDefinition('QuantumFlow', program, [...before, 'mcp'], {
        ...environment,
      });
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      if (folder?.uri.scheme === 'file') definition.cwd = folder.uri;
      return [definition];
    },
  });
}
