import type { CancellationToken } from 'vscode-jsonrpc/node';
import { CancellationSource } from '../../base/index.ts';
import { assist } from '../../language/ide/index.ts';
import { type RunEvent, type RunRequest, type ToolInput, runText, toolTarget } from '../../protocol/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { requestOf, runOn } from '../commands/run.ts';
import { FileTrouble, loadSource, readSource } from '../source-file.ts';
import type { CallTool, Progress, ToolAnswer } from './mcp-server.ts';

/**
 * Carries tools out on the files of this folder, by the same functions as the commands `check`, `estimate` and `run`. Tasks
 * that would run other programs or ask servers are refused: nobody has said that these files may.
 */
export function toolCalls(simulator: Simulator): CallTool {
  return async ({ name }, input, token, progress) => {
    try {
      const source = await readSource(input.file);
      if (name === 'qflow_run')
        return await run(
          simulator,
          { ...requestOf(source), ...wanted(input), isTrusted: false },
          token,
          progress,
        );
      const today = new Date().toISOString().slice(0, 10);
      return { text: assist(await loadSource(source), { tool: name, input, today }) };
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      return { text: `${input.file}: ${error.diagnostic.message}`, isError: true };
    }
  };
}

function wanted(input: ToolInput): Partial<RunRequest> {
  const target = toolTarget(input);
  const { shots, seed } = input;
  return {
    ...(target === undefined ? {} : { target }),
    ...(shots === undefined ? {} : { shots }),
    ...(seed === undefined ? {} : { seed }),
  };
}

async function run(
  simulator: Simulator,
  request: RunRequest,
  token: CancellationToken,
  progress: Progress,
): Promise<ToolAnswer> {
  const source = new CancellationSource();
  const subscription = token.onCancellationRequested(() => source.cancel());
  const tell = (event: RunEvent) => {
    if (event.kind === 'progress') progress(event.fraction, event.task);
  };
  const document = await runOn(simulator, request, tell, undefined, source).finally(() =>
    subscription.dispose(),
  );
  return { text: runText(document), isError: document.status === 'failed' };
}
