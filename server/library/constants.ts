/** The numbers that OpenQASM 3 names, with both spellings of each. */
export interface StandardConstant {
  readonly name: string;
  /** The other spelling, one Unicode letter. */
  readonly symbol: string;
  readonly value: number;
  readonly description: string;
}

export const constants: readonly StandardConstant[] = [
  {
    name: 'pi',
    symbol: 'π',
    value: Math.PI,
    description: 'Half a turn in radians, the circumference of a circle over its diameter.',
  },
  { name: 'tau', symbol: 'τ', value: 2 * Math.PI, description: 'A full turn in radians, 2π.' },
  {
    name: 'euler',
    symbol: 'ℇ',
    value: Math.E,
    description: 'Euler’s number, the base of natural logarithms.',
  },
];

const bySpelling: ReadonlyMap<string, StandardConstant> = new Map(
  constants.flatMap((constant) => [
    [constant.name, constant],
    [constant.symbol, constant],
  ]),
);

/** The constant of that name or letter. */
export function findConstant(spelling: string): StandardConstant | undefined {
  return bySpelling.get(spelling);
}
