/** The value of `--name=…` on the command line. */
export function option(name: string, value: string): string {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? value;
}

/** Those whose name contains what `--only=…` says; all where it says nothing. */
export function chosen<T extends { readonly name: string }>(subjects: readonly T[]): readonly T[] {
  const wanted = option('only', '');
  return subjects.filter(({ name }) => name.includes(wanted));
}
