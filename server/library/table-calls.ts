import type { Call, CallParameter } from './calls.ts';

/** Tables of named, typed columns: where they come from and go to, and what is asked of them. */

function parameter(
  name: string,
  type: CallParameter['type'],
  description: string,
  more: Partial<CallParameter> = {},
): CallParameter {
  return { name, type, required: true, positional: true, description, ...more };
}

/** The types of columns as a program says them, where the first rows would say otherwise. */
export const columns: CallParameter = parameter(
  'columns',
  'string',
  'Names and types of columns, such as "energy float, label string"; types are bool, int, float, string and date.',
  {
    required: false,
    positional: false,
    defaultText: 'what the first 1,000 rows look like',
    format: 'columns',
  },
);

const file = parameter('file', 'string', 'The path of the file, relative to this one.');

const separator = parameter('separator', 'string', 'What stands between two cells: one character.', {
  required: false,
  positional: false,
  defaultText: '","',
});

/** The formats of files that tables are read from and written to. */
export const tableFormats = ['csv', 'json', 'parquet'] as const;

const pure = { group: 'task', onTables: true, result: 'table' } as const;

export const tableCalls: readonly Call[] = [
  {
    ...pure,
    name: 'read',
    parameters: [parameter('source', 'source', 'The file: csv(…), json(…) or parquet(…).'), columns],
    description:
      'Reads a table of any size, row by row. Its columns are fields: lists of what they hold, in the order of the rows.',
    example: 'task scan = read(csv("scan.csv"));',
  },
  {
    ...pure,
    name: 'write',
    reachesOut: true,
    parameters: [
      parameter('table', 'table', 'The table.'),
      parameter('to', 'source', 'The file: csv(…), json(…) or parquet(…).', { positional: false }),
    ],
    description: 'Writes a table of any size into a file, which is replaced as a whole.',
    example: 'task saved = write(scan, to: parquet("results/scan.parquet"));',
  },
  {
    ...pure,
    name: 'table',
    takesValues: true,
    parameters: [],
    description: 'Makes a table of lists of the same length: each is a column under its name.',
    example: 'task scan = table(angle: [0.1, 0.2], energy: [-1.0, -1.1]);',
  },
  {
    ...pure,
    name: 'sql',
    takesValues: true,
    parameters: [
      parameter('query', 'string', 'One question that begins with SELECT, WITH or VALUES.'),
      columns,
    ],
    description:
      'Asks tables a question in SQL (SQLite). Named tables stand in it under their names, numbers and texts as :name. It reads nothing else and writes nothing.',
    example:
      'task best = sql("SELECT angle, energy FROM scan WHERE energy < :most", scan: scan, most: -1.0);',
    reference: 'SQLite, “SELECT” and “Built-in scalar functions”',
  },
  {
    ...pure,
    name: 'summarize',
    parameters: [parameter('table', 'table', 'The table.')],
    description:
      'What each column holds: how many cells, how many empty ones, and of numbers the least, the greatest, the mean and the sample standard deviation.',
    example: 'task facts = summarize(scan);',
  },
  {
    name: 'csv',
    group: 'source',
    parameters: [
      file,
      separator,
      parameter(
        'header',
        'bool',
        'Whether the first line names the columns; else they are column1, column2, ….',
        {
          required: false,
          positional: false,
          defaultText: 'true',
        },
      ),
    ],
    result: 'source',
    description: 'A file of lines with cells between commas (RFC 4180), in UTF-8.',
    example: 'read(csv("scan.csv", separator: ";"))',
    reference: 'RFC 4180',
  },
  {
    name: 'json',
    group: 'source',
    parameters: [file],
    result: 'source',
    description:
      'A file of JSON objects, one a line or in one array. What is written has one a line where its name ends with .jsonl or .ndjson.',
    example: 'read(json("events.jsonl"))',
  },
  {
    name: 'parquet',
    group: 'source',
    parameters: [file],
    result: 'source',
    description:
      'A Parquet file: its columns have types. Snappy, gzip, Brotli and Zstandard are read, Snappy is written; lists and records are their JSON text.',
    example: 'write(scan, to: parquet("scan.parquet"))',
  },
];

/** The columns that `summarize` gives. */
export const summaryColumns = [
  { name: 'name', type: 'string' },
  { name: 'type', type: 'string' },
  { name: 'count', type: 'int' },
  { name: 'empty', type: 'int' },
  { name: 'least', type: 'float' },
  { name: 'greatest', type: 'float' },
  { name: 'mean', type: 'float' },
  { name: 'std', type: 'float' },
] as const;
