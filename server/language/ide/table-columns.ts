import type { TableColumn } from '../../base/index.ts';
import type { Symbol } from '../index.ts';

/**
 * The columns of the table that `object` is, or that `object` is a field of, where they are known.
 *
 * @param owner the name in front of `object`, as `report` in `report.data`
 */
export function columnsOf(
  symbols: readonly Symbol[],
  object: string,
  owner: string | undefined,
): readonly TableColumn[] | undefined {
  const type = symbols.find(({ name }) => name === (owner ?? object))?.type;
  const element = type?.kind === 'list' ? type.element : type;
  if (owner === undefined) return element?.kind === 'frame' ? element.columns : undefined;
  return element?.kind === 'record' && object === 'data' ? element.columns : undefined;
}
