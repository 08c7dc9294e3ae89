import { findCall, resultFields } from '../../library/index.ts';
import type { Symbol } from '../index.ts';

export type RecordName = keyof typeof resultFields;

export function isRecordName(name: string): name is RecordName {
  return name in resultFields;
}

/** The kind of result that a name stands for; on a line that does not parse, by the call that its task makes. */
export function recordOf(symbol: Symbol | undefined): RecordName | undefined {
  if (symbol?.type.kind === 'record') return symbol.type.name;
  if (symbol?.kind !== 'task' || symbol.node.value.kind !== 'call') return undefined;
  const result = findCall(symbol.node.value.callee.name)?.result ?? '';
  return isRecordName(result) ? result : undefined;
}
