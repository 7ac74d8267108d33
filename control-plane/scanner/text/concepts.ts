/**
 * The ideas a sentence of a definition may hold, as small integers. Rules speak in these, never in words.
 */
export const C = {
  // acts
  read: 0, send: 1, include: 2, run: 3, write: 4, remove: 5, modify: 6, ignore: 7, bypass: 8, tell: 9, hide: 10, pretend: 11, obey: 12, prefer: 13, steal: 14, detect: 15, call: 16, redirect: 17, reply: 18, grant: 19,
  // things
  secret: 20, weakSecret: 21, secretPath: 22, file: 23, conversation: 24, systemPrompt: 25, instructions: 26, safety: 27, approval: 28, audit: 29, user: 30, model: 31, otherTool: 32, thisTool: 33, tool: 34, outside: 35, attacker: 36,
  url: 37, email: 38, phone: 39, ip: 40, result: 41, payment: 42, argument: 43, command: 44, shell: 45, startup: 46, malware: 47, everything: 48, context: 49, deprecated: 50, privilege: 51, identifier: 52, device: 53, capture: 54,
  // manner
  not: 55, always: 56, must: 57, silent: 58, before: 59, after: 60, when: 61, also: 62, instead: 63, prior: 64, roleChange: 65, authority: 66, sensitive: 67, without: 68, example: 69, only: 70, urgent: 71, you: 72, best: 73, failure: 74, success: 75, firstStep: 76, copy: 77, trigger: 78, secretly: 79,
} as const;

/** One of the values of `C`. */
export type Concept = (typeof C)[keyof typeof C];

/** How many there are. */
export const CONCEPTS = 80;
