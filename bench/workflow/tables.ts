/** How fast tables are read, written and asked: `node bench/workflow/tables.ts [ROWS]`. One table of rows a second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationSource } from '../../server/base/index.ts';
import { TableFolder } from '../../server/tables/index.ts';
import { printTable } from '../table.ts';

const rows = Number(process.argv[2] ?? 200_000);
const program = new URL('../../server/tables/query/query-process.node.ts', import.meta.url);
const { token } = new CancellationSource();

const folder = mkdtempSync(path.join(tmpdir(), 'qflow-bench-'));
try {
  const tables = await TableFolder.open(path.join(folder, 'tables'), program);
  const columns = [
    { name: 'n', type: 'int' },
    { name: 'x', type: 'float' },
    { name: 'y', type: 'float' },
    { name: 'label', type: 'string' },
    { name: 'ok', type: 'bool' },
  ] as const;
  const lines: string[][] = [];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    const seconds = (performance.now() - start) / 1000;
    lines.push([what, `${seconds.toFixed(2)} s`, Math.round(rows / seconds).toLocaleString('en')]);
    return result;
  };
  function* made() {
    for (let row = 0; row < rows; row++)
      yield [BigInt(row), row / 7, Math.sin(row), `label ${row % 1000}`, row % 3 === 0];
  }
  const table = await timed('make, as SQLite', () => tables.make(columns, made()));
  for (const format of ['csv', 'json', 'parquet'] as const) {
    const file = { format, uri: pathToFileURL(path.join(folder, `a.${format}`)).href };
    await timed(`write ${format}`, () => tables.write(table, file, token));
    await timed(`read ${format}`, () => tables.read(file, [], token));
  }
  const query = { tables: { t: table }, values: {}, columns: [] };
  await timed('sql, one row of sums', () =>
    tables.query({ ...query, text: 'SELECT label, avg(x) AS mean FROM t GROUP BY label' }, token),
  );
  await timed('sql, all rows', () => tables.query({ ...query, text: 'SELECT n, x, label FROM t' }, token));
  printTable(['what', 'time', 'rows a second'], lines);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
