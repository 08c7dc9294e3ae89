import * as vscode from 'vscode';
import type { FromPanel, PanelKind, PanelState, ToPanel } from '../../server/protocol/index.ts';
import { Coalescer } from './coalesce.ts';
import { decodeFromPanel, decodePanelState } from './decode-panel.ts';
import { panelFolder, panelPage } from './page.ts';

/** Milliseconds between two updates of a panel. */
const updateInterval = 50;

export interface PanelDescription {
  readonly kind: PanelKind;
  readonly viewType: string;
  readonly title: string;
  /** The name of its icon files in `client/media`, without `-light.svg` and `-dark.svg`. */
  readonly icon: string;
}

/**
 * The one panel of a kind: made when it is first shown, reused afterwards. It keeps the last message, so that a page
 * that loads later (or again, because the editor drops hidden pages) shows what is current.
 */
export class PanelHost implements vscode.Disposable {
  readonly #description: PanelDescription;
  readonly #extension: vscode.Uri;
  readonly #received = new vscode.EventEmitter<FromPanel>();
  readonly onDidReceive = this.#received.event;
  readonly #updates = new Coalescer<ToPanel>(updateInterval, (message) => this.#post(message));
  #panel: vscode.WebviewPanel | undefined;
  #ready = false;
  #current: Exclude<ToPanel, { kind: 'cursor' }> | undefined;

  constructor(description: PanelDescription, extension: vscode.Uri) {
    this.#description = description;
    this.#extension = extension;
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Opens the panel beside the editor, or brings the open one to the front; the keyboard stays where it is. */
  open(): void {
    if (this.#panel !== undefined) return this.#panel.reveal(undefined, true);
    const { viewType, title } = this.#description;
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#attach(vscode.window.createWebviewPanel(viewType, title, column));
  }

  /** Sends what the panel is to show; what it cannot take yet waits for it. */
  update(message: Exclude<ToPanel, { kind: 'cursor' }>): void {
    this.#current = message;
    if (this.#panel !== undefined) this.#panel.title = titleOf(this.#description.title, message);
    const isLast = message.kind === 'run' && message.run.status !== 'running';
    if (this.#ready) this.#updates.push(message, isLast);
  }

  /** Sends what changes nothing that the panel shows, such as a cursor; a panel that is away misses it. */
  send(message: Extract<ToPanel, { kind: 'cursor' }>): void {
    this.#post(message);
  }

  /** Brings panels back after the window was reloaded; `restore` decides what they show. */
  registerSerializer(restore: (state: PanelState | undefined) => void): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(this.#description.viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        this.#panel?.dispose();
        this.#attach(panel);
        restore(decodePanelState(state, this.#description.kind));
      },
    });
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#updates.dispose();
    this.#received.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    const { kind, title, icon } = this.#description;
    this.#panel = panel;
    this.#ready = false;
    panel.iconPath = iconFiles(this.#extension, icon);
    panel.webview.options = { enableScripts: true, localResourceRoots: [panelFolder(this.#extension)] };
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#ready = false;
    });
    panel.onDidDispose(() => this.#detach(panel));
    panel.webview.html = panelPage(panel.webview, this.#extension, kind, title);
  }

  #detach(panel: vscode.WebviewPanel): void {
    if (this.#panel !== panel) return;
    this.#panel = undefined;
    this.#ready = false;
    this.#updates.dispose();
  }

  #receive(message: unknown): void {
    const decoded = decodeFromPanel(message);
    if (decoded === undefined) return;
    if (decoded.kind !== 'ready') return this.#received.fire(decoded);
    this.#ready = true;
    if (this.#current !== undefined) this.#updates.push(this.#current);
  }

  #post(message: ToPanel): void {
    if (this.#ready) void this.#panel?.webview.postMessage(message);
  }
}

function iconFiles(extension: vscode.Uri, icon: string) {
  const file = (theme: string) => vscode.Uri.joinPath(extension, 'client', 'media', `${icon}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}

function titleOf(title: string, message: Exclude<ToPanel, { kind: 'cursor' }>): string {
  if (message.kind === 'empty') return title;
  const name = nameOf(message);
  return name === '' ? title : `${title}: ${name}`;
}

function nameOf(message: Exclude<ToPanel, { kind: 'empty' | 'cursor' }>): string {
  switch (message.kind) {
    case 'run':
      return message.run.target.name;
    case 'graph':
      return message.graph.workflow;
    case 'targets':
      return message.table.circuit;
    case 'compilation':
      return `${message.view.circuit} on ${message.view.device}`;
  }
}
