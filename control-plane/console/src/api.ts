/** How the console talks to the control plane: the public GraphQL, with the token of this tab. */
const TOKEN = 'portcullis.token';

/** The token is missing or no longer good; the shell shows the sign-in page. */
export class SignedOut extends Error {}

/** What the server said no to, in its own words. */
export class Refused extends Error {
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const readToken = (): string | null => sessionStorage.getItem(TOKEN);
export const keepToken = (token: string): void => sessionStorage.setItem(TOKEN, token);
export const dropToken = (): void => sessionStorage.removeItem(TOKEN);

/** Runs one operation. Throws: SignedOut; Error with the first error's message. */
export async function ask<T>(query: string, variables: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
  const token = readToken();
  if (token === null) throw new SignedOut('sign in first');
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Error('The control plane cannot be reached. This page tries again when you use it.');
  });
  if (response.status === 401) throw new SignedOut('the token is not valid');
  const body = (await response.json().catch(() => null)) as {
    data?: T;
    errors?: { message: string; extensions?: { code?: string } }[];
  } | null;
  const error = body?.errors?.[0];
  if (error?.extensions?.code === 'UNAUTHENTICATED') throw new SignedOut(error.message);
  if (error !== undefined) throw new Error(error.message);
  if (body?.data === undefined) throw new Error(`The control plane answered ${response.status} without data.`);
  return body.data;
}

/** Runs a mutation of the usual form and returns its Ok payload. Throws: Refused with the failure's sentence. */
export async function change<T extends object>(name: string, input: object, ok = ''): Promise<T> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const data = await ask<Record<string, { __typename: string; message?: string }>>(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on Failure { message } ... on ${type}Ok { configVersion ${ok} } } }`,
    { input },
  );
  const payload = data[name];
  if (payload?.__typename === `${type}Ok`) return payload as unknown as T;
  throw new Refused(payload?.__typename ?? 'Unknown', payload?.message ?? 'Nothing was changed.');
}
