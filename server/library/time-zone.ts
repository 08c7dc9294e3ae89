/** Why a name is that of no time zone; nothing for one such as `Europe/Berlin` or `UTC`. */
export function timeZoneFault(name: string): string | undefined {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return undefined;
  } catch {
    return 'the time zone database has no such name';
  }
}
