import { z } from 'zod';
import { invalidInput } from './refusal.ts';
import type { Problem } from './refusal.ts';

/** The message of a zod check: what is wrong, and what would be right. */
export function says(problem: string, expected: string): string {
  return `${problem}\u0000${expected}`;
}

/** Checks an input. Throws: Refusal (InvalidInput) with every problem found. */
export function valid<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues.map(problemOf));
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.length === 0 ? 'input' : issue.path.map(String).join('.');
  const [problem, expected] = issue.message.split('\u0000');
  if (expected !== undefined) return { field, problem: problem ?? '', expected };
  switch (issue.code) {
    case 'too_small':
      return { field, problem: 'is too small', expected: `at least ${issue.minimum}${unitOf(issue.origin)}` };
    case 'too_big':
      return { field, problem: 'is too large', expected: `at most ${issue.maximum}${unitOf(issue.origin)}` };
    case 'invalid_type':
      return { field, problem: 'has the wrong type', expected: `${issue.expected}` };
    case 'unrecognized_keys':
      return { field, problem: `has unknown fields: ${issue.keys.slice(0, 5).join(', ')}`, expected: 'only the documented fields' };
    default:
      return { field, problem: 'is not valid', expected: issue.message };
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/u;

/** Names that are part of addresses: projects, registries, servers. */
export const label = z.string().regex(LABEL, says('is not a name', '1 to 40 of a-z, 0-9 and "-", with a letter or digit at both ends'));

/** Names for people. */
export const title = printable(1, 100);

/** A line for people. */
export function printable(min: number, max: number): z.ZodType<string> {
  return z
    .string()
    .refine((text) => text.trim().length >= min && text.length <= max, says('has the wrong length', `${min} to ${max} characters`))
    .refine((text) => !UNPRINTABLE.test(text), says('holds control characters or broken Unicode', 'printable characters on one line'));
}

/** A whole number in a range. */
export function whole(min: number, max: number): z.ZodType<number> {
  return z.int().refine((value) => value >= min && value <= max, says('is out of range', `${min} to ${max}`));
}

/** A time that has not come yet. */
export function future(nowMs: () => number): z.ZodType<Date> {
  return z.date().refine((time) => time.getTime() > nowMs(), says('is in the past', 'a time to come, or null for never'));
}

/** What was read from the fields that an update names; those left out (undefined) are gone. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
