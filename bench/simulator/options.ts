/** The value of `--name=…` on the command line. */
export function option(name: string, value: string): string {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? value;
}
