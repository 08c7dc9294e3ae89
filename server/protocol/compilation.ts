/** What a circuit is compiled for, and what could be chosen instead. */
export interface CompilationChoice {
  readonly device: string;
  readonly level: number;
  readonly devices: readonly string[];
}

/** A circuit beside what was compiled of it, as the panel of compilations shows it. */
export interface CompilationView extends CompilationChoice {
  readonly uri: string;
  readonly circuit: string;
  /** The gates of the circuit in the order of time, on its qubits by number. */
  readonly logical: readonly GateLine[];
  /** The device's gates, on its qubits by number. */
  readonly native: readonly GateLine[];
  /** Names of the circuit's qubits. */
  readonly qubits: readonly string[];
  /** The device's qubit of each of them at the start and at the end; −1 where nothing uses it. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly swaps: readonly SwapLine[];
  readonly map: DeviceMap;
  /** Before and after. */
  readonly figures: readonly FigureLine[];
  /** How far it was compared with its source. */
  readonly certificate: string;
}

export interface GateLine {
  /** Such as `rz(pi/4)`. */
  readonly text: string;
  readonly qubits: readonly number[];
  /** Offsets of the statement that it comes from. */
  readonly start: number;
  readonly end: number;
}

/** An exchange that routing put in, and the statement whose qubits it brings together. */
export interface SwapLine {
  readonly qubits: readonly [number, number];
  /** The device's qubits that the statement acts on after it. */
  readonly serves: readonly number[];
  /** The statement as it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface DeviceMap {
  readonly qubits: number;
  /** None where all qubits are joined. */
  readonly pairs: readonly MapPair[];
}

export interface MapPair {
  readonly a: number;
  readonly b: number;
  /** Average infidelity of the gate on them. */
  readonly error: number;
}

export interface FigureLine {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
