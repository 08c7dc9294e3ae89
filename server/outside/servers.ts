import { Cancelled, type ListenableToken } from '../base/index.ts';
import type { ServerOrder } from '../workflow/index.ts';

/** The most text that a server may answer, in bytes. */
const mostBytes = 2 ** 24;

/** Asks a server. @throws {Cancelled} @throws {Error} where there is no answer */
export async function askServer({ url, method, headers, body }: ServerOrder, token: ListenableToken) {
  const controller = new AbortController();
  const unsubscribe = token.onCancel(() => controller.abort());
  try {
    const answer = await fetch(url, {
      method,
      signal: controller.signal,
      headers: {
        accept: 'application/json, text/*',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      // What is meant for one server is not carried on to where it points.
      redirect: Object.keys(headers).length === 0 ? 'follow' : 'error',
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, text: await textOf(answer) };
  } catch (error) {
    if (token.isCancellationRequested) throw new Cancelled();
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    unsubscribe();
  }
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  let [text, bytes] = ['', 0];
  // Not every browser can iterate over a body.
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > mostBytes) throw new Error('it answered more than 16 MiB');
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** `fetch` tells why it failed in the cause of what it throws. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === '' ? error.message : code;
}
