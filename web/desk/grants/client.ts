// The grants API as the pages call it: one function per address.
import { get, post, put, remove } from '../lib/api';
import type * as G from './types';

const files = '/api/v1/grants/files';
const as = <T>(answer: Promise<unknown>): Promise<T> => answer as Promise<T>;

export const listFiles = (): Promise<G.Page<G.TableFile>> => as(get('/api/v1/grants/files'));
export const openFile = (id: string): Promise<G.OpenFile> => as(get('/api/v1/grants/files/{id}', { path: { id } }));
export const dropAddress = files;
export const outputAddress = (id: string, name: string): string => `${files}/${encodeURIComponent(id)}/outputs/${name}`;
export const removeFile = (id: string, version: number): Promise<unknown> =>
  remove('/api/v1/grants/files/{id}', { path: { id }, body: { version } });

export interface RowsAsked {
  defect: string;
  waiting: boolean;
  after: number;
}
export function listRows(id: string, asked: RowsAsked): Promise<G.Page<G.RepairedRow>> {
  const query = new URLSearchParams({ limit: '20', after: String(asked.after) });
  if (asked.defect) query.set('defect', asked.defect);
  if (asked.waiting) query.set('waiting', 'true');
  return as(get('/api/v1/grants/files/{id}/rows', { path: { id }, query }));
}
export const answerFile = (id: string, version: number, answers: G.Answers): Promise<G.TableFile> =>
  as(post('/api/v1/grants/files/{id}/answers', { path: { id }, body: { version, ...answers } }));
export const sendFile = (id: string, version: number): Promise<{ added: number; replaced: number; refused: number }> =>
  as(post('/api/v1/grants/files/{id}/send', { path: { id }, body: { version } }));
export const compareFile = (id: string): Promise<{ rows: number; known: number; pairs: number; settled: number }> =>
  as(post('/api/v1/grants/files/{id}/compare', { path: { id } }));

export function listPairs(asked: { all?: boolean; file?: string; after?: string } = {}): Promise<G.PairPage> {
  const query = new URLSearchParams();
  if (asked.all) query.set('all', 'true');
  if (asked.file) query.set('file', asked.file);
  if (asked.after) query.set('after', asked.after);
  return as(get('/api/v1/grants/pairs', { query }));
}
export const showPair = (id: string): Promise<G.Pair> => as(get('/api/v1/grants/pairs/{id}', { path: { id } }));
export const answerPair = (
  pair: G.Pair,
  said: { answer: G.PairAnswer; why: string; seconds: number },
): Promise<G.Pair> =>
  as(post('/api/v1/grants/pairs/{id}/verdict', { path: { id: pair.id }, body: { version: pair.version, ...said } }));

export const listYears = (): Promise<{ years: number[]; items: G.Version[] }> => as(get('/api/v1/grants/publications'));
export const showYear = (year: number): Promise<G.Year> =>
  as(get('/api/v1/grants/publications/{year}', { path: { year: String(year) } }));
export const publishYear = (year: number): Promise<G.Version> =>
  as(post('/api/v1/grants/publications/{year}', { path: { year: String(year) } }));
export const withdrawVersion = (made: G.Version, why: string): Promise<unknown> =>
  post('/api/v1/grants/publications/{year}/{version}/withdraw', {
    path: { year: String(made.year), version: String(made.version) },
    body: { why },
  });
export const answerRow = (
  row: G.BasketRow,
  said: { answer: 'publier' | 'écarter' | 'reprendre'; hold?: string; why?: string },
): Promise<unknown> =>
  post('/api/v1/grants/publications/rows/{id}/answer', {
    path: { id: row.id },
    body: { version: row.version, ...said },
  });
export const chooseScope = (scope: G.Scope): Promise<unknown> =>
  put('/api/v1/grants/publications/scope', { body: { scope } });
export const listRules = (): Promise<{ items: G.DatedRule[] }> => as(get('/api/v1/grants/rules'));
