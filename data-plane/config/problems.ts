/** Why a config cannot be applied, collected while it is built. Sentences for operators, never a secret. */
export interface Problems {
  add(problem: string): void;
  /** The value when it is one of those allowed; else a problem is noted and the first allowed one stands in for it. */
  oneOf<Value extends string>(what: string, value: string, allowed: readonly Value[]): Value;
  /** The object in JSON bytes; else a problem is noted and an empty one stands in for it. */
  object(what: string, json: Buffer): Record<string, unknown>;
  all(): readonly string[];
}

const MAX_PROBLEMS = 20;

/** An empty collection. */
export function collectProblems(): Problems {
  const problems: string[] = [];
  const add = (problem: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem.slice(0, 500));
  };
  return {
    add,
    oneOf(what, value, allowed) {
      const found = allowed.find((candidate) => candidate === value);
      if (found === undefined) add(`${what} is "${value.slice(0, 40)}"; this node knows ${allowed.join(', ')}`);
      return found ?? (allowed[0] as (typeof allowed)[number]);
    },
    object(what, json) {
      try {
        const value: unknown = JSON.parse(json.toString('utf8'));
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
      } catch {
        // Said below, as for any other value.
      }
      add(`${what} is not a JSON object`);
      return {};
    },
    all: () => problems,
  };
}
