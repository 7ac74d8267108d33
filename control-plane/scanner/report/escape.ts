/**
 * Text of a server made harmless to show in a terminal: control and invisible characters become `\u{…}`, the rest is cut.
 *
 * Everything in a report that a server chose goes through here or through `forMarkdown`.
 */
export function forTerminal(text: string, maxLength = 120): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    out += HARMFUL.test(char) ? `\\u{${code.toString(16)}}` : char;
    if (out.length > maxLength) return `${out.slice(0, maxLength - 1)}…`;
  }
  return out;
}

/** As `forTerminal`, with everything that Markdown or HTML would act on escaped as well. */
export function forMarkdown(text: string, maxLength = 120): string {
  return forTerminal(text, maxLength).replace(/[\\`*_{}[\]()#+\-!|<>~&]/g, (char) => (char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`));
}

// eslint-disable-next-line no-control-regex
const HARMFUL = /[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ue000-\uf8ff]|[\u{e0000}-\u{e0fff}]|[\u{f0000}-\u{10ffff}]/u;
