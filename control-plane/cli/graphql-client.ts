/** A GraphQL endpoint as commands use it: one function, errors as exceptions with the server's own words. */
export type GraphqlClient = <T = Record<string, unknown>>(query: string, variables?: Record<string, unknown>) => Promise<T>;

/**
 * Makes a client for one endpoint and token.
 *
 * Throws (from the client): Error with the first GraphQL error's message, or what went wrong on the way there.
 */
export function graphqlClient(url: string, token: string, timeoutMs = 30_000): GraphqlClient {
  return async (query, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.json().catch(() => null)) as {
      data?: unknown;
      errors?: { message: string; extensions?: { code?: string } }[];
    } | null;
    const first = answer?.errors?.[0];
    if (first !== undefined)
      throw new Error(`GraphQL: ${first.message}${first.extensions?.code === undefined ? '' : ` (${first.extensions.code})`}`);
    if (answer?.data === undefined) throw new Error(`GraphQL: ${url} answered ${response.status} without data`);
    return answer.data as never;
  };
}
