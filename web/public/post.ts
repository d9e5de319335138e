// One way to send a form to the server: XMLHttpRequest, because fetch gives no progress of what leaves.

export interface Answer<T> {
  status: number; // 0: no connection
  body?: T;
  message: string; // the server's sentence when it refused
  code: string;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function text(answer: Record<string, unknown> | undefined, key: string): string {
  const value = answer?.[key];
  return typeof value === 'string' ? value : '';
}

export function postForm<T>(
  url: string,
  body: FormData,
  progress: (part: number) => void = () => undefined,
): Promise<Answer<T>> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onerror = request.ontimeout = () => done({ status: 0, message: '', code: '' });
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300)
        done({ status: request.status, body: answer as T, message: '', code: '' });
      else done({ status: request.status, message: text(answer, 'detail'), code: text(answer, 'code') });
    };
    request.send(body);
  });
}
