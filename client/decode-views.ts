/** Checks of the values that runs, panels and stored state have in common. */
import type { CompilationView, RunTarget, RunView, TargetTable } from '../server/protocol/index.ts';
import { type Fields, hasNumbers, hasStrings, isListOf, isRecord } from './decode.ts';

const statuses: ReadonlySet<unknown> = new Set(['running', 'completed', 'failed', 'cancelled']);
const states: ReadonlySet<unknown> = new Set([
  'waiting',
  'running',
  'completed',
  'failed',
  'cancelled',
  'skipped',
]);

export function isTaskState(value: unknown): boolean {
  return states.has(value);
}

export function isTarget(value: unknown): value is RunTarget {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    (value['kind'] === 'circuit' || value['kind'] === 'workflow' || value['kind'] === 'test')
  );
}

export function isGraph(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['workflow'] === 'string' &&
    isListOf(value['nodes'], isNode) &&
    isListOf(value['edges'], (edge) => isRecord(edge) && hasStrings(edge, ['from', 'to']))
  );
}

function isNode(value: unknown): boolean {
  return (
    isRecord(value) &&
    hasStrings(value, ['name', 'call', 'detail']) &&
    isRecord(value['span']) &&
    hasNumbers(value['span'], ['start', 'end'])
  );
}

export function isTargetTable(value: unknown): value is TargetTable {
  return (
    isRecord(value) &&
    hasStrings(value, ['uri', 'circuit']) &&
    hasNumbers(value, ['qubits', 'shots']) &&
    isListOf(value['rows'], isTargetRow)
  );
}

/** As far as the editor needs it: the panel looks at the rest itself. */
export function isCompilationView(value: unknown): value is CompilationView {
  return (
    isRecord(value) &&
    hasStrings(value, ['uri', 'circuit', 'device', 'certificate']) &&
    hasNumbers(value, ['level']) &&
    isListOf(value['native'], isGateLine) &&
    isListOf(value['logical'], isGateLine)
  );
}

function isGateLine(value: unknown): boolean {
  return isRecord(value) && hasStrings(value, ['text']) && hasNumbers(value, ['start', 'end']);
}

function isTargetRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    hasStrings(value, ['device', 'title', 'source']) &&
    typeof value['fits'] === 'boolean' &&
    isListOf(value['reasons'], (reason) => typeof reason === 'string')
  );
}

export function isDiagnostics(value: unknown): boolean {
  return isListOf(
    value,
    (entry) =>
      isRecord(entry) &&
      hasStrings(entry, ['code', 'severity', 'message', 'file']) &&
      hasNumbers(entry, ['line', 'column', 'endLine', 'endColumn']) &&
      (entry['comparison'] === undefined || isComparison(entry['comparison'])),
  );
}

function isComparison(value: unknown): boolean {
  return isRecord(value) && hasStrings(value, ['expected', 'actual']);
}

export function isResult(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'samples') return isRecord(value['probabilities']);
  if (value['kind'] === 'gradient')
    return hasNumbers(value, ['value', 'stderr']) && isListOf(value['derivatives'], isDerivative);
  if (value['kind'] === 'minimum') return isMinimum(value);
  if (value['kind'] === 'estimate') return hasNumbers(value, ['value', 'stderr']);
  if (value['kind'] === 'value') return value['value'] !== undefined;
  if (value['kind'] === 'table') return isTable(value);
  return value['kind'] === 'state' && hasNumbers(value, ['qubits']);
}

function isTable(value: Fields): boolean {
  return (
    hasNumbers(value, ['rows']) &&
    hasStrings(value, ['digest']) &&
    isListOf(value['columns'], (column) => isRecord(column) && hasStrings(column, ['name', 'type'])) &&
    isListOf(value['head'], Array.isArray)
  );
}

function isMinimum(value: Fields): boolean {
  return (
    hasNumbers(value, ['value', 'stderr', 'evaluations', 'gradients', 'iterations']) &&
    hasStrings(value, ['optimizer', 'stopped']) &&
    isListOf(value['names'], (name) => typeof name === 'string') &&
    isListOf(value['parameters'], (entry) => typeof entry === 'number') &&
    isListOf(value['history'], isIteration)
  );
}

export function isIteration(value: unknown): boolean {
  return isRecord(value) && hasNumbers(value, ['iteration', 'value', 'step', 'best']);
}

function isDerivative(value: unknown): boolean {
  return isRecord(value) && hasStrings(value, ['name']) && hasNumbers(value, ['value', 'stderr']);
}

function isTask(value: unknown): boolean {
  return (
    isRecord(value) &&
    isTaskState(value['state']) &&
    (value['iterations'] === undefined || isListOf(value['iterations'], isIteration)) &&
    (value['result'] === undefined || isResult(value['result']))
  );
}

/** Whether a stored or received value is a run as this version of the extension writes it. */
export function isRunView(value: unknown): value is RunView {
  return (
    isRecord(value) &&
    hasStrings(value, ['runId', 'uri', 'file', 'backend', 'method', 'started']) &&
    hasNumbers({ truncation: 0, ...value }, ['seed', 'shots', 'truncation']) &&
    hasRunParts(value)
  );
}

function hasRunParts(run: Fields): boolean {
  return (
    isTarget(run['target']) &&
    statuses.has(run['status']) &&
    isGraph(run['graph']) &&
    isDiagnostics(run['diagnostics']) &&
    isRecord(run['tasks']) &&
    Object.values(run['tasks']).every(isTask)
  );
}
