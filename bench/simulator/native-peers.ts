import type { Native, NativeEngine } from './native.ts';
import type { Peer } from './peer.ts';

const engines = { Qulacs: 'double', Aer: 'double', Lightning: 'double', qsim: 'single' } as const;

/** The engines of a Python environment. */
export function nativePeers(native: Native): readonly Peer[] {
  let loaded: readonly unknown[] = [];
  return (Object.keys(engines) as readonly NativeEngine[]).map((name) => ({
    name,
    precision: engines[name],
    takes: (qubits) => qubits > 10,
    load: async (qubits, gates) => {
      if (loaded === gates) return;
      await native.load(qubits, gates);
      loaded = gates;
    },
    run: () => native.run(name),
  }));
}
