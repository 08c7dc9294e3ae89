import type { Connection } from 'vscode-languageserver';
import type { Diagnostic } from '../base/index.ts';
import type { TargetWatch } from './target-watch.ts';
import { toDiagnostic } from './to-lsp.ts';
import { type Log, attempted } from './guarded.ts';
import type { Findings, Workspace } from './workspace.ts';

/** Milliseconds without a keystroke after which a text without known faults is checked. */
const idle = 15;
/** Milliseconds within which targets are checked together with the language; longer checks come after it. */
const together = 15;
/** Milliseconds without a keystroke after which targets are checked that take longer. */
const idleForTargets = 120;
/** The same for files that import the one that is being typed in. */
const idleForDependents = 150;

/**
 * Sends the diagnostics of open files. A file that shows faults is checked at each change, so that the last fault
 * disappears the moment it is mended; a file without any waits for a pause, so that half a word is not a fault yet.
 * Only the latest text is ever reported.
 */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #targets: TargetWatch;
  readonly #log: Log;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** The files that show diagnostics now. */
  readonly #marked = new Set<string>();
  #isSilent = false;

  constructor(connection: Connection, workspace: Workspace, targets: TargetWatch, log: Log) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#targets = targets;
    this.#log = log;
  }

  /** The editor asks for diagnostics itself. */
  silence(): void {
    this.#isSilent = true;
  }

  /** A file was opened or changed in the editor. */
  changed(uri: string): void {
    this.#schedule(uri, this.#marked.has(uri) ? 0 : idle);
  }

  /** Checks the open files that import one which changed; tells whether there are any. */
  recheckDependents(uri: string): boolean {
    const dependents = this.#workspace.dependents(uri);
    for (const dependent of dependents) this.#schedule(dependent, idleForDependents);
    return dependents.length > 0;
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#marked.delete(uri);
    if (!this.#isSilent) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #schedule(uri: string, delay: number): void {
    if (this.#isSilent) return;
    clearTimeout(this.#timers.get(uri));
    const check = () => void attempted(`checking ${uri}`, this.#log, () => this.#publish(uri));
    this.#timers.set(uri, setTimeout(check, delay));
  }

  async #publish(uri: string): Promise<void> {
    this.#timers.delete(uri);
    const findings = await this.#workspace.findings(uri);
    // A newer text, or the closing of the file, has its own message.
    if (findings === undefined || !this.#isCurrent(uri, findings)) return;
    const isQuick = (this.#targets.expected(uri) ?? Number.POSITIVE_INFINITY) <= together;
    await this.#send(uri, findings, isQuick ? await this.#targets.check(uri) : []);
    if (isQuick || !(await this.#targets.concerns(uri)) || !this.#isCurrent(uri, findings)) return;
    const check = () =>
      void attempted(`checking targets of ${uri}`, this.#log, () => this.#publishTargets(uri, findings));
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(uri, setTimeout(check, idleForTargets));
  }

  async #publishTargets(uri: string, findings: Findings): Promise<void> {
    this.#timers.delete(uri);
    if (!this.#isCurrent(uri, findings)) return;
    const found = await this.#targets.check(uri);
    if (this.#isCurrent(uri, findings)) await this.#send(uri, findings, found);
  }

  #isCurrent(uri: string, { version }: Findings): boolean {
    return version === this.#workspace.versionOf(uri);
  }

  async #send(uri: string, findings: Findings, ofTargets: readonly Diagnostic[]): Promise<void> {
    const all = [...findings.diagnostics, ...ofTargets];
    const diagnostics = all.map((found) => toDiagnostic(found, uri, findings.placesOf));
    if (diagnostics.length > 0) this.#marked.add(uri);
    else this.#marked.delete(uri);
    await this.#connection.sendDiagnostics({ uri, version: findings.version, diagnostics });
  }
}
