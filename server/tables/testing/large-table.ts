/** Reads a large CSV file, asks it a question, and takes it through Parquet, in whatever memory this process was given. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationSource } from '../../base/index.ts';
import { TableFolder } from '../index.ts';

const neverCancelled = new CancellationSource().token;
const [folder = '', name = ''] = process.argv.slice(2);
const program = new URL('../query/query-process.node.ts', import.meta.url);
const tables = await TableFolder.open(path.join(folder, 'tables'), program);
const fileAt = (file: string) => pathToFileURL(path.join(folder, file)).href;

const read = await tables.read({ format: 'csv', uri: fileAt(name) }, [], neverCancelled);
const query = { text: 'SELECT sum(value) AS total FROM t', tables: { t: read }, values: {}, columns: [] };
const { head } = await tables.query(query, neverCancelled);
const parquet = { format: 'parquet', uri: fileAt('large.parquet') } as const;
await tables.write(read, parquet, neverCancelled);
const again = await tables.read(parquet, [], neverCancelled);
const facts = { rows: read.rows, total: head[0]?.[0], isSame: again.digest === read.digest };
process.stdout.write(JSON.stringify(facts));
