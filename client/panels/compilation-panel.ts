import * as vscode from 'vscode';
import type { FromPanel, PanelState } from '../../server/protocol/index.ts';
import type { LanguageServer } from '../features/language/language-server.ts';
import { revealRange, toUri } from '../text-files.ts';
import { PanelHost } from './panel-host.ts';

const noFile = 'Open a .qflow or .qasm file with a circuit to see it compiled here.';

/** What the panel compiles. */
interface Subject {
  readonly uri: vscode.Uri;
  readonly circuit?: string;
  readonly device?: string;
  readonly level?: number;
}

/** Milliseconds without an edit after which the circuit is compiled anew. */
const idle = 400;

/** The panel that shows a circuit beside what is compiled of it, and the command that opens it. */
export function registerCompilationPanel(extension: vscode.Uri, server: LanguageServer): vscode.Disposable {
  const panel = new CompilationPanel(extension, server);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand('qflow.showCompilation', (uri?: unknown, circuit?: unknown) =>
      panel.show(uri, circuit),
    ),
  );
}

class CompilationPanel implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #host: PanelHost;
  readonly #subscriptions: readonly vscode.Disposable[];
  #subject: Subject | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the latest request: an older answer that comes later is not shown. */
  #asked = 0;

  constructor(extension: vscode.Uri, server: LanguageServer) {
    this.#server = server;
    this.#host = new PanelHost(
      {
        kind: 'compilation',
        viewType: 'qflow.compilation',
        title: vscode.l10n.t('Compiled Circuit'),
        icon: 'task-graph',
      },
      extension,
    );
    this.#subscriptions = [
      this.#host.onDidReceive((message) => void this.#receive(message)),
      this.#host.registerSerializer((state) => this.#restore(state)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#isShown(document)) this.#schedule();
      }),
      vscode.window.onDidChangeTextEditorSelection(
        ({ textEditor: { document }, selections: [selection] }) => {
          if (!this.#isShown(document) || selection === undefined) return;
          this.#host.send({ kind: 'cursor', offset: document.offsetAt(selection.active) });
        },
      ),
    ];
  }

  async show(address: unknown, circuit: unknown): Promise<void> {
    const uri = toUri(address) ?? vscode.window.activeTextEditor?.document.uri;
    this.#host.open();
    if (uri === undefined) return this.#host.update({ kind: 'empty', message: noFile });
    this.#subject = { uri, ...(typeof circuit === 'string' ? { circuit } : {}) };
    await this.#update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#host.dispose();
  }

  #isShown({ uri }: vscode.TextDocument): boolean {
    return this.#host.isOpen && uri.toString() === this.#subject?.uri.toString();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), idle);
  }

  async #update(): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined || !this.#host.isOpen) return;
    const asked = ++this.#asked;
    const answer = await this.#server.compilation(subject);
    if (asked !== this.#asked) return;
    if (answer === undefined)
      this.#host.update({ kind: 'empty', message: vscode.l10n.t('The language server is away.') });
    else if (answer.kind === 'view') this.#host.update({ kind: 'compilation', view: answer.view });
    else this.#host.update({ ...answer, kind: 'empty', message: answer.reason });
  }

  async #receive(message: FromPanel): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined) return;
    if (message.kind === 'revealSpan') {
      const { start, end } = message;
      await revealRange(
        subject.uri,
        (document) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
      );
    } else if (message.kind === 'compileFor') {
      this.#subject = { ...subject, device: message.device, level: message.level };
      await this.#update();
    }
  }

  #restore(state: PanelState | undefined): void {
    if (state?.shown.kind !== 'compilation') return this.#host.update({ kind: 'empty', message: noFile });
    const { uri, circuit, device, level } = state.shown.view;
    this.#subject = { uri: vscode.Uri.parse(uri), circuit, device, level };
    this.#host.update(state.shown);
  }
}
