import * as vscode from 'vscode';
import { isListOf } from '../../decode.ts';
import type { CommandLine } from '../../platform.ts';

const type = 'qflow';

type Verb = 'check' | 'run' | 'test' | 'fmt';

/** A task as `tasks.json` has it. */
interface Definition extends vscode.TaskDefinition {
  readonly type: typeof type;
  readonly command: Verb;
  /** Left out: all programs below the folder, for `check` and `test`. */
  readonly files?: readonly string[];
  readonly arguments?: readonly string[];
}

const groups: Readonly<Partial<Record<Verb, vscode.TaskGroup>>> = {
  check: vscode.TaskGroup.Build,
  test: vscode.TaskGroup.Test,
};

const shown: readonly Pick<Definition, 'command' | 'files'>[] = [
  { command: 'check' },
  { command: 'test' },
  { command: 'check', files: ['${file}'] },
  { command: 'run', files: ['${file}'] },
  { command: 'test', files: ['${file}'] },
  { command: 'fmt', files: ['${file}'] },
];

/** Offers the command line as tasks; where no process can be started, such as in a browser, there are none. */
export function registerTasks(commandLine: CommandLine | undefined): vscode.Disposable {
  if (commandLine === undefined) return vscode.Disposable.from();
  return vscode.tasks.registerTaskProvider(type, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .flatMap((folder) => shown.map((task) => toTask({ type, ...task }, folder, commandLine))),
    resolveTask: ({ definition, scope }) =>
      isDefinition(definition)
        ? toTask(definition, scope ?? vscode.TaskScope.Workspace, commandLine)
        : undefined,
  });
}

function isDefinition(value: vscode.TaskDefinition): value is Definition {
  const isText = (entry: unknown) => typeof entry === 'string';
  return (
    ['check', 'run', 'test', 'fmt'].includes(String(value['command'])) &&
    isListOf(value['files'] ?? [], isText) &&
    isListOf(value['arguments'] ?? [], isText)
  );
}

function toTask(
  definition: Definition,
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
  { program, arguments: before, environment }: CommandLine,
): vscode.Task {
  const { command, files = [], arguments: more = [] } = definition;
  const execution = new vscode.ProcessExecution(program, [...before, command, ...files, ...more], {
    env: { ...environment },
  });
  const task = new vscode.Task(definition, scope, nameOf(definition), 'qflow', execution, ['$qflow']);
  const group = groups[command];
  if (group !== undefined) task.group = group;
  return task;
}

function nameOf({ command, files }: Definition): string {
  return files === undefined ? vscode.l10n.t('{0} all programs', command) : `${command} ${files.join(' ')}`;
}
