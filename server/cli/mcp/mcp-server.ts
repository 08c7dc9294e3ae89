import {
  type CancellationToken,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { version } from '../../base/index.ts';
import { type Tool, type ToolInput, toolInput, tools } from '../../protocol/index.ts';

/** The versions of the protocol that clients may ask for, the newest first. */
const protocolVersions = ['2025-06-18', '2025-03-26', '2024-11-05'];

/** What a tool gave: a text, and whether it tells of a failure. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError?: boolean;
}

/** Tells how far a call has come, between 0 and 1. */
export type Progress = (fraction: number, message: string) => void;

export type CallTool = (
  tool: Tool,
  input: ToolInput,
  token: CancellationToken,
  progress: Progress,
) => Promise<ToolAnswer>;

/** Serves the tools over a connection as the Model Context Protocol says (modelcontextprotocol.io, 2025-06-18). */
export function serveTools(connection: MessageConnection, call: CallTool): void {
  connection.onRequest('initialize', (parameters: unknown) => initialized(parameters));
  connection.onNotification('notifications/initialized', () => undefined);
  connection.onRequest('ping', () => ({}));
  connection.onRequest('tools/list', () => ({ tools: tools.map(described) }));
  connection.onRequest<object, void>('tools/call', async (parameters: unknown, token: CancellationToken) => {
    const name = field(parameters, 'name');
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined)
      return new ResponseError(ErrorCodes.InvalidParams, `There is no tool ${String(name)}.`);
    const input = toolInput(tool, field(parameters, 'arguments') ?? {});
    if (typeof input === 'string') return answer({ text: input, isError: true });
    return answer(await call(tool, input, token, progressOf(connection, parameters)));
  });
}

function initialized(parameters: unknown) {
  const asked = field(parameters, 'protocolVersion');
  return {
    protocolVersion: protocolVersions.find((one) => one === asked) ?? protocolVersions[0],
    capabilities: { tools: {} },
    serverInfo: { name: 'qflow', title: 'QuantumFlow', version },
    instructions:
      'Tools for quantum programs in .qflow and OpenQASM files. Check a file after each change; explain and validate before a run; runs are local simulations.',
  };
}

function described({ name, title, description, inputSchema, isReading }: Tool) {
  const annotations = { title, readOnlyHint: isReading, destructiveHint: false, openWorldHint: false };
  return { name, title, description, inputSchema, annotations };
}

function answer({ text, isError = false }: ToolAnswer) {
  return { content: [{ type: 'text', text }], isError };
}

/** Sends progress to a client that asked for it. */
function progressOf(connection: MessageConnection, parameters: unknown): Progress {
  const progressToken = field(field(parameters, '_meta'), 'progressToken');
  return (progress, message) => {
    if (progressToken === undefined) return;
    void connection.sendNotification('notifications/progress', {
      progressToken,
      progress,
      total: 1,
      message,
    });
  };
}

function field(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name);
}
