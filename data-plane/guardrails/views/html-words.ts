/** Elements that have no end tag. Source: WHATWG HTML, void elements. */
export const VOID: ReadonlySet<string> = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** Elements whose text no browser shows to a reader. */
export const NEVER_SHOWN: ReadonlySet<string> = new Set(['noscript', 'template', 'noembed', 'noframes', 'datalist']);

/** Elements whose text is code; it is judged in the text as sent. */
export const RAW_TEXT: ReadonlySet<string> = new Set(['script', 'style']);

const HIDING_STYLE =
  /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}(?:hidden|collapse)|font-size\s{0,4}:\s{0,4}[01](?:px|pt|em|%)?\s{0,4}(?:;|$|!)|opacity\s{0,4}:\s{0,4}0?\.?0{1,4}\s{0,4}(?:;|$|!)|(?:left|right|top|text-indent)\s{0,4}:\s{0,4}-\d{3,5}|(?<![-\w])color\s{0,4}:\s{0,4}(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(\s{0,4}255\s{0,4},\s{0,4}255\s{0,4},\s{0,4}255)|(?:max-)?(?:height|width)\s{0,4}:\s{0,4}0(?:px)?\s{0,4}(?:;|$|!)|clip\s{0,4}:\s{0,4}rect\(0/i;

/** Says whether an attribute hides its element. */
export function isHiddenByAttribute(tag: string, name: string, value: string): boolean {
  if (name === 'style') return HIDING_STYLE.test(value);
  if (name === 'hidden') return true;
  if (name === 'aria-hidden') return value.toLowerCase() === 'true';
  return name === 'type' && tag === 'input' && value.toLowerCase() === 'hidden';
}

const NOT_PROSE = new Set([
  'class',
  'style',
  'href',
  'src',
  'srcset',
  'd',
  'points',
  'viewbox',
  'sizes',
  'integrity',
  'rel',
  'transform',
  'xmlns',
  'media',
  'pattern',
]);

/** Says whether an attribute's value is text that somebody wrote to be read. */
export function isProseAttribute(name: string, value: string): boolean {
  return value.length >= 12 && value.includes(' ') && !NOT_PROSE.has(name) && !name.startsWith('on');
}
