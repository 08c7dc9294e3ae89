import type { TableColumn } from '../../base/index.ts';

/** The question that `summarize` asks of the table `rows`: one row for each column, deviations about the mean. */
export function summaryQuery(columns: readonly TableColumn[]): string {
  return columns.map(summaryOf).join('\nUNION ALL\n');
}

function summaryOf({ name, type }: TableColumn): string {
  const [cell, label] = [`"${name.replaceAll('"', '""')}"`, `'${name.replaceAll("'", "''")}'`];
  const head = `SELECT ${label} AS name, '${type}' AS type, count(${cell}) AS count, count(*) - count(${cell}) AS empty`;
  if (type !== 'int' && type !== 'float')
    return `${head}, NULL AS least, NULL AS greatest, NULL AS mean, NULL AS std FROM rows`;
  const mean = `(SELECT avg(${cell}) FROM rows)`;
  const squares = `sum((${cell} - ${mean}) * (${cell} - ${mean}))`;
  const deviation = `CASE WHEN count(${cell}) > 1 THEN sqrt(${squares} / (count(${cell}) - 1)) END`;
  return `${head}, min(${cell}) AS least, max(${cell}) AS greatest, avg(${cell}) AS mean, ${deviation} AS std FROM rows`;
}
