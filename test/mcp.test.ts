import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'mocha';
import { tools } from '../server/protocol/index.ts';
import { program } from './qflow.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
  readonly params?: Record<string, unknown>;
}

/** A client of the Model Context Protocol over the standard streams of the built command line. */
class Client {
  readonly notified: Message[] = [];
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #next = 1;

  constructor() {
    this.#process = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'mcp'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    assert.ok(this.#process.stdout);
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#take(JSON.parse(line)));
  }

  request(method: string, params: object = {}): { id: number; answer: Promise<Message> } {
    const id = this.#next++;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.send({ jsonrpc: '2.0', id, method, params });
    return { id, answer };
  }

  send(message: object): void {
    this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  async call(name: string, input: object): Promise<{ text: string; isError: unknown }> {
    const { result, error } = await this.request('tools/call', { name, arguments: input }).answer;
    assert.equal(error, undefined);
    const [content]: readonly unknown[] = Array.isArray(result?.['content']) ? result['content'] : [];
    return { text: String(Reflect.get(Object(content), 'text')), isError: result?.['isError'] };
  }

  async close(): Promise<unknown> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    return (await ended)[0];
  }

  #take(message: Message): void {
    if (message.id === undefined) this.notified.push(message);
    else this.#waiting.get(message.id)?.(message);
  }
}

describe('qflow mcp', function () {
  this.timeout(60_000);
  let client: Client;
  before(() => {
    client = new Client();
  });
  after(async () => {
    assert.equal(await client.close(), 0);
  });

  it('introduces itself in the version that the client asks for, or its own', async () => {
    const asked = (protocolVersion: string) =>
      client.request('initialize', {
        protocolVersion,
        capabilities: {},
        clientInfo: { name: 't', version: '1' },
      }).answer;
    const { result } = await asked('2025-03-26');
    assert.equal(result?.['protocolVersion'], '2025-03-26');
    assert.deepEqual(result['capabilities'], { tools: {} });
    assert.equal((await asked('1999-01-01')).result?.['protocolVersion'], '2025-06-18');
    client.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    assert.deepEqual((await client.request('ping').answer).result, {});
  });

  it('lists its tools, which are those of the editor', async () => {
    const { result } = await client.request('tools/list').answer;
    const listed = result?.['tools'];
    assert.ok(Array.isArray(listed));
    assert.deepEqual(
      listed.map((tool: unknown) => Reflect.get(Object(tool), 'name')),
      tools.map(({ name }) => name),
    );
    const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    const contributed: unknown = Reflect.get(
      Object(Reflect.get(Object(manifest), 'contributes')),
      'languageModelTools',
    );
    assert.ok(Array.isArray(contributed));
    assert.deepEqual(
      contributed.map((tool: unknown) => [
        Reflect.get(Object(tool), 'name'),
        Reflect.get(Object(tool), 'modelDescription'),
        Reflect.get(Object(tool), 'inputSchema'),
      ]),
      tools.map(({ name, description, inputSchema }) => [name, description, inputSchema]),
    );
  });

  it('checks, explains and validates', async () => {
    assert.equal(
      (await client.call('qflow_check', { file: 'samples/01-bell.qflow' })).text,
      'No faults, and no advice.',
    );
    const wrong = program('circuit a { qubit q; hh q; }\n');
    assert.match(
      (await client.call('qflow_check', { file: wrong })).text,
      /^error QF2001 line 1, column 22: .*hh/,
    );
    assert.match((await client.call('qflow_explain', { file: wrong })).text, /^The file has errors\./);
    const bell = (await client.call('qflow_explain', { file: 'samples/01-bell.qflow' })).text;
    assert.match(bell, /circuits: bell/);
    assert.match(bell, /2 qubits · depth 3/);
    const workflow = (await client.call('qflow_explain', { file: 'samples/10-ising-workflow.qflow' })).text;
    assert.match(workflow, /## workflow magnet/);
    const devices = { file: 'samples/01-bell.qflow', devices: ['ibm_fez'] };
    assert.match(
      (await client.call('qflow_validate', devices)).text,
      /- ibm_fez fits: success probability 0\.9\d/,
    );
    assert.match(
      (await client.call('qflow_validate', { ...devices, devices: ['x'] })).text,
      /x is not known/,
    );
  });

  it('runs a circuit the same way for the same seed, and a test', async () => {
    const input = { file: 'samples/01-bell.qflow', circuit: 'bell', shots: 100, seed: 5 };
    const { text, isError } = await client.call('qflow_run', input);
    assert.equal(isError, false);
    const counts = [...text.matchAll(/\b(00|11) (\d+)/g)].map(([, , count]) => Number(count));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      100,
      text,
    );
    assert.equal((await client.call('qflow_run', input)).text, text);
    const title = 'the qubits agree and each by itself is random';
    assert.match((await client.call('qflow_run', { file: input.file, test: title })).text, /completed/);
  });

  it('says what is wrong with a call', async () => {
    const said = async (name: string, input: object) => client.call(name, input);
    assert.deepEqual(await said('qflow_check', {}), { text: 'file is missing.', isError: true });
    assert.match(
      (await said('qflow_run', { file: 'samples/01-bell.qflow', shots: -1 })).text,
      /shots cannot be -1/,
    );
    assert.match((await said('qflow_check', { file: 'a', depth: 1 })).text, /and not depth/);
    assert.match((await said('qflow_check', { file: 'absent.qflow' })).text, /no such file/);
    assert.equal((await said('qflow_run', { file: 'samples/01-bell.qflow', circuit: 'x' })).isError, true);
    assert.equal((await client.request('tools/call', { name: 'rm' }).answer).error?.code, -32602);
    assert.equal((await client.request('resources/list').answer).error?.code, -32601);
  });

  it('ends a run that the client cancels, and serves on', async () => {
    const long = program(
      'circuit long {\n  qubit[25] q;\n  for int i in [0:200] { h q; rx(0.1) q; }\n  bit[25] c = measure q;\n}\n',
    );
    const { id, answer } = client.request('tools/call', {
      name: 'qflow_run',
      arguments: { file: long, shots: 10 },
    });
    await client.request('ping').answer;
    client.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id } });
    const { result, error } = await answer;
    assert.match(JSON.stringify(result ?? error), /cancelled/);
    assert.deepEqual((await client.request('ping').answer).result, {});
  });
});
