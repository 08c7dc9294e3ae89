import * as vscode from 'vscode';
import type { DebugMessage } from '../../../server/protocol/index.ts';
import { readText } from '../../text-files.ts';
import { decodeFromRunner } from '../run/decode-runner.ts';
import type { RunnerProcess } from '../run/runner.ts';
import { withUri } from './source-uri.ts';

/**
 * Carries the messages of one debug session between the editor and a run host of its own, where the debugger lives: a
 * circuit that never ends blocks nothing else, and its process ends with the session.
 */
export class RunHostDebugAdapter implements vscode.DebugAdapter {
  readonly #session: string;
  readonly #process: RunnerProcess;
  readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.#sent.event;
  #isOver = false;

  constructor(session: string, process: RunnerProcess) {
    this.#session = session;
    this.#process = process;
    process.onMessage((message) => void this.#receive(message));
    process.onExit(() => this.#ended());
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    if (!isDebugMessage(message)) return;
    this.#process.send({ kind: 'debug', session: this.#session, message: withUri(message) });
  }

  dispose(): void {
    this.#isOver = true;
    this.#process.kill();
    this.#sent.dispose();
  }

  async #receive(message: unknown): Promise<void> {
    const decoded = decodeFromRunner(message);
    if (decoded?.kind === 'debug' && !this.#isOver) this.#sent.fire(decoded.message);
    if (decoded?.kind !== 'read') return;
    const text = await readText(decoded.uri).catch(() => null);
    if (!this.#isOver) this.#process.send({ kind: 'file', id: decoded.id, text });
  }

  /** The process is gone: whatever the editor waits for, the session is over. */
  #ended(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const terminated: DebugMessage = { type: 'event', seq: 0, event: 'terminated' };
    this.#sent.fire(terminated);
  }
}

function isDebugMessage(message: object): message is DebugMessage {
  return 'type' in message && typeof message.type === 'string' && 'seq' in message;
}
