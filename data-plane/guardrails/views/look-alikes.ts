/**
 * Characters that look like an ASCII letter in common fonts, by the letter they look like.
 *
 * Source: Unicode confusables data (UTS 39), the part of it that is Cyrillic, Greek, Armenian, Cherokee, Latin extensions,
 *   small capitals, modifier and subscript letters; those that NFKC folds are not repeated here.
 */
const BY_LETTER: Readonly<Record<string, string>> = {
  a: 'аαɑᴀ𐊠ạ',
  b: 'ЬƄʙᏏ',
  c: 'сϲᴄⅽ',
  d: 'ԁᏧժᴅ',
  e: 'еҽєᴇℯ',
  f: 'ƒſꜰẝ',
  g: 'ɡցԍɢ',
  h: 'һհʜᏂ',
  i: 'іıɩιɪӏ',
  j: 'јϳᴊ',
  k: 'κкᴋ',
  l: 'ⅼӏʟ',
  m: 'мᴍⅿ',
  n: 'ոпηɴ',
  o: 'оοօσᴏ',
  p: 'рρᴘϱ',
  q: 'ԛգզꞯ',
  r: 'гᴦʀ',
  s: 'ѕꜱƽ',
  t: 'τтᴛ',
  u: 'υսᴜʋ',
  v: 'ѵνᴠⅴ',
  w: 'ԝѡաᴡ',
  x: 'хχⅹ',
  y: 'уүγʏ',
  z: 'ᴢʐ',
  A: 'АΑᎪ',
  B: 'ВΒᏴ',
  C: 'СϹᏟ',
  D: 'ᎠⅮ',
  E: 'ЕΕᎬ',
  F: 'ϜҒ',
  G: 'ԌᏀ',
  H: 'НΗᎻ',
  I: 'ІΙӀ',
  J: 'ЈᎫͿ',
  K: 'КΚᏦ',
  L: 'ᏞⅬ',
  M: 'МΜᎷ',
  N: 'ΝՈ',
  O: 'ОΟՕ',
  P: 'РΡᏢ',
  Q: 'ԚՔ',
  R: 'ᎡᏒ',
  S: 'ЅՏᏚ',
  T: 'ТΤᎢ',
  U: 'ՍႮ',
  V: 'ѴᏙ',
  W: 'ԜᎳ',
  X: 'ХΧ',
  Y: 'ΥҮУ',
  Z: 'ΖᏃ',
};

/** Code point to the ASCII letter it looks like. */
export const LOOK_ALIKES: ReadonlyMap<number, string> = new Map(
  Object.entries(BY_LETTER).flatMap(([letter, alikes]) => Array.from(alikes).map((alike) => [alike.codePointAt(0)!, letter] as const)),
);

/** Small capitals: never part of ordinary words, so they fold wherever they stand. */
export const SMALL_CAPITALS: ReadonlySet<number> = new Set(Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢꞯ').map((letter) => letter.codePointAt(0)!));
