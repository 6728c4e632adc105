import { type Request, Router } from 'express';
import type { AttachmentView } from '../../shared/entities.ts';
import { AppError, errorStatus } from '../../shared/errors.ts';
import { uploadBytes, uploadMb } from '../../shared/files.ts';
import type { Actor } from '../auth/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Blobs } from './blobs.ts';
import { fileName, kindOf } from './content.ts';
import { type FileStore, type Upload, uploadKey } from './store.ts';

const tooLarge = () => new AppError('tooLarge', `A file may have at most ${uploadMb} MB.`, { maxBytes: uploadBytes });

export const uploadView = (upload: Upload): AttachmentView => ({
  fileId: upload.fileId,
  name: upload.name,
  type: upload.type,
  size: upload.size,
  inline: false,
});

async function bytesOf(request: Request): Promise<Buffer> {
  if (Number(request.get('content-length') ?? 0) > uploadBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > uploadBytes) throw tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) throw new AppError('invalid', 'The file is empty. Send its bytes as the body.');
  return Buffer.concat(chunks, size);
}

/** `POST /files?name=…` with the bytes as the body: keeps a file for a message of the caller's. */
export function uploadRouter(deps: {
  actorOf: (request: Request) => Promise<Actor>;
  blobs: Blobs;
  files: FileStore;
  clock: Clock;
}): Router {
  const router = Router();
  router.post('/files', async (request, reply) => {
    try {
      const actor = await deps.actorOf(request);
      const bytes = await bytesOf(request);
      const name = fileName(typeof request.query.name === 'string' ? request.query.name : '');
      const type = await kindOf(bytes, request.get('content-type') ?? '');
      const fileId = await deps.blobs.put(bytes);
      const { id: memberId, workspaceId } = actor;
      const _id = uploadKey(workspaceId, memberId, fileId);
      const upload: Upload = {
        _id,
        workspaceId,
        memberId,
        fileId,
        name,
        type,
        size: bytes.length,
        at: deps.clock.now(),
      };
      await deps.files.put(upload);
      reply.json(uploadView(upload));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      reply.set('Connection', 'close').status(errorStatus[error.code]).json({ error: error.toRefusal() });
    }
  });
  return router;
}
