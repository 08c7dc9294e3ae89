import * as vscode from 'vscode';
import type { RunView } from '../server/protocol/index.ts';
import { registerMcpServer } from './features/assistant/mcp-server.ts';
import { registerTools } from './features/assistant/tools.ts';
import { registerDebugging } from './features/debug/debugging.ts';
import { registerLanguage } from './features/language/language-commands.ts';
import { LanguageServer } from './features/language/language-server.ts';
import { extendMarkdownIt } from './features/markdown/extend-markdown.ts';
import { RunCommands } from './features/run/run-commands.ts';
import { RunController } from './features/run/run-controller.ts';
import { RunHistory } from './features/run/run-history.ts';
import { registerShowRun } from './features/run/show-run.ts';
import { registerCircuitViews } from './features/views/circuit-views.ts';
import { registerSamples } from './features/samples/sample-commands.ts';
import { registerSecrets } from './features/secrets/secret-commands.ts';
import { SecretStore } from './features/secrets/secret-store.ts';
import { registerTasks } from './features/tasks/task-provider.ts';
import { TestExplorer } from './features/tests/test-explorer.ts';
import { registerTargets } from './features/targets/choose-targets.ts';
import { RunPanels } from './panels/run-panels.ts';
import { registerTargetPanel } from './panels/target-panel.ts';
import type { Platform } from './platform.ts';

/** What other extensions and tests can ask the extension. */
export interface ExtensionApi {
  /** Milliseconds that `activate` took. */
  readonly timings: { readonly activate: number };
  /** The finished runs that the workspace remembers, the latest first. */
  runs(): readonly RunView[];
  /** Settles when the language server has started, or failed to. */
  ready(): Promise<void>;
  /** The tests of programs, by file and title. */
  readonly tests: vscode.TestController;
  /** Asked for by the Markdown preview. */
  readonly extendMarkdownIt: typeof extendMarkdownIt;
}

let running: LanguageServer | undefined;

/** Registers everything and starts the language server in the background; the run host waits for the first run. */
export function activate(context: vscode.ExtensionContext, platform: Platform): ExtensionApi {
  const began = performance.now();
  const log = vscode.window.createOutputChannel('QuantumFlow', { log: true });
  const server = new LanguageServer(platform, log);
  const secrets = new SecretStore(context);
  const history = new RunHistory(context.workspaceState);
  const runs = new RunController(history, log, secrets, (line) => platform.startRunner(line));
  const panels = new RunPanels(context.extensionUri, server, runs, (order) => commands.start(order));
  const commands = new RunCommands(server, runs, panels);
  const tests = new TestExplorer(server, log, secrets, (line) => platform.startRunner(line));
  context.subscriptions.push(
    log,
    registerLanguage(server, log),
    runs,
    panels.register(),
    commands.register(),
    registerShowRun(history, runs, panels),
    registerCircuitViews(server),
    registerTargets(server),
    registerTargetPanel(context.extensionUri, server),
    tests,
    registerSecrets(secrets),
    registerTasks(platform.commandLine),
    registerSamples(context.extensionUri),
    registerTools(server, commands),
    registerMcpServer(platform.commandLine),
    registerDebugging(server, log, (line) => platform.startRunner(line)),
  );
  server.start();
  running = server;
  const timings = { activate: performance.now() - began };
  return {
    timings,
    runs: () => history.runs,
    ready: () => server.ready,
    tests: tests.controller,
    extendMarkdownIt,
  };
}

/** Stops the language server; everything else is disposed of with the extension's subscriptions. */
export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}
