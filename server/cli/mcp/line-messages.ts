import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-jsonrpc/node';

/** Reads JSON-RPC messages of one line each, as the Model Context Protocol sends them over standard streams. */
export class LineReader extends AbstractMessageReader {
  readonly #input: Readable;

  constructor(input: Readable) {
    super();
    this.#input = input;
  }

  listen(callback: DataCallback): Disposable {
    const lines = createInterface({ input: this.#input, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => {
      if (line.trim() !== '') this.#take(line, callback);
    });
    lines.once('close', () => this.fireClose());
    return { dispose: () => lines.close() };
  }

  #take(line: string, callback: DataCallback): void {
    try {
      callback(withOurCancellation(JSON.parse(line) as Message));
    } catch (error) {
      this.fireError(error);
    }
  }
}

/** A cancelled request as the JSON-RPC library knows it: MCP has a name of its own for that. */
function withOurCancellation(message: Message): Message {
  if (Reflect.get(message, 'method') !== 'notifications/cancelled') return message;
  const id: unknown = Reflect.get(Object(Reflect.get(message, 'params')), 'requestId');
  return Object.assign(message, { method: '$/cancelRequest', params: { id } });
}

/** Writes each message on a line of its own. */
export class LineWriter extends AbstractMessageWriter {
  readonly #output: Writable;

  constructor(output: Writable) {
    super();
    this.#output = output;
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#output.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  end(): void {
    this.#output.end();
  }
}
