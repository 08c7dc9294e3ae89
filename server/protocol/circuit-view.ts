/** The scheme of documents that show a circuit in another form; the server writes their text. */
export const circuitViewScheme = 'qflow-circuit';

/** Which circuit is shown, and how: `flattened` with everything written out, `compiled` by the gates of `target`. */
export interface CircuitViewRequest {
  readonly view: 'flattened' | 'compiled';
  /** The file of the circuit. */
  readonly uri: string;
  readonly circuit: string;
  /** A device, for `compiled`. */
  readonly target?: string;
}

/** The parts of the address of such a document, whose path is what its tab is called. */
export function circuitViewAddress(request: CircuitViewRequest): {
  readonly path: string;
  readonly query: string;
} {
  const { view, circuit, target } = request;
  const path = `/${circuit} (${view === 'compiled' ? target : view}).qasm`;
  return { path, query: JSON.stringify(request) };
}

/** What the address of such a document asks for; nothing where it is none. */
export function circuitViewRequest(address: string): CircuitViewRequest | undefined {
  const query = address.startsWith(`${circuitViewScheme}:`) ? /\?([^#]*)/.exec(address)?.[1] : undefined;
  try {
    return query === undefined ? undefined : decoded(JSON.parse(decodeURIComponent(query)));
  } catch {
    return undefined;
  }
}

function decoded(value: unknown): CircuitViewRequest | undefined {
  const field = (name: string): unknown => Reflect.get(Object(value), name);
  const [view, uri, circuit, target] = ['view', 'uri', 'circuit', 'target'].map(field);
  if ((view !== 'flattened' && view !== 'compiled') || typeof uri !== 'string' || typeof circuit !== 'string')
    return undefined;
  return { view, uri, circuit, ...(typeof target === 'string' ? { target } : {}) };
}
