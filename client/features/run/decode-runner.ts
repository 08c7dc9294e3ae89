import type { FromRunner, RunEvent } from '../../../server/protocol/index.ts';
import { isDiagnostics, isGraph, isIteration, isResult, isTarget, isTaskState } from '../../decode-views.ts';
import { type Fields, hasNumbers, hasStrings, isListOf, isRecord } from '../../decode.ts';

/** The message as the editor understands it, or undefined for anything else: unknown kinds are refused here. */
export function decodeFromRunner(message: unknown): FromRunner | undefined {
  return isFromRunner(message) ? message : undefined;
}

function isFromRunner(message: unknown): message is FromRunner {
  if (!isRecord(message)) return false;
  switch (message['kind']) {
    case 'note':
      return hasStrings(message, ['text']);
    case 'ready':
      return hasStrings(message, ['version']);
    case 'read':
      return hasNumbers(message, ['id']) && hasStrings(message, ['uri']);
    case 'secret':
      return hasNumbers(message, ['id']) && hasStrings(message, ['name']);
    case 'debug':
      return hasStrings(message, ['session']) && isDebugMessage(message['message']);
    case 'event':
      return isRunEvent(message['event']);
    default:
      return false;
  }
}

function isDebugMessage(message: unknown): boolean {
  return isRecord(message) && hasStrings(message, ['type']) && hasNumbers(message, ['seq']);
}

const checks: Readonly<Record<RunEvent['kind'], (event: Fields) => boolean>> = {
  started: (event) =>
    hasStrings(event, ['file', 'uri', 'backend']) &&
    hasNumbers(event, ['seed', 'shots']) &&
    isTarget(event['target']) &&
    isGraph(event['graph']),
  graph: (event) => isGraph(event['graph']),
  paused: (event) => typeof event['isPaused'] === 'boolean',
  checkpoint: (event) => hasStrings(event, ['task']) && Array.isArray(event['answers']),
  cache: (event) => isListOf(event['notes'], isCacheNote),
  metrics: (event) => hasStrings(event, ['task']) && hasNumbers(event, ['cpuSeconds', 'peakBytes']),
  log: (event) => hasStrings(event, ['task', 'stream', 'text']),
  forecast: (event) => hasStrings(event, ['task', 'summary']),
  task: (event) => hasStrings(event, ['task']) && isTaskState(event['state']),
  progress: (event) => hasStrings(event, ['task']) && hasNumbers(event, ['fraction']),
  iteration: (event) => hasStrings(event, ['task']) && isIteration(event['iteration']),
  result: (event) => hasStrings(event, ['task']) && isResult(event['result']),
  diagnostics: (event) => isDiagnostics(event['diagnostics']),
  coverage: (event) => isListOf(event['files'], isFileCoverage),
  finished: (event) => isRecord(event['document']) && isDocument(event['document']),
};

function isFileCoverage(file: unknown): boolean {
  if (!isRecord(file) || !hasStrings(file, ['uri'])) return false;
  const isNamed = (place: unknown) => isCoveredPlace(place) && isRecord(place) && hasStrings(place, ['name']);
  return isListOf(file['statements'], isCoveredPlace) && isListOf(file['declarations'], isNamed);
}

function isCoveredPlace(place: unknown): boolean {
  return isRecord(place) && hasNumbers(place, ['line', 'column', 'endLine', 'endColumn', 'count']);
}

function isCacheNote(note: unknown): boolean {
  return isRecord(note) && hasStrings(note, ['task', 'reason']) && typeof note['isCached'] === 'boolean';
}

function isRunEvent(event: unknown): event is RunEvent {
  if (!isRecord(event) || !hasStrings(event, ['kind', 'runId'])) return false;
  const kind = String(event['kind']);
  return Object.hasOwn(checks, kind) && checks[kind as RunEvent['kind']](event);
}

function isDocument(document: Fields): boolean {
  return (
    hasStrings(document, ['name', 'backend', 'method', 'status']) &&
    hasNumbers({ truncation: 0, ...document }, ['seed', 'shots', 'truncation']) &&
    isRecord(document['timing']) &&
    hasNumbers(document['timing'], ['total'])
  );
}
