import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { CancellationSource, Cancelled, type CellValue, type TableColumn } from '../base/index.ts';
import type { TableFile, TableFormat } from '../workflow/index.ts';
import { TableFolder, lookAtFile } from './index.ts';

const neverCancelled = new CancellationSource().token;
const program = new URL('./query/query-process.node.ts', import.meta.url);
const columns: readonly TableColumn[] = [
  { name: 'n', type: 'int' },
  { name: 'energy of it', type: 'float' },
  { name: 'label', type: 'string' },
  { name: 'ok', type: 'bool' },
];

const row = fc.tuple(
  fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  fc.option(fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value))),
  fc.option(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0'))),
  fc.option(fc.boolean()),
);

describe('tables', function () {
  this.timeout(300_000);
  let folder = '';
  let tables: TableFolder;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'qflow-test-'));
    tables = await TableFolder.open(path.join(folder, 'tables'), program);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const given = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return at(name);
  };
  const read = (
    format: TableFormat,
    uri: string,
    more: Partial<TableFile> = {},
    types: readonly TableColumn[] = [],
  ) => tables.read({ format, uri, ...more }, types, neverCancelled);
  const failing = (work: () => Promise<unknown>, message: RegExp) =>
    assert.rejects(work, { name: 'TableFault', message });

  for (const [format, ending] of [
    ['csv', 'csv'],
    ['json', 'json'],
    ['json', 'jsonl'],
    ['parquet', 'parquet'],
  ] as const)
    it(`come back as they were from ${ending} files`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows: readonly CellValue[][]) => {
          const made = await tables.make(columns, rows);
          const file = { format, uri: at(`round.${ending}`) };
          await tables.write(made, file, neverCancelled);
          const back = await tables.read(file, columns, neverCancelled);
          assert.equal(back.digest, made.digest, JSON.stringify([made.head, back.head]));
          assert.equal(back.rows, rows.length);
        }),
        { numRuns: 60, seed: 7 },
      );
    });

  it('have the types that fit the first rows', async () => {
    const uri = given('a.csv', 'a,b,c,d,e,f\r\n1,1.5,true,007,,"x\ny"\r\n-2,1e3,FALSE,8,,"say ""hi"""\r\n');
    const { columns: found, head } = await read('csv', uri);
    assert.deepEqual(
      found.map(({ type }) => type),
      ['int', 'float', 'bool', 'string', 'string', 'string'],
    );
    assert.deepEqual(head, [
      [1, 1.5, true, '007', null, 'x\ny'],
      [-2, 1000, false, '8', null, 'say "hi"'],
    ]);
    const look = await lookAtFile({ format: 'csv', uri });
    assert.deepEqual(look?.columns, found);
    const json = await read('json', given('a.jsonl', '{"x": 1}\n{"x": 2.5, "y": [1, {"z": null}]}\n'));
    assert.deepEqual(json.columns, [
      { name: 'x', type: 'float' },
      { name: 'y', type: 'string' },
    ]);
    assert.deepEqual(json.head[1], [2.5, '[1,{"z":null}]']);
    const semicolons = await read('csv', given('s.csv', '1;x\n2;y\n'), { separator: ';', hasHeader: false });
    assert.deepEqual(
      semicolons.columns.map(({ name }) => name),
      ['column1', 'column2'],
    );
  });

  it('say where they are wrong', async () => {
    const late = `n\n${'1\n'.repeat(1500)}x\n`;
    await failing(() => read('csv', given('b.csv', late)), /`x` in column n of line 1502 is no int/);
    await failing(
      () => read('csv', given('b.csv', 'a,b\n1\n')),
      /line 2 has 1 cell, and there are 2 columns/,
    );
    await failing(() => read('csv', given('b.csv', 'a,A\n1,2\n')), /two columns are called A/);
    await failing(
      () => read('csv', given('b.csv', 'a\n"x\n')),
      /quote in the record at line 2 is never closed/,
    );
    await failing(() => read('csv', given('b.csv', '')), /the file is empty/);
    await failing(() => read('csv', at('none.csv')), /no such file/);
    await failing(() => read('json', given('b.json', '[{"a": 1},\n 5]')), /line 2 has `5\]` where an object/);
    await failing(() => read('json', given('b.json', '{"a": 1')), /the object at line 1 is never closed/);
    await failing(() => read('parquet', given('b.parquet', 'no')), /the file is no Parquet/);
    writeFileSync(path.join(folder, 'b.csv'), Uint8Array.from([97, 10, 255]));
    await failing(() => read('csv', at('b.csv')), /no UTF-8/);
    const texts = await read('csv', given('b.csv', late), {}, [{ name: 'n', type: 'string' }]);
    assert.equal(texts.rows, 1501);
    assert.deepEqual(
      readdirSync(path.join(folder, 'tables')).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('read Parquet files of other programs', async () => {
    // Written with pyarrow 21: gzip, a list column, a dictionary of texts, a date and a decimal.
    const uri = new URL('testing/pyarrow.parquet', import.meta.url).href;
    const { columns: found, head } = await read('parquet', uri);
    assert.deepEqual(
      found.map(({ name, type }) => `${name} ${type}`),
      ['n int', 'x float', 'label string', 'day date', 'price float', 'angles string'],
    );
    assert.deepEqual(head, [
      [1, 0.5, 'a', '2026-01-02T00:00:00.000Z', 1.25, '[0.1,0.2]'],
      [null, -1.5, 'b', null, -3.5, '[]'],
      ['9007199254740995', null, 'a', '1999-12-31T00:00:00.000Z', null, null],
    ]);
  });

  it('read Parquet files that are packed with LZ4', async () => {
    // Written with pyarrow 26: 300 rows without dictionaries.
    const {
      columns: found,
      head,
      rows,
    } = await read('parquet', new URL('testing/lz4.parquet', import.meta.url).href);
    assert.deepEqual(
      found.map(({ name, type }) => `${name} ${type}`),
      ['n int', 'label string', 'x float'],
    );
    assert.equal(rows, 300);
    const labels = ['zero', 'one one one one one one one one one', 'two'];
    for (const [place, cells] of head.entries())
      assert.deepEqual(cells, [
        place % 11 === 0 ? null : Math.floor(place / 7),
        labels[place % 3],
        (place % 5) / 4,
      ]);
  });

  it('answer questions in SQL with typed columns, and nothing else', async () => {
    const made = await tables.make(columns, [
      [1n, 0.5, 'a', true],
      [2n, 1.5, 'b', false],
      [3n, null, 'a', true],
    ]);
    const ask = (text: string, values = {}, types: readonly TableColumn[] = []) =>
      tables.query({ text, tables: { t: made }, values, columns: types }, neverCancelled);
    const grouped = await ask(
      'SELECT label, ok, count(*) AS many, avg("energy of it") AS mean FROM t WHERE n < :most GROUP BY label ORDER BY 1',
      { most: 3n },
    );
    assert.deepEqual(
      grouped.columns.map(({ type }) => type),
      ['string', 'bool', 'int', 'float'],
    );
    assert.deepEqual(grouped.head, [
      ['a', true, 1, 0.5],
      ['b', false, 1, 1.5],
    ]);
    for (const [text, message] of [
      ['SELECT nn FROM t', /no such column: nn/],
      ['DELETE FROM t', /begins with SELECT/],
      ['WITH x AS (SELECT 1) DELETE FROM t', /cannot modify/],
      ['SELECT 1; SELECT 2', /one statement/],
      ["SELECT ';' AS x; -- end\n ATTACH 'y' AS y", /one statement/],
      ["SELECT load_extension('x')", /not authorized/],
      ["SELECT writefile('x', 'y')", /no such function/],
      ['SELECT * FROM pragma_database_list', /asks tables/],
      ['SELECT n, n FROM t', /two columns of the answer/],
      ["SELECT CASE n WHEN 1 THEN 'x' ELSE n END AS mixed FROM t", /numbers and texts/],
    ] as const)
      await failing(() => ask(text), message);
    await failing(() => ask('SELECT label AS l FROM t', {}, [{ name: 'l', type: 'int' }]), /which is no int/);
  });

  it('give up a question that nobody waits for', async () => {
    const source = new CancellationSource();
    const text =
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS n FROM c';
    const asked = tables.query({ text, tables: {}, values: {}, columns: [] }, source.token);
    setTimeout(() => source.cancel(), 200);
    await assert.rejects(asked, Cancelled);
  });

  it('are forgotten with the runs that made them', async () => {
    const own = path.join(folder, 'few');
    const few = await TableFolder.open(own, program);
    const [first, second] = [await few.make(columns, []), await few.make(columns, [[1n, 2, 'x', true]])];
    assert.equal(few.keepOnly(new Set([second.digest])), 1);
    assert.deepEqual([few.has(first), few.has(second)], [false, true]);
    assert.throws(() => few.cells(first, 'n'), { name: 'TableFault', message: /gone/ });
  });

  it('may be much larger than the memory that there is', function () {
    this.timeout(180_000);
    const name = 'large.csv';
    const rows = 1_600_000;
    const file = openSync(path.join(folder, name), 'w');
    writeSync(file, 'number,value,label\n');
    for (let start = 0; start < rows; start += 10_000)
      writeSync(
        file,
        Array.from(
          { length: 10_000 },
          (_, place) =>
            `${start + place},${(start + place) / 4},"a label, ${start}, and more of it to fill the line up"\n`,
        ).join(''),
      );
    closeSync(file);
    const heapMebibytes = 48;
    const size = readFileSync(path.join(folder, name)).length;
    assert.ok(size > 2 * heapMebibytes * 2 ** 20, `${size} bytes`);
    const script = fileURLToPath(new URL('testing/large-table.ts', import.meta.url));
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${heapMebibytes}`, '--no-warnings', script, folder, name],
      // What counts coverage keeps its counts in the same memory.
      { encoding: 'utf8', env: { ...process.env, NODE_V8_COVERAGE: undefined } },
    );
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), { rows, total: ((rows - 1) * rows) / 8, isSame: true });
  });
});
