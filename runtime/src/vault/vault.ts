import { Failure } from '@slipway/shared/failure';
import { generateKey } from './key.ts';
import { generatedKeys, givenKeys, type KeyRing, noKeys, operatorsFile } from './key-ring.ts';
import { open, rewrap, type SealedSecret, type SecretPlace, seal } from './seal.ts';

/** Where the keys of an installation are looked for. */
export interface KeySettings {
  /** The data directory, which keeps keys of its own where no others are given. */
  readonly directory: string;
  readonly keyFile?: string | undefined;
  readonly key?: { reveal(): string } | undefined;
  /** True where several processes share the database and no directory: a key of one of them would be no use to the others. */
  readonly shared?: boolean;
}

/** Seals the secrets of connections and opens them again, and knows nothing of where they are stored. */
export class Vault {
  readonly #ring: KeyRing;

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  /** Where its keys come from, for people. */
  get where(): string {
    return this.#ring.where;
  }

  /** The ids of its keys, the current one first. */
  keyIds(): readonly string[] {
    return this.#ring.keys().map((key) => key.id);
  }

  seal(place: SecretPlace, text: string): SealedSecret {
    return seal(this.#current(), place, text);
  }

  /** Fails with `secret-unreadable`, which names the slot: the key is gone, or it was sealed for something else. */
  open(place: SecretPlace, secret: SealedSecret): string {
    const key = this.#ring.keys().find((each) => each.id === secret.key_id);
    if (!key) throw unreadable(place);
    try {
      return open(key, place, secret);
    } catch {
      // The reason says nothing to people, and must say nothing of keys.
      throw unreadable(place);
    }
  }

  /** The secret under the current key; as it is, where it is under it already or no key here opens it. */
  rewrap(place: SecretPlace, secret: SealedSecret): SealedSecret {
    const current = this.#current();
    const key = this.#ring.keys().find((each) => each.id === secret.key_id);
    if (!key || key.id === current.id) return secret;
    try {
      return rewrap(key, current, place, secret);
    } catch {
      return secret;
    }
  }

  /** From now on another key encrypts: a new one of our own, or the one that the operator has put first. */
  renewKey(): void {
    this.#ring.renew();
  }

  /** Forgets the keys that encrypt nothing any more, where they are ours. */
  retireKeys(): void {
    this.#ring.retire();
  }

  #current() {
    const [current] = this.#ring.keys();
    if (!current) throw new Failure('invalid-config', `${this.where} holds no key`);
    return current;
  }
}

/** The vault of an installation. Fails with `invalid-config` for keys that are none, or that everybody knows. */
export function openVault(settings: KeySettings): Vault {
  const { directory, keyFile, key, shared = false } = settings;
  if (keyFile !== undefined && key !== undefined) {
    throw new Failure('invalid-config', 'SLIPWAY_KEY and SLIPWAY_KEY_FILE are both set; one of them must go');
  }
  if (keyFile !== undefined) return new Vault(operatorsFile(keyFile));
  if (key !== undefined) return new Vault(givenKeys(key.reveal(), 'SLIPWAY_KEY'));
  return new Vault(shared ? noKeys() : generatedKeys(directory));
}

/** A vault whose key ends with the process, for what is thrown away with it. */
export function temporaryVault(): Vault {
  return new Vault(givenKeys(generateKey().text, 'a key in memory'));
}

function unreadable(place: SecretPlace): Failure {
  return new Failure('secret-unreadable', `slot ${place.slot}, ${place.field}`);
}
