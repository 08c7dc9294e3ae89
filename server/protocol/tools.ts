import type { RunTarget } from './run.ts';

/** What assistants can have done: the same tools for the editor's language models and for MCP clients. */
export type ToolName = 'qflow_check' | 'qflow_explain' | 'qflow_validate' | 'qflow_run';

export interface Tool {
  readonly name: ToolName;
  readonly title: string;
  /** What it does and gives, for a language model that has to choose. */
  readonly description: string;
  readonly inputSchema: ToolSchema;
  /** Whether it only looks; what does more is confirmed by the user. */
  readonly isReading: boolean;
}

export interface ToolSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** What a tool is given, once it has been looked at. */
export interface ToolInput {
  /** A path, relative to the folder that is open, or absolute. */
  readonly file: string;
  readonly circuit?: string;
  readonly workflow?: string;
  readonly test?: string;
  readonly devices?: readonly string[];
  readonly shots?: number;
  readonly seed?: number;
}

const file = {
  type: 'string',
  description: 'The .qflow or .qasm file: a path relative to the workspace folder, or an absolute one.',
};
const circuit = { type: 'string', description: 'The name of a circuit; `main` for an OpenQASM program.' };
const shots = { type: 'integer', minimum: 0, description: 'How many shots.' };

export const tools: readonly Tool[] = [
  {
    name: 'qflow_check',
    title: 'Check a quantum program',
    description:
      'Checks a qflow or OpenQASM file and lists every error, warning and piece of advice with its code, line, column and way out. Use it after each change of such a file.',
    inputSchema: { type: 'object', properties: { file }, required: ['file'] },
    isReading: true,
  },
  {
    name: 'qflow_explain',
    title: 'Explain a quantum program',
    description:
      'Tells what a qflow or OpenQASM file declares, and for each circuit its qubits, depth, gate counts and a drawing; for each workflow its tasks and what they need.',
    inputSchema: { type: 'object', properties: { file, circuit }, required: ['file'] },
    isReading: true,
  },
  {
    name: 'qflow_validate',
    title: 'Hold circuits against quantum computers',
    description:
      'Estimates how the circuits of a file do on quantum computers: whether they fit, the probability of success, two-qubit gates, depth, swaps, time and cost. Without devices it takes those that the file names.',
    inputSchema: {
      type: 'object',
      properties: {
        file,
        circuit,
        devices: {
          type: 'array',
          items: { type: 'string' },
          description: 'Names such as ibm_fez, ionq_forte or grid_6x9.',
        },
        shots,
      },
      required: ['file'],
    },
    isReading: true,
  },
  {
    name: 'qflow_run',
    title: 'Run a quantum program',
    description:
      'Runs a circuit, a workflow or a test of a file on the local simulator and gives the counts, expectation values or states.',
    inputSchema: {
      type: 'object',
      properties: {
        file,
        circuit,
        workflow: { type: 'string', description: 'The name of a workflow.' },
        test: { type: 'string', description: 'The title of a test.' },
        shots: { ...shots, description: 'How many shots; 0 asks for exact probabilities.' },
        seed: { type: 'integer', minimum: 0, description: 'The seed, for results that repeat.' },
      },
      required: ['file'],
    },
    isReading: false,
  },
];

/** What a run is asked to run; nothing where the file has only one thing to run. */
export function toolTarget({
  circuit,
  workflow,
  test: title,
}: Pick<ToolInput, 'circuit' | 'workflow' | 'test'>): RunTarget | undefined {
  if (title !== undefined) return { kind: 'test', name: title };
  if (workflow !== undefined) return { kind: 'workflow', name: workflow };
  return circuit === undefined ? undefined : { kind: 'circuit', name: circuit };
}

/** What a tool was given, or one sentence that says what is wrong with it. */
export function toolInput(tool: Tool, given: unknown): ToolInput | string {
  const fields = Object.entries(Object(given));
  const unknown = fields.find(([name]) => !(name in tool.inputSchema.properties));
  if (unknown !== undefined)
    return `${tool.name} takes ${Object.keys(tool.inputSchema.properties).join(', ')}, and not ${unknown[0]}.`;
  const wrong = fields.find(([name, value]) => !isFitting(name, value));
  if (wrong !== undefined) return `${wrong[0]} cannot be ${JSON.stringify(wrong[1])}.`;
  const path: unknown = Reflect.get(Object(given), 'file');
  return typeof path === 'string' ? { ...Object.fromEntries(fields), file: path } : 'file is missing.';
}

function isFitting(name: string, value: unknown): boolean {
  if (name === 'devices') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (name === 'shots' || name === 'seed')
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return typeof value === 'string' && value !== '';
}
