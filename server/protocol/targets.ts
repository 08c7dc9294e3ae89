/** How a circuit does on the devices that it is held against, as tables and panels show it. */
export interface TargetTable {
  readonly uri: string;
  readonly circuit: string;
  readonly qubits: number;
  readonly shots: number;
  readonly rows: readonly TargetRow[];
}

/** One device; what is unknown, or does not fit, is left out. */
export interface TargetRow {
  readonly device: string;
  readonly title: string;
  readonly fits: boolean;
  /** Why it does not fit, and what there is to warn of. */
  readonly reasons: readonly string[];
  /** Between 0 and 1, with its factors. */
  readonly success?: number;
  readonly successParts?: { readonly gates: number; readonly readout: number; readonly idle: number };
  /** Such as `214 cz`. */
  readonly twoQubitGates?: string;
  readonly twoQubitCount?: number;
  readonly depth?: number;
  readonly swaps?: number;
  readonly secondsPerShot?: number;
  readonly usageSeconds?: number;
  readonly dollars?: number;
  /** How the price comes about, and where its rates are from. */
  readonly priceNote?: string;
  /** Where the figures of the device are from, and of which day. */
  readonly source: string;
}

/** A device that can be chosen. */
export interface DeviceChoice {
  readonly name: string;
  readonly title: string;
  readonly qubits: number;
  readonly isRetired: boolean;
}
