import type { GraphqlClient } from './graphql-client.ts';

/**
 * Runs one mutation of the schema's usual form and returns its `…Ok` payload.
 *
 * `name` is the mutation, `ok` what to select of the payload beside `configVersion`.
 * Throws: Error with the failure's own sentence when the payload is one of the expected failures.
 */
export async function mutate<T extends object>(
  graphql: GraphqlClient,
  name: string,
  input: object,
  ok = '',
): Promise<T & { configVersion: string }> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const document = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on Failure { message } ... on ${type}Ok { configVersion ${ok} } } }`;
  const data = await graphql<Record<string, { __typename: string; message?: string }>>(document, { input });
  const payload = data[name];
  if (payload?.__typename === `${type}Ok`) return payload as unknown as T & { configVersion: string };
  throw new Error(`${name} answered ${payload?.__typename ?? 'nothing'}: ${payload?.message ?? ''}`);
}

/** Waits until every connected node enforces `version`. Throws: Error naming the nodes that lag. */
export async function awaitEnforced(graphql: GraphqlClient, version: string, timeoutMs = 10_000): Promise<void> {
  const { awaitEnforced: answer } = await graphql<{
    awaitEnforced: { enforced: boolean; pending: { name: string; appliedVersion: string | null; problems: string[] }[] };
  }>(
    `
      query ($version: String!, $timeoutMs: Int) {
        awaitEnforced(version: $version, timeoutMs: $timeoutMs) {
          enforced
          pending {
            name
            appliedVersion
            problems
          }
        }
      }
    `,
    { version, timeoutMs },
  );
  if (answer.enforced) return;
  const lagging = answer.pending.map(
    ({ name, appliedVersion, problems }) =>
      `${name} (at ${appliedVersion ?? 'none'}${problems.length === 0 ? '' : `: ${problems.join('; ')}`})`,
  );
  throw new Error(`config version ${version} is not enforced after ${timeoutMs} ms by ${lagging.join(', ')}`);
}
