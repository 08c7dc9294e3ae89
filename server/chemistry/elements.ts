/** The elements that basis sets are at hand for, by atomic number from 1. */
export const elementSymbols = ['H', 'He', 'Li', 'Be', 'B', 'C', 'N', 'O', 'F', 'Ne'] as const;

export type ElementSymbol = (typeof elementSymbols)[number];

/** The charge of the nucleus in units of the elementary charge. */
export function atomicNumber(symbol: ElementSymbol): number {
  return elementSymbols.indexOf(symbol) + 1;
}

/** The element that a text names, whatever its case. */
export function elementNamed(text: string): ElementSymbol | undefined {
  return elementSymbols.find((symbol) => symbol.toLowerCase() === text.toLowerCase());
}
