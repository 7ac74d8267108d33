/** Posts a body and returns the answer's; throws on anything but a 200 within the time and a bounded size. */
export type Post = (url: string, body: string, headers: Readonly<Record<string, string>>, timeoutMs: number) => Promise<string>;

const MAX_ANSWER_BYTES = 256 * 1024;

/** `Post` over the platform's fetch: no redirects, no credentials, one deadline for all of it. */
export const postJson: Post = async (url, body, headers, timeoutMs) => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers,
    redirect: 'error',
    credentials: 'omit',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200 || response.body === null) throw new Error(`webhook answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('webhook answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
