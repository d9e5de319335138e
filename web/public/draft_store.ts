// The unfinished report, kept on this device only (IndexedDB) and erased once sent or after a week. Where the browser
// refuses storage, nothing is kept and the form works all the same.
import type { Photo } from './photo';

export interface Draft {
  saved: number;
  fields: Record<string, string>;
  photos: Photo[];
}

const week = 7 * 24 * 3600 * 1000;

function open(): Promise<IDBObjectStore> {
  return new Promise((done, failed) => {
    const request = indexedDB.open('parvis', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts');
    request.onerror = () => failed(request.error as Error);
    request.onsuccess = () => done(request.result.transaction('drafts', 'readwrite').objectStore('drafts'));
  });
}

async function run<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const request = work(await open());
    return await new Promise((done) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(undefined);
    });
  } catch {
    return undefined;
  }
}

export async function keepDraft(draft: Draft): Promise<void> {
  await run((store) => store.put(draft, 'report'));
}

export async function dropDraft(): Promise<void> {
  await run((store) => store.delete('report'));
}

export async function keptDraft(now = Date.now()): Promise<Draft | undefined> {
  const draft = (await run((store) => store.get('report'))) as Draft | undefined;
  return draft && now - draft.saved < week ? draft : undefined;
}
