import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TableColumn } from '../../base/index.ts';
import { complete } from '../ide/completion/completion.ts';
import { check } from './check-fixture.test.ts';
import type { FileLook, WantedFile } from './named-files.ts';
import { Project, loadProject } from './project.ts';
import { selectedColumns } from './select-list.ts';
import { typeText } from './types.ts';

const scan: readonly TableColumn[] = [
  { name: 'angle', type: 'float' },
  { name: 'label', type: 'string' },
  { name: 'n', type: 'int' },
];

const looks: Readonly<Record<string, FileLook>> = {
  'file:///scan.csv': { columns: scan },
  'file:///broken.csv': { fault: 'the file is empty' },
  'file:///none.csv': { isMissing: true },
  'file:///none.fcidump': { isMissing: true },
  'file:///there.xyz': {},
};

const look = async ({ uri }: WantedFile): Promise<FileLook | undefined> => looks[uri];

async function modelWithFiles(text: string) {
  return loadProject('file:///main.qflow', async () => text, 'file:///std/', look);
}

async function typesOf(text: string): Promise<Readonly<Record<string, string>>> {
  const model = await modelWithFiles(`workflow w {\n${text}\n}`);
  assert.deepEqual(
    model.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  const steps = model.workflows[0]?.node.body.statements ?? [];
  return Object.fromEntries(
    steps.flatMap((step) => {
      const symbol = step.kind === 'task' ? model.symbolOf(step.name) : undefined;
      return symbol === undefined ? [] : [[symbol.name, typeText(symbol.type)]];
    }),
  );
}

describe('tables while typing', () => {
  it('have the columns of their files, of queries, of lists and of what is said', async () => {
    const types = await typesOf(`
      task a = read(csv("scan.csv"));
      task b = read(csv("scan.csv"), columns: "n float");
      task c = read(json("nowhere.json"));
      task d = sql("SELECT angle, count(*) AS many, max(n) AS most FROM a GROUP BY angle", a: a);
      task e = table(x: [1, 2], y: [0.5, 1], s: ["a", "b"], z: a.angle);
      task f = summarize(a);
      task g = write(d, to: parquet("out.parquet"));
      task h = a.label;
      task i = mean(a["angle"]) + mean(c.whatever) + len(a);
      task j = python("x.py", a: a, columns: "energy float, name string");
      task k = j.data.name;`);
    assert.deepEqual(types, {
      a: 'a table (angle float, label string, n int)',
      b: 'a table (angle float, label string, n float)',
      c: 'a table',
      d: 'a table (angle float, many int, most int)',
      e: 'a table (x int, y float, s string, z float)',
      f: 'a table (name string, type string, count int, empty int, least float, greatest float, mean float, std float)',
      g: 'a table (angle float, many int, most int)',
      h: 'a list of text',
      i: 'float',
      j: 'an output',
      k: 'a list of text',
    });
  });

  it('tell of columns and files that are not there', async () => {
    const model = await modelWithFiles(`
      observable h = fcidump("none.fcidump");
      observable m = hamiltonian(molecule(file: "there.xyz"));
      workflow w {
        task a = read(csv("scan.csv"));
        task b = a.angel;
        task c = a["labels"];
        task d = read(csv("none.csv"));
        task e = read(csv("broken.csv"));
        task f = write(a, to: csv("none.csv"));
      }`);
    const found = model.diagnostics.filter(({ code }) => code !== 'QF5038');
    assert.deepEqual(
      found.map(({ code, message }) => `${code} ${message}`),
      [
        'QF6001 There is no file "none.fcidump".',
        'QF5008 a table has no field angel; it has angle, label, n.',
        'QF5008 a table has no field labels; it has angle, label, n.',
        'QF6007 "none.csv" cannot be read as a table: there is no such file.',
        'QF6007 "broken.csv" cannot be read as a table: the file is empty.',
      ],
    );
  });

  it('are checked where they are made and asked', () => {
    check(`
workflow w {
  task a = read("scan.csv");
  //            ^^^^^^^^^^ QF2010 This is text, and the file of a table is needed.
  task b = read(excel("scan.xls"));
  //            ^^^^^ QF5002
  task c = read(csv("a.csv"), columns: "n integer");
  //                                   ^^^^^^^^^^^ QF6009 "n integer" is no list of columns: \`integer\` is none of the types bool, int, float, string, date.
  task d = table(x: 1);
  //                ^ QF2010 This is int, and a list of numbers, texts or conditions is needed.
  task e = write(3, to: csv("x.csv"));
  //             ^ QF2010 This is int, and a table is needed.
  task f = sql("SELECT 1 AS x", t: [1, 2]);
  //                               ^^^^^^ QF5030
  task g = csv("a.csv");
  //       ^^^ QF5002
}
`);
  });

  it('are checked anew when a file has changed', async () => {
    const text = 'workflow w { task a = read(csv("scan.csv")); task b = a.angle; task c = b; }';
    let columns = scan;
    const project = new Project(
      async () => text,
      'file:///std/',
      async () => ({ columns }),
    );
    const codes = async () => (await project.load('file:///main.qflow'))?.diagnostics.map(({ code }) => code);
    assert.deepEqual(await codes(), []);
    columns = [{ name: 'angel', type: 'float' }];
    assert.deepEqual(await codes(), ['QF5008']);
  });

  it('have their columns proposed behind a dot', async () => {
    const text =
      'workflow w { task a = read(csv("scan.csv")); task p = node("x.js", columns: "b int"); task c = ';
    for (const [rest, labels] of [
      ['a.; }', ['angle', 'label', 'n']],
      ['p.data.; }', ['b']],
    ] as const) {
      const model = await modelWithFiles(text + rest);
      const found = complete(model, text.length + rest.indexOf(';')).map(({ label }) => label);
      assert.deepEqual(found.toSorted(), labels);
    }
    const call = 'workflow w { task a = read(';
    const model = await modelWithFiles(call);
    const labels = complete(model, call.length).map(({ label }) => label);
    for (const label of ['csv', 'json', 'parquet']) assert.ok(labels.includes(label), labels.join());
  });

  it('know the columns of plain queries alone', () => {
    const tables = new Map([['t', scan]]);
    const names = (query: string) =>
      selectedColumns(query, tables)?.map(({ name, type }) => `${name} ${type}`);
    assert.deepEqual(names('SELECT * FROM t'), ['angle float', 'label string', 'n int']);
    assert.deepEqual(names('select distinct t.n, "label" AS "a b" from t where n > 1'), [
      'n int',
      'a b string',
    ]);
    assert.deepEqual(names("SELECT coalesce(angle, 0) AS x, replace(label, ',', '(') AS y FROM t"), [
      'x float',
      'y string',
    ]);
    assert.deepEqual(names("SELECT angle + 1 AS x, label || '!' AS y FROM t"), ['x float', 'y string']);
    assert.equal(names('SELECT angle + 1 FROM t'), undefined);
    assert.equal(names('SELECT n FROM t UNION SELECT 1'), undefined);
    assert.equal(names('WITH x AS (SELECT 1) SELECT * FROM x'), undefined);
  });
});
