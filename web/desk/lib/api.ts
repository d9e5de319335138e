// The one way the desk talks to the server: JSON in and out, the CSRF token of the session on every write, and an
// ApiError that carries the server's French sentence.

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

export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-CSRF-Token'] = cookie('parvis_csrf');
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  const payload = body === undefined ? null : isForm ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: payload, credentials: 'same-origin' });
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
  return answer as T;
}

export const get = <T>(path: string): Promise<T> => request<T>('GET', path);
export const post = <T>(path: string, body?: unknown): Promise<T> => request<T>('POST', path, body);
export const put = <T>(path: string, body?: unknown): Promise<T> => request<T>('PUT', path, body);
export const patch = <T>(path: string, body?: unknown): Promise<T> => request<T>('PATCH', path, body);
export const remove = <T>(path: string): Promise<T> => request<T>('DELETE', path);
