/**
 * Check digits of the Luhn formula, over the digits of a slice of text.
 */

/**
 * Says whether the digits of `text` from `start` to `end` satisfy the Luhn formula; anything that is not a digit is skipped.
 *
 * Returns: false where there are fewer than two digits.
 * Source: ISO/IEC 7812-1, annex B.
 */
export function luhnVerifies(text: string, start = 0, end = text.length): boolean {
  let sum = 0;
  let count = 0;
  for (let i = end - 1; i >= start; i--) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) continue;
    count++;
    if (count % 2 === 1) sum += digit;
    else sum += digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return count >= 2 && sum % 10 === 0;
}
