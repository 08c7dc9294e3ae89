import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { InlayHintChoice, TargetSettings } from '../language/ide/index.ts';
import { type Log, attempted } from './guarded.ts';

/** What is asked for at once. */
const sections = ['qflow.inlayHints', 'qflow.targets', 'qflow.targetChecks', 'qflow.run.shots'] as const;

const defaultShots = 1024;

/** What the user chose, as far as the server needs it; editors that tell nothing get the defaults. */
export class Settings {
  readonly #connection: Connection;
  readonly #log: Log;
  #tells = false;
  #announces = false;
  #targets: readonly string[] = [];
  #targetChecks: Omit<TargetSettings, 'today'> = { shots: defaultShots, isFinal: false };
  #inlayHints: InlayHintChoice = { resultTypes: true, argumentNames: true, circuitCosts: true, state: false };

  constructor(connection: Connection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  /** The devices that every file is held against. */
  get targets(): readonly string[] {
    return this.#targets;
  }

  get targetSettings(): TargetSettings {
    return { ...this.#targetChecks, today: new Date().toISOString().slice(0, 10) };
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
      await this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: [...sections],
      });
    const before = this.#values();
    await this.#read();
    // Files may have been opened and checked while the editor was asked.
    if (this.#values() !== before) changed();
  }

  #values(): string {
    return JSON.stringify([this.#inlayHints, this.#targets, this.#targetChecks]);
  }

  async #read(): Promise<void> {
    const asked = sections.map((section) => ({ section }));
    const values: unknown = await this.#connection.workspace.getConfiguration(asked);
    const [hints, targets, checks, shots]: readonly unknown[] = Array.isArray(values) ? values : [];
    const isOn = (name: keyof InlayHintChoice) => Reflect.get(Object(hints), name) !== false;
    this.#inlayHints = {
      resultTypes: isOn('resultTypes'),
      argumentNames: isOn('argumentNames'),
      circuitCosts: isOn('circuitCosts'),
      state: Reflect.get(Object(hints), 'state') === true,
    };
    this.#targets = Array.isArray(targets) ? targets.filter((name) => typeof name === 'string') : [];
    this.#targetChecks = targetChecks(checks, shots);
  }
}

/** The thresholds of warnings; what is null or no number warns of nothing. */
function targetChecks(checks: unknown, shots: unknown): Omit<TargetSettings, 'today'> {
  const number = (name: string): number | undefined => {
    const value: unknown = Reflect.get(Object(checks), name);
    return typeof value === 'number' ? value : undefined;
  };
  const [leastSuccess, mostDollars, mostDays] = ['success', 'dollars', 'days'].map(number);
  return {
    // Exact runs have no shots, and no device runs exactly.
    shots: typeof shots === 'number' && shots > 0 ? shots : defaultShots,
    isFinal: Reflect.get(Object(checks), 'asIs') === true,
    ...(leastSuccess === undefined ? {} : { leastSuccess }),
    ...(mostDollars === undefined ? {} : { mostDollars }),
    ...(mostDays === undefined ? {} : { mostDays }),
  };
}
