// A file sent with its progress, which fetch does not tell.
import { ApiError } from './api';

function csrf(): string {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith('parvis_csrf='));
  return found ? decodeURIComponent(found.slice('parvis_csrf='.length)) : '';
}

function refusal(status: number, text: string): ApiError {
  try {
    const answer = JSON.parse(text) as Record<string, unknown>;
    return new ApiError(status, String(answer.detail ?? answer.title), String(answer.code ?? ''), answer);
  } catch {
    return new ApiError(status, `Erreur ${status}`);
  }
}

/** Sends `form`; `progress` hears the share sent, from 0 to 1. Refusals are ApiErrors, `offline` when the way is cut. */
export function upload<T>(address: string, form: FormData, progress: (share: number) => void): Promise<T> {
  return new Promise((done, failed) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', address);
    sending.setRequestHeader('Accept', 'application/json');
    sending.setRequestHeader('X-CSRF-Token', csrf());
    sending.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    sending.onerror = () => failed(new ApiError(0, '', 'offline'));
    sending.onload = () => {
      const { status, responseText } = sending;
      if (status >= 200 && status < 300) done(JSON.parse(responseText) as T);
      else failed(refusal(status, responseText));
    };
    sending.send(form);
  });
}
