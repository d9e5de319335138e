// The one way the desk talks to the server: JSON in and out, the CSRF token of the session on every write, and an
// ApiError that carries the server's French sentence. Addresses and answers are those of the OpenAPI document.
import type { paths } from './api_types';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Json<R> = R extends { content: { 'application/json': infer T } } ? T : undefined;
type Success<R> = R extends { 200: infer A } ? Json<A> : R extends { 201: infer A } ? Json<A> : undefined;
/** What the server answers to `M` at `P`; unknown where the document does not say. */
export type Answer<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { responses: infer R }> ? Success<R> : never;

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code = '',
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

interface Asked {
  path?: Record<string, string>; // values of the names in braces
  query?: URLSearchParams | string;
  body?: unknown; // FormData goes as it is, anything else as JSON
  version?: number; // of what the person saw: If-Match
}

function address(pattern: string, { path = {}, query = '' }: Asked): string {
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const asked = query.toString();
  return asked ? `${filled}?${asked}` : filled;
}

async function request(method: Method, pattern: string, asked: Asked): Promise<unknown> {
  const { body } = asked;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'get') headers['X-CSRF-Token'] = cookie('parvis_csrf');
  if (asked.version !== undefined) headers['If-Match'] = `"${asked.version}"`;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  const payload = body === undefined ? null : isForm ? body : JSON.stringify(body);
  let response: Response;
  try {
    const options = { method: method.toUpperCase(), headers, body: payload, credentials: 'same-origin' } as const;
    response = await fetch(address(pattern, asked), options);
  } catch {
    throw new ApiError(0, 'Le serveur ne répond pas. Votre saisie est gardée : réessayez dans un instant.', 'offline');
  }
  if (response.status === 401) {
    location.assign(`/agent/connexion?retour=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
  const answer = isJson ? ((await response.json()) as Record<string, unknown>) : {};
  if (!response.ok) {
    const message = String(answer.detail ?? answer.title ?? `Erreur ${response.status}`);
    throw new ApiError(response.status, message, String(answer.code ?? ''), answer);
  }
  return answer;
}

const caller =
  <M extends Method>(method: M) =>
  <P extends PathOf<M>>(path: P, asked: Asked = {}): Promise<Answer<P, M>> =>
    request(method, path, asked) as Promise<Answer<P, M>>;

export const get = caller('get');
export const post = caller('post');
export const put = caller('put');
export const patch = caller('patch');
export const remove = caller('delete');
