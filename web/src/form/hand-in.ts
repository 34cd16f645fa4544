/** A file goes to the office before the form that names it. */
import { createContext } from 'react';
import { ask } from '../api/client.ts';
import { type Progress, postAsPerson } from './post-file.ts';

/** As forms name it, without its name. */
export interface HandedIn {
  hash: string;
  size: number;
}

/** Who hands files in: the person who has signed in, or whoever holds a receipt. */
export const HandIn = createContext<(file: File, progress: Progress) => Promise<HandedIn>>((file, progress) =>
  ask(postAsPerson('/api/files', file, progress).then(answerOf)),
);

/** @throws Refused | Unreachable */
export function handInAt(path: string, file: File, send: (request: Request) => Promise<Response>): Promise<HandedIn> {
  const request = new Request(new URL(path, location.origin), {
    method: 'POST',
    headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type },
    body: file,
  });
  return ask(send(request).then(answerOf));
}

async function answerOf(response: Response): Promise<{ data?: HandedIn; response: Response }> {
  return response.ok ? { data: (await response.json()) as HandedIn, response } : { response };
}
