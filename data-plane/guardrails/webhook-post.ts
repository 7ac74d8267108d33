import type { GuardedFetcher } from '../lib/guarded-fetch.ts';

/**
 * Posts a body and returns the answer's; throws on anything but a 200 within the time and a bounded size.
 *
 * `allowedPrivateTargets`: what beside public addresses may be reached, for those that look.
 */
export type Post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  allowedPrivateTargets: readonly string[],
) => Promise<string>;

const MAX_ANSWER_BYTES = 256 * 1024;

/** `Post` over the platform's fetch: no redirects, no credentials, one deadline for all of it. */
export const postJson: Post = (url, body, headers, timeoutMs) => postWith(fetch, url, body, headers, timeoutMs);

/** `Post` over the guarded dialer: as `postJson`, to public addresses and those the project allows. */
export function guardedPost(fetcher: GuardedFetcher): Post {
  return (url, body, headers, timeoutMs, allowedPrivateTargets) =>
    postWith(fetcher.for(allowedPrivateTargets, { timeoutMs }), url, body, headers, timeoutMs);
}

async function postWith(
  send: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<string> {
  const response = await send(url, {
    method: 'POST',
    body,
    headers,
    redirect: 'error',
    credentials: 'omit',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`webhook answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('webhook answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
