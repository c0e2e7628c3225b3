import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';

/** Refuses a password that is a guess anybody would try first. Length is checked with the request. */
export function refuseWeakPassword(password: string, name: string): void {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < LIMITS.passwordMinCharacters) {
    throw new Failure('weak-password', `at least ${LIMITS.passwordMinCharacters} characters`);
  }
  const kinds = new Set(plain);
  if (kinds.size < 5) throw new Failure('weak-password', 'it repeats itself');
  const key = name.toLowerCase();
  if (key.length >= 3 && plain.replaceAll(key, '').length < 6) throw new Failure('weak-password', 'it is the name');
  const rest = KNOWN.reduce((text, word) => text.replaceAll(word, ''), plain).replaceAll(/[^\p{L}]/gu, '');
  if (rest.length < 3 && /\p{L}/u.test(plain)) throw new Failure('weak-password', 'it is one of those tried first');
  if (/^\d+$/.test(plain)) throw new Failure('weak-password', 'it is a number');
}

/** Words of which passwords in manuals, samples and lists of stolen ones are made. */
const KNOWN = [
  'slipway',
  'password',
  'passwort',
  'changeme',
  'change',
  'welcome',
  'administrator',
  'admin',
  'qwertz',
].concat([
  'qwerty',
  'letmein',
  'secret',
  'default',
  'example',
  'asdfgh',
  'yxcvbn',
  'zxcvbn',
  'uiop',
  'iloveyou',
  'login',
  'root',
]);
