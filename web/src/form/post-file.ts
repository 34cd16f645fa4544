/** A file sent with its progress, which `fetch` does not tell. */
import { newToken } from '../api/client.ts';
import { Unreachable } from '../api/problem.ts';
import { enter, session } from '../person/session.ts';

/** How much of it has been sent, 0 to 1. */
export type Progress = (share: number) => void;

/** A token that has run out is renewed once. @throws Unreachable */
export async function postAsPerson(path: string, file: File, progress: Progress): Promise<Response> {
  const current = session.get();
  const response = await post(path, file, current?.token, progress);
  if (response.status !== 401 || current === null) return response;
  const token = await newToken(current.person);
  if (token === null) return response;
  enter({ ...current, token });
  return post(path, file, token, progress);
}

function post(path: string, file: File, token: string | undefined, progress: Progress): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.setRequestHeader('accept-language', 'zh');
    if (token !== undefined) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const type = request.getResponseHeader('content-type') ?? 'application/json';
      resolve(new Response(request.responseText, { status: request.status, headers: { 'content-type': type } }));
    };
    request.onerror = () => reject(new Unreachable());
    request.send(file);
  });
}
