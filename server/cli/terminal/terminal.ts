/** Where the command line writes and what that place can show. */
export interface Terminal {
  /** Results: goes to standard output. */
  out(text: string): void;
  /** Everything else: goes to standard error. */
  error(text: string): void;
  /** Whether standard error is a terminal that can show moving progress. */
  readonly showsProgress: boolean;
  /** Columns of standard output. */
  readonly width: number;
  /** Whether standard output understands colours. */
  readonly colours: boolean;
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

export type Colour = keyof typeof codes;

export function paint(terminal: Terminal, colour: Colour, text: string): string {
  return terminal.colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}
