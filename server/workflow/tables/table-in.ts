import type { TableResult } from '../../protocol/index.ts';
import type { RunValue } from '../run-value.ts';

/** The table that a value is, if it is one. */
export function tableIn(value: RunValue): TableResult | undefined {
  return value.kind === 'result' && value.result.kind === 'table' ? value.result : undefined;
}
