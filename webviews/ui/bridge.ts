/** The one line between a panel's page and the editor. */
import type { FromPanel, PanelKind, PanelState, ToPanel } from '../../server/protocol/index.ts';
import { decodeState, decodeToPanel, isRecord } from './decode.ts';

/** What the editor gives to a page; there is exactly one, and it can be acquired once. */
interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();

export function post(message: FromPanel): void {
  editor.postMessage(message);
}

/** Shows what the page showed last, then everything that the editor sends. */
export function connect(panel: PanelKind, show: (message: ToPanel) => void): void {
  const before = decodeState(editor.getState(), panel);
  if (before !== undefined) show(before.shown);
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = decodeToPanel(event.data);
    if (message === undefined) return;
    show(message);
    if (message.kind !== 'cursor') remember(panel, message);
  });
  post({ kind: 'ready' });
}

let remembered = '';

/** Keeps what is shown for the next page. A run in flight is kept once, not with every update. */
function remember(panel: PanelKind, shown: Exclude<ToPanel, { kind: 'cursor' }>): void {
  const identity = shown.kind === 'run' ? `${shown.run.runId} ${shown.run.status}` : shown.kind;
  if (shown.kind === 'empty' || (shown.kind === 'run' && identity === remembered)) return;
  remembered = identity;
  const state: PanelState = { panel, shown };
  editor.setState({ ...stored(), ...state });
}

/** A choice of the reader, such as an order, from the page before this one. */
export function recall(name: string): unknown {
  const { choices } = stored();
  return isRecord(choices) ? choices[name] : undefined;
}

/** Keeps a choice of the reader for the next page. */
export function keep(name: string, value: string): void {
  const state = stored();
  const choices = isRecord(state['choices']) ? state['choices'] : {};
  editor.setState({ ...state, choices: { ...choices, [name]: value } });
}

function stored(): Readonly<Record<string, unknown>> {
  const state = editor.getState();
  return isRecord(state) ? state : {};
}
