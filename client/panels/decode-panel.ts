import type { FromPanel, PanelKind, PanelState } from '../../server/protocol/index.ts';
import { isGraph, isRunView } from '../decode-views.ts';
import { hasNumbers, hasStrings, isRecord } from '../decode.ts';

const formats: ReadonlySet<unknown> = new Set(['csv', 'json', 'svg']);

/** The message as the editor understands it, or undefined for anything else: unknown kinds are refused here. */
export function decodeFromPanel(message: unknown): FromPanel | undefined {
  return isFromPanel(message) ? message : undefined;
}

function isFromPanel(message: unknown): message is FromPanel {
  if (!isRecord(message)) return false;
  switch (message['kind']) {
    case 'ready':
    case 'rerun':
    case 'cancel':
      return true;
    case 'pause':
      return typeof message['isPaused'] === 'boolean';
    case 'rerunTask':
      return hasStrings(message, ['task']) && (message['scope'] === 'task' || message['scope'] === 'from');
    case 'reveal':
      return hasStrings(message, ['task']);
    case 'revealDiagnostic':
      return hasNumbers(message, ['index']);
    case 'save':
      return hasStrings(message, ['name', 'text']) && formats.has(message['format']);
    default:
      return false;
  }
}

/** What a panel of `kind` showed before the window was closed, or undefined when it cannot be read any more. */
export function decodePanelState(state: unknown, kind: PanelKind): PanelState | undefined {
  return isPanelState(state) && state.panel === kind ? state : undefined;
}

function isPanelState(state: unknown): state is PanelState {
  if (!isRecord(state) || !isRecord(state['shown'])) return false;
  const { shown } = state;
  if (shown['kind'] === 'run') return isRunView(shown['run']);
  return shown['kind'] === 'graph' && hasStrings(shown, ['uri', 'file']) && isGraph(shown['graph']);
}
