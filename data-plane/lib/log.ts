/**
 * Where a part of the program says what happened, for operators. A pino logger has this shape.
 *
 * Facts are named values, never secrets; the message is a sentence without them.
 */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Says nothing: for tests and for callers that do not listen. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {}
