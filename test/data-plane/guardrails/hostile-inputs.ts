/** What is repeated to make a long input that a careless matcher takes forever over. */
const UNITS: readonly string[] = [
  // Single characters that quantifiers feed on.
  'a', 'A', '0', ' ', '\n', '\t', '"', "'", '\\', '%', '<', '>', '&', '-', '@', '.', '=', '[', '(', '{', '/', ':', '_', '+', '#', '|', '`', '$', ';',
  // The same beyond ASCII.
  '\u200b', '\u0301', 'é', 'а', '漢', '😀', '\u{e0041}', '\ufe01', '\u202e', '\u001b[', '\u0000',
  // Starts that never end.
  '<!--', '<div style="', '<a b=', '<p>', '</p', '[](', '![', '[a]: ', '"a":', '{"a":', '["', '\\u00', '\\"', '%2', '%25', '&#', '&#65;', '&lt;', '=41', '=\n', '\u001b]8;;',
  // Starts of what detectors look for.
  'AKIA', 'sk_live_', 'ghp_', 'eyJ', 'eyJhbGciOiJ', 'password=', 'password = "', 'secret: ', 'Bearer ', '-----BEGIN PRIVATE KEY-----', '-----BEGIN ', 'https://user:', 'postgres://', 'xoxb-',
  'a@', 'a@a.', '@a.a', '4111 ', '4111-1111-', '1.1.', '1:', 'GB82 ', 'GB82WEST', '+1 ', '(555) ', '123-45-', 'ssn ', 'nhs ', 'passport ', 'street ',
  'ignore all ', 'previous instructions ', 'system: ', '<|im_start|>', '[INST]', 'you must ', 'assistant, ', 'i g n o r e ', 'ignore_',
  "' OR ", "' OR 1=1 --", 'UNION SELECT ', '/*', '/**/', '1=1 AND ', 'a;b', '; rm ', '$(', '${', '{{', '`a', '|| ', '&& ', '../', '..%2f', '%252e', '..\\', 'http://', 'http://1', '0x7f.', 'file://', 'rO0AB', 'O:8:"',
  // Encodings that decode to more of the same.
  'QUFB', 'H4sI', '41', '41 ', '01000001 ', 'YWJj\n',
];

/** A hostile input: one unit over and over, to about a length. */
export interface HostileInput {
  readonly name: string;
  ofLength(chars: number): string;
}

/** Every hostile input, those made of a unit and those that end differently from how they begin. */
export function hostileInputs(): HostileInput[] {
  const repeated = UNITS.map((unit) => ({ name: JSON.stringify(unit), ofLength: (chars: number) => unit.repeat(Math.ceil(chars / unit.length)) }));
  const nested: HostileInput[] = [
    { name: 'base64 of base64 of text', ofLength: (chars) => Buffer.from(Buffer.from('words and words. '.repeat(chars / 32)).toString('base64')).toString('base64') },
    { name: 'open brackets, then closed ones', ofLength: (chars) => '['.repeat(chars / 2) + ']'.repeat(chars / 2) },
    { name: 'one long word, then an at sign', ofLength: (chars) => `${'a'.repeat(chars)}@` },
    { name: 'many quoted strings', ofLength: (chars) => '"a b c d e f g h i j k l m n","'.repeat(chars / 30) },
    { name: 'one long line of digits and separators', ofLength: (chars) => '4-1 1.1 '.repeat(chars / 8) },
  ];
  return [...repeated, ...nested];
}
