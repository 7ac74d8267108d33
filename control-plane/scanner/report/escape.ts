/**
 * Text of a server made harmless to show in a terminal: control and invisible characters become `\u{…}`, the rest is cut.
 *
 * Everything in a report that a server chose goes through here or through `forMarkdown`.
 */
export function forTerminal(text: string, maxLength = 120): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    out += HARMFUL.some(([first, last]) => code >= first && code <= last) ? `\\u{${code.toString(16)}}` : char;
    if (out.length > maxLength) return `${out.slice(0, maxLength - 1)}…`;
  }
  return out;
}

/** As `forTerminal`, with everything that Markdown or HTML would act on escaped as well. */
export function forMarkdown(text: string, maxLength = 120): string {
  return forTerminal(text, maxLength).replace(/[\\`*_{}[\]()#+\-!|<>~&]/g, (char) =>
    char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`,
  );
}

/** Controls, formats, fillers, private use, tags: ranges of code points that show nothing or change what is shown. */
const HARMFUL: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xd800, 0xdfff],
  [0xe0000, 0xe0fff],
  [0xf0000, 0x10ffff],
];
