import type { RunRequest, RunTarget, ToRunner } from '../protocol/index.ts';

/** The message as the run host understands it, or undefined for anything else: unknown kinds are refused here. */
export function decodeToRunner(message: unknown): ToRunner | undefined {
  if (!isRecord(message)) return undefined;
  switch (message['kind']) {
    case 'run': {
      const request = decodeRequest(message['request']);
      return request && { kind: 'run', request };
    }
    case 'cancel':
      return typeof message['runId'] === 'string' ? { kind: 'cancel', runId: message['runId'] } : undefined;
    case 'pause': {
      const { runId, isPaused } = message;
      const isWhole = typeof runId === 'string' && typeof isPaused === 'boolean';
      return isWhole ? { kind: 'pause', runId, isPaused } : undefined;
    }
    case 'debug':
      return decodeDebug(message);
    case 'file':
      return decodeFile(message);
    case 'secret':
      return decodeSecret(message);
    default:
      return undefined;
  }
}

function decodeDebug({ session, message }: Readonly<Record<string, unknown>>): ToRunner | undefined {
  if (typeof session !== 'string' || !isRecord(message)) return undefined;
  const { type, seq } = message;
  if (typeof type !== 'string' || typeof seq !== 'number') return undefined;
  return { kind: 'debug', session, message: { ...message, type, seq } };
}

function decodeFile(message: Readonly<Record<string, unknown>>): ToRunner | undefined {
  const { id, text } = message;
  if (typeof id !== 'number' || (typeof text !== 'string' && text !== null)) return undefined;
  return { kind: 'file', id, text };
}

function decodeSecret({ id, value }: Readonly<Record<string, unknown>>): ToRunner | undefined {
  if (typeof id !== 'number' || (typeof value !== 'string' && value !== null)) return undefined;
  return { kind: 'secret', id, value };
}

function decodeRequest(value: unknown): RunRequest | undefined {
  if (!isRecord(value)) return undefined;
  const { runId, uri, file, text } = value;
  if (typeof runId !== 'string' || typeof uri !== 'string') return undefined;
  if (typeof file !== 'string' || typeof text !== 'string') return undefined;
  const target = decodeTarget(value['target']);
  const inputs = decodeInputs(value['inputs']);
  const again = decodeAgain(value['again']);
  return {
    runId,
    uri,
    file,
    text,
    ...(target === undefined ? {} : { target }),
    ...(typeof value['backend'] === 'string' ? { backend: value['backend'] } : {}),
    ...(typeof value['shots'] === 'number' ? { shots: value['shots'] } : {}),
    ...(typeof value['defaultShots'] === 'number' ? { defaultShots: value['defaultShots'] } : {}),
    ...(typeof value['seed'] === 'number' ? { seed: value['seed'] } : {}),
    ...(inputs === undefined ? {} : { inputs }),
    ...(typeof value['folder'] === 'string' ? { folder: value['folder'] } : {}),
    ...(value['record'] === true ? { record: true } : {}),
    ...(value['fresh'] === true ? { fresh: true } : {}),
    ...(value['coverage'] === true ? { coverage: true } : {}),
    ...(value['isTrusted'] === false ? { isTrusted: false } : {}),
    ...(typeof value['basis'] === 'string' ? { basis: value['basis'] } : {}),
    ...(again === undefined ? {} : { again }),
  };
}

function decodeAgain(value: unknown): RunRequest['again'] {
  if (!isRecord(value) || typeof value['task'] !== 'string') return undefined;
  const { task, scope } = value;
  return scope === 'task' || scope === 'from' ? { task, scope } : undefined;
}

function decodeTarget(value: unknown): RunTarget | undefined {
  if (!isRecord(value) || typeof value['name'] !== 'string') return undefined;
  const { kind, name } = value;
  return kind === 'circuit' || kind === 'workflow' || kind === 'test' ? { kind, name } : undefined;
}

function decodeInputs(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
