import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { InlayHintChoice } from '../language/ide/index.ts';
import { type Log, attempted } from './guarded.ts';

const section = 'qflow.inlayHints';

/** What the user chose, as far as the server needs it; editors that tell nothing get the defaults. */
export class Settings {
  readonly #connection: Connection;
  readonly #log: Log;
  #tells = false;
  #announces = false;
  #inlayHints: InlayHintChoice = { resultTypes: true, argumentNames: true, circuitCosts: true, state: false };

  constructor(connection: Connection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  get inlayHints(): InlayHintChoice {
    return this.#inlayHints;
  }

  initialize({ capabilities: { workspace } }: InitializeParams): void {
    this.#tells = workspace?.configuration === true;
    this.#announces = workspace?.didChangeConfiguration?.dynamicRegistration === true;
  }

  /** Asks for the settings now and each time that they change. */
  async follow(changed: () => void): Promise<void> {
    if (!this.#tells) return;
    this.#connection.onDidChangeConfiguration(
      () =>
        void attempted('reading settings', this.#log, async () => {
          await this.#read();
          changed();
        }),
    );
    if (this.#announces)
      await this.#connection.client.register(DidChangeConfigurationNotification.type, { section });
    await this.#read();
  }

  async #read(): Promise<void> {
    const value: unknown = await this.#connection.workspace.getConfiguration({ section });
    const isOn = (name: keyof InlayHintChoice) => Reflect.get(Object(value), name) !== false;
    this.#inlayHints = {
      resultTypes: isOn('resultTypes'),
      argumentNames: isOn('argumentNames'),
      circuitCosts: isOn('circuitCosts'),
      state: Reflect.get(Object(value), 'state') === true,
    };
  }
}
