/** One thing that is wrong with an input. */
export interface Problem {
  /** Path in the input, such as `limits.timeoutMs`. */
  readonly field: string;
  readonly problem: string;
  readonly expected: string;
}

/** An expected no, in the words of the SDL. */
export type Failure =
  | { readonly __typename: 'InvalidInput'; readonly message: string; readonly problems: readonly Problem[] }
  | { readonly __typename: 'NotFound'; readonly message: string; readonly kind: string; readonly id: string }
  | { readonly __typename: 'NameTaken'; readonly message: string; readonly name: string }
  | { readonly __typename: 'StaleRevision'; readonly message: string; readonly currentRevision: number }
  | { readonly __typename: 'InUse'; readonly message: string; readonly usedBy: readonly string[] }
  | { readonly __typename: 'DefinitionChanged'; readonly message: string; readonly items: readonly unknown[] }
  | { readonly __typename: 'DiscoveryError'; readonly message: string; readonly code: string };

/** Thrown by a service for an expected no; rolls back what it had begun. The GraphQL edge makes it a payload. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The viewer may not do this. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** An argument of a query that cannot be meant. */
export class BadArgument extends Error {
  override readonly name = 'BadArgument';
}

const MAX_PROBLEMS = 50;

/** The input breaks rules. */
export function invalidInput(problems: readonly Problem[]): Refusal {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const message = shown.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  return new Refusal({ __typename: 'InvalidInput', message, problems: shown });
}

/** There is no such object, or not for this viewer: one answer for both. */
export function notFound(kind: string, id: string): Refusal {
  return new Refusal({
    __typename: 'NotFound',
    message: `there is no ${kind} with the id "${id.slice(0, 100)}" that this token may see`,
    kind,
    id,
  });
}

/** The name belongs to another object; `where` says within what it has to be unique. */
export function nameTaken(name: string, where: string): Refusal {
  return new Refusal({ __typename: 'NameTaken', message: `the name "${name}" is taken; it has to be unique ${where}`, name });
}

/** Refuses an update made from an old reading. */
export function staleRevision(expected: number, current: number): Refusal {
  const message = `revision ${expected} was expected, but it is ${current} by now; read the object again and repeat the change`;
  return new Refusal({ __typename: 'StaleRevision', message, currentRevision: current });
}

/** Others refer to the object. */
export function inUse(message: string, usedBy: readonly string[]): Refusal {
  return new Refusal({ __typename: 'InUse', message, usedBy: usedBy.slice(0, 50) });
}
