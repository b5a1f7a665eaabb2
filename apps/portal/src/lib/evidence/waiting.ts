// Cells that no answer came for yet wait on this device under a key that cannot be taken out of the browser, and are gone
// with the sign-out, which clears the storage of the site.

const name = 'anmin-evidence';

export async function keepWaiting(page: string, cells: unknown): Promise<void> {
  await withStore(async (database) => {
    const key = await keyOf(database);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(cells));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
    await done(database.transaction('cells', 'readwrite').objectStore('cells').put({ iv, sealed }, page));
  });
}

export async function readWaiting(page: string): Promise<unknown> {
  return withStore(async (database) => {
    const found = (await done(database.transaction('cells').objectStore('cells').get(page))) as Kept | undefined;
    if (found === undefined) return undefined;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, await keyOf(database), found.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  });
}

export async function forgetWaiting(page: string): Promise<void> {
  await withStore((database) => done(database.transaction('cells', 'readwrite').objectStore('cells').delete(page)));
}

type Kept = { readonly iv: BufferSource; readonly sealed: BufferSource };

/** Where the browser keeps nothing, or has no secure context, the cells live as long as the page. */
async function withStore<Result>(work: (database: IDBDatabase) => Promise<Result>): Promise<Result | undefined> {
  if (!isSecureContext) return undefined;
  try {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('cells');
      opening.result.createObjectStore('key');
    };
    const database = await done(opening);
    try {
      return await work(database);
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

async function keyOf(database: IDBDatabase): Promise<CryptoKey> {
  const known = (await done(database.transaction('key').objectStore('key').get('key'))) as CryptoKey | undefined;
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await done(database.transaction('key', 'readwrite').objectStore('key').put(made, 'key'));
  return made;
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store did not answer'));
  });
}
