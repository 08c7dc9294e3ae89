import { Cancelled, type ListenableToken } from '../base/index.ts';

/** The longest that one timer of the platform can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Waits by the platform's timers. @throws {Cancelled} as soon as the token is cancelled */
export async function waitFor(milliseconds: number, token: ListenableToken): Promise<void> {
  for (let left = milliseconds; left > 0; left -= longestTimer)
    await waitOnce(Math.min(left, longestTimer), token);
}

function waitOnce(milliseconds: number, token: ListenableToken): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, milliseconds);
    const unsubscribe = token.onCancel(() => {
      clearTimeout(timer);
      reject(new Cancelled());
    });
  });
}
