import type { Call, CallParameter } from './calls.ts';
import { columns, tableFormats } from './table-calls.ts';

/** The tasks that reach out of the workflow: programs of this machine, and servers. */

function needed(name: string, description: string): CallParameter {
  return { name, type: 'string', required: true, positional: true, description };
}

/** The ways of asking a server. */
export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The format in which a program finds the tables that it is given. */
const tables: CallParameter = {
  name: 'tables',
  type: 'string',
  required: false,
  positional: false,
  description: 'The format of the files in which it finds the tables that it is given.',
  defaultText: '"json", one object a line',
  choices: tableFormats,
};

const shared = {
  group: 'task',
  takesValues: true,
  reachesOut: true,
  result: 'output',
} as const;

const handed =
  'Named values go to it as one JSON object on its standard input, tables as files. What it writes as JSON, into the file that QFLOW_OUTPUT names or else as its last line, comes out; a table as the file QFLOW_TABLE with .parquet, .csv or .jsonl behind it.';

export const outsideCalls: readonly Call[] = [
  {
    ...shared,
    name: 'python',
    parameters: [needed('script', 'The program, relative to the file of the workflow.'), tables, columns],
    description: `Runs a Python program in a process of its own. ${handed}`,
    example: 'task report = python("report.py", energy: 0.5, shots: 100);',
  },
  {
    ...shared,
    name: 'node',
    parameters: [needed('script', 'The program, relative to the file of the workflow.'), tables, columns],
    description: `Runs a JavaScript program in a process of its own. ${handed}`,
    example: 'task report = node("report.js", energy: 0.5);',
  },
  {
    ...shared,
    name: 'shell',
    parameters: [needed('command', 'The command line.'), tables, columns],
    description: `Runs a command line in a process of its own. ${handed} Numbers and texts are in its environment too.`,
    example: 'task size = shell("wc -c < data.csv");',
  },
  {
    ...shared,
    name: 'http',
    parameters: [
      needed('url', 'The address, with http: or https:.'),
      {
        name: 'method',
        type: 'string',
        required: false,
        positional: false,
        description: 'How the server is asked.',
        defaultText: '"GET", or "POST" where there are values',
        choices: httpMethods,
      },
      {
        name: 'token',
        type: 'secret',
        required: false,
        positional: false,
        description: 'A secret that the server knows the sender by, as Authorization: Bearer.',
      },
      {
        name: 'headers',
        type: 'headers',
        required: false,
        positional: false,
        description:
          'More headers, pairs of a name and a text or a secret: [["x-api-key", secret("api.key")]].',
      },
      columns,
    ],
    description:
      'Asks a server. Named values go to it as one JSON object; its answer comes out, as JSON where it is that.',
    example:
      'task posted = http("https://localhost:8000/results", energy: 0.5, token: secret("results.token"));',
  },
];
