import type { PanelKind, PanelState, ToPanel } from '../../server/protocol/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The message as a panel understands it, or undefined for anything else: unknown kinds are refused here. */
export function decodeToPanel(message: unknown): ToPanel | undefined {
  return isToPanel(message) ? message : undefined;
}

/** What the panel showed before its page was dropped. */
export function decodeState(state: unknown, panel: PanelKind): PanelState | undefined {
  if (!isRecord(state) || state['panel'] !== panel || !isToPanel(state['shown'])) return undefined;
  const { shown } = state;
  return shown.kind === 'empty' || shown.kind === 'cursor' ? undefined : { panel, shown };
}

function isToPanel(message: unknown): message is ToPanel {
  if (!isRecord(message)) return false;
  switch (message['kind']) {
    case 'run':
      return isRun(message['run']);
    case 'graph':
      return typeof message['file'] === 'string' && isGraph(message['graph']);
    case 'targets':
      return isTable(message['table']);
    case 'compilation':
      return isCompilation(message['view']);
    case 'cursor':
      return typeof message['offset'] === 'number';
    case 'empty':
      return (
        typeof message['message'] === 'string' &&
        (message['choice'] === undefined || isCompilationChoice(message['choice']))
      );
    default:
      return false;
  }
}

function isRun(run: unknown): boolean {
  return (
    isRecord(run) &&
    typeof run['runId'] === 'string' &&
    typeof run['status'] === 'string' &&
    isRecord(run['target']) &&
    isRecord(run['tasks']) &&
    Array.isArray(run['diagnostics']) &&
    isGraph(run['graph'])
  );
}

function isGraph(graph: unknown): boolean {
  return isRecord(graph) && Array.isArray(graph['nodes']) && Array.isArray(graph['edges']);
}

function isTable(table: unknown): boolean {
  return isRecord(table) && typeof table['circuit'] === 'string' && Array.isArray(table['rows']);
}

function isCompilationChoice(choice: unknown): boolean {
  return (
    isRecord(choice) &&
    typeof choice['device'] === 'string' &&
    typeof choice['level'] === 'number' &&
    Array.isArray(choice['devices'])
  );
}

function isCompilation(view: unknown): boolean {
  return (
    isCompilationChoice(view) &&
    isRecord(view) &&
    ['logical', 'native', 'qubits', 'starts', 'ends', 'swaps', 'figures'].every((name) =>
      Array.isArray(view[name]),
    ) &&
    isRecord(view['map'])
  );
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
