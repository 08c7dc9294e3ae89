import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit-status.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses a command's arguments strictly. @throws {UsageError} for an unknown option or a missing value. */
export function parseArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: joinNegatives(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--shots -1` as `--shots=-1`: a number behind an option is its value, even a negative one. */
function joinNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-\d/.test(arg) && before?.startsWith('--') === true && !before.includes('='))
      joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** A whole number. @throws {UsageError} for anything else; its range is checked where it is used. */
export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value))
    throw new UsageError(`--${option} needs a whole number, not \`${text}\`.`);
  return value;
}

/** One of a closed set of words. @throws {UsageError} for any other. */
export function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined)
    throw new UsageError(`--${option} is one of ${words.join(', ')}, not \`${text}\`.`);
  return found;
}

/** `NAME=VALUE` pairs. @throws {UsageError} for a pair without `=` or a name given twice. */
export function assignments(option: string, pairs: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at <= 0 || name === '') throw new UsageError(`--${option} is written NAME=VALUE, not \`${pair}\`.`);
    if (Object.hasOwn(found, name)) throw new UsageError(`--${option} gives ${name} twice.`);
    found[name] = pair.slice(at + 1).trim();
  }
  return found;
}

/** The only file of a command. @throws {UsageError} for none or several. */
export function onlyFile(positionals: readonly string[]): string {
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('A FILE is missing.');
  if (others.length > 0) throw new UsageError(`One FILE at a time; \`${others.join(' ')}\` is too much.`);
  return file;
}
