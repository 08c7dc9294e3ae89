import { createMessageConnection } from 'vscode-jsonrpc/node';
import { UsageError, exitStatus } from '../exit-status.ts';
import { toolCalls } from '../mcp/call-tool.ts';
import { LineReader, LineWriter } from '../mcp/line-messages.ts';
import { serveTools } from '../mcp/mcp-server.ts';
import { withSimulator } from './run.ts';

/** `qflow mcp`: the tools for assistants over this process's own streams, until the client closes them. */
export async function mcp(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('The MCP server is started as `qflow mcp`.');
  const connection = createMessageConnection(new LineReader(process.stdin), new LineWriter(process.stdout));
  await withSimulator(async (simulator) => {
    const closed = new Promise<void>((resolve) => connection.onClose(resolve));
    serveTools(connection, toolCalls(simulator));
    connection.listen();
    await closed;
  });
  return exitStatus.done;
}
