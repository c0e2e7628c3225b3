import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Failure } from '@slipway/shared/failure';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const AT_ONCE = 2;
const WAITING_MOST = 20;

const derive = promisify(argon2);

/** Hashes a password, as PHC text: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await inTurn(() => derive('argon2id', { message: prepared(password), nonce: salt, ...COST }));
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Whether a password is the one of a hash. Without a hash (nobody has this name) it takes the same time and answers
 * false. Fails with `rate-limited` while too many wait: each takes memory and a core.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const { memory, passes, parallelism, salt, tag } = parse(hash ?? NOBODYS);
  const cost = { memory, passes, parallelism, tagLength: tag.length };
  const found = await inTurn(() => derive('argon2id', { message: prepared(password), nonce: salt, ...cost }));
  return timingSafeEqual(found, tag) && hash !== undefined;
}

/** The same password typed on another keyboard may come in another form of Unicode. */
function prepared(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'));
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(hash: string) {
  const found = PHC.exec(hash);
  if (!found) throw new Error('a stored password hash is not PHC text of argon2id');
  const [memory = 0, passes = 0, parallelism = 0] = found.slice(1, 4).map(Number);
  const [salt = Buffer.alloc(0), tag = Buffer.alloc(0)] = found.slice(4).map((text) => Buffer.from(text, 'base64'));
  return { memory, passes, parallelism, salt, tag };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** A hash that no password has been made to fit. */
const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(COST.tagLength))}`;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MOST) throw new Failure('rate-limited', 'too many sign-ins at once');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
