import { AttachmentView } from '../../shared/entities.ts';
import { Unreachable } from '../connection/refused.ts';

/** Whoever sent it off has thought again. */
export class Cancelled extends Error {}

/**
 * Sends one file; `onProgress` hears the share that is sent, 0 to 1. XMLHttpRequest, because fetch does not tell.
 * @throws Cancelled, Unreachable, or an Error whose message is the HTTP status
 */
export function uploadFile(
  file: File,
  token: string,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<AttachmentView> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Cancelled());
    const request = new XMLHttpRequest();
    request.open('POST', `/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Unreachable('upload'));
    request.onabort = () => reject(new Cancelled());
    request.onload = () => {
      const parsed = AttachmentView.safeParse(request.response);
      if (request.status < 300 && parsed.success) resolve(parsed.data);
      else reject(new Error(String(request.status)));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
