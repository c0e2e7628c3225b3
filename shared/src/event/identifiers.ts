/** Checks of identifiers with a check digit or a fixed form. They warn: the standards' own samples fail them. */

/** ISO 6346: whether a container number (4 letters, 6 digits, check digit) has the check digit that it should have. */
export function checkIso6346(container: string): boolean {
  if (!/^[A-Z]{3}[UJZR]\d{7}$/.test(container)) return false;
  let sum = 0;
  for (let index = 0; index < 10; index++) sum += characterValue(container.charCodeAt(index)) * 2 ** index;
  return (sum % 11) % 10 === Number(container[10]);
}

/** Letters count from 10 and leave out the multiples of 11 (A 10, B 12 … K 21, L 23 … U 32, V 34). */
function characterValue(code: number): number {
  if (code <= 57) return code - 48;
  const letter = code - 65;
  const skipped = Number(letter > 0) + Number(letter > 10) + Number(letter > 20);
  return 10 + letter + skipped;
}

/** UN/LOCODE: two letters of the country and three of the place (digits 2–9 are allowed there). */
export function checkUnLocode(code: string): boolean {
  return /^[A-Z]{2}[A-Z2-9]{3}$/.test(code);
}
