/** The name itself, or with the first number behind it, so that nobody has it. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 1; isTaken(name); number++) name = `${wanted}${number}`;
  return name;
}

/** Every word of a piece of a program, names and keywords alike. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
}
