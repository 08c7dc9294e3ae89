/** Requests beyond the Language Server Protocol that the client makes; both sides use these names and shapes. */
import type { CompilationChoice, CompilationView } from './compilation.ts';
import type { TaskGraph } from './graph.ts';
import type { RunTarget } from './run.ts';
import type { DeviceChoice, TargetTable } from './targets.ts';
import type { ToolInput, ToolName } from './tools.ts';

/** client → server: the graph of a workflow as the text stands; the first workflow when `workflow` is left out. */
export const taskGraphRequest = 'qflow/taskGraph';

export interface TaskGraphParameters {
  readonly uri: string;
  readonly workflow?: string;
}

export type TaskGraphAnswer = TaskGraph | null;

/** server → client: the text of a file that the editor may hold unsaved, or null when there is none. */
export const readFileRequest = 'qflow/readFile';

export interface ReadFileParameters {
  readonly uri: string;
}

export type ReadFileAnswer = string | null;

/** server → client: the addresses of files of the workspace, at most {@link largestFileList} of them. */
export const listFilesRequest = 'qflow/listFiles';
export const largestFileList = 1000;

export interface ListFilesParameters {
  /** Programs, or the descriptions of devices in `.qflow/devices`. */
  readonly kind: 'programs' | 'devices';
}

export type ListFilesAnswer = readonly string[];

/** client → server: everything in a file that can run, open or not, in the order of the text. */
export const runnablesRequest = 'qflow/runnables';

export interface RunnablesParameters {
  readonly uri: string;
}

export interface Runnable extends RunTarget {
  /** Zero-based line of its name. */
  readonly line: number;
}

export type RunnablesAnswer = readonly Runnable[];

/** client → server: how a circuit does on its targets, as it was checked last; the file's first one without a name. */
export const targetTableRequest = 'qflow/targetTable';

export interface TargetTableParameters {
  readonly uri: string;
  readonly circuit?: string;
}

export type TargetTableAnswer = TargetTable | null;

/** client → server: the answer of a tool that reads a program, open or not, as text; null where there is none. */
export const assistRequest = 'qflow/assist';

export interface AssistParameters {
  readonly uri: string;
  readonly tool: Exclude<ToolName, 'qflow_run'>;
  readonly input: ToolInput;
}

export type AssistAnswer = string | null;

/** client → server: a circuit compiled for a device, by default the first circuit and the first target. */
export const compilationRequest = 'qflow/compilation';

export interface CompilationParameters {
  readonly uri: string;
  readonly circuit?: string;
  readonly device?: string;
  /** From 0 to 3; 2 where nothing is said. */
  readonly level?: number;
}

export type CompilationAnswer =
  | { readonly kind: 'view'; readonly view: CompilationView }
  /** `choice`: where another device or level may do. */
  | { readonly kind: 'none'; readonly reason: string; readonly choice?: CompilationChoice };

/**
 * Options of the process that the language server runs in. It keeps trees that live as long as their files, so that
 * collecting sooner costs little: at 10,000 lines it holds less than half of the memory that it takes by default.
 */
export const serverProcessOptions = ['--max-semi-space-size=4', '--heap-growing-percent=20'] as const;

/** client → server: the devices that can be chosen as targets. */
export const devicesRequest = 'qflow/devices';

export type DevicesAnswer = readonly DeviceChoice[];

/** The command that a Run code lens carries; its arguments are the file's uri and a {@link RunTarget}. */
export const runCommand = 'qflow.run';
/** The command that a code lens about targets carries; its arguments are the file's uri and the circuit's name. */
export const showTargetsCommand = 'qflow.showTargets';
/** The command that a Graph code lens carries; its arguments are the file's uri and the workflow's name. */
export const showGraphCommand = 'qflow.showTaskGraph';
/** The command that asks for a new name after a refactoring; its arguments are the file's uri and the name's position. */
export const renameCommand = 'qflow.renameAt';
