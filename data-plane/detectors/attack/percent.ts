/**
 * Percent-encoding, decoded as far as it goes and never refused.
 */

/**
 * Decodes percent-encoded bytes once; bytes that are not UTF-8 become Latin-1 characters, a stray `%` stays.
 *
 * Source: RFC 3986 section 2.1.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9A-Fa-f]{2}){1,4096}/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    }
  });
}
