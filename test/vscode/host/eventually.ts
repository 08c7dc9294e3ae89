/** Asks again until there is an answer; fails after `limit` milliseconds. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | PromiseLike<T | undefined>,
  limit = 15_000,
): Promise<T> {
  for (const end = Date.now() + limit; Date.now() < end; await pause(30)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`After ${limit / 1000} s there is still no ${what}.`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
