/**
 * Digit arithmetic that national numbers share.
 */

/** The digits of a string as numbers. */
export function digitsOf(value: string): number[] {
  const digits: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) digits.push(digit);
  }
  return digits;
}

/** The sum of the digits times their weights; as many as there are weights. */
export function weighted(digits: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits[i] ?? 0) * (weights[i] as number);
  return sum;
}

/** Remainder of a long decimal string. */
export function remainder(decimal: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < decimal.length; i++) rest = (rest * 10 + decimal.charCodeAt(i) - 48) % divisor;
  return rest;
}

/** Says whether all digits are one digit repeated: no authority hands those out. */
export function isOneDigit(digits: readonly number[]): boolean {
  return digits.every((digit) => digit === digits[0]);
}

/** Says whether year (two digits or four), month and day could be a date. */
export function isDate(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
