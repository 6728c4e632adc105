import { z } from 'zod';

/** An id made by the server: a UUIDv7 string, so ids sort by the time they were made. */
export const Id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be an id');
export type Id = z.infer<typeof Id>;

/** An id made by a client before it asks, so that asking twice is asking once. Any URL-safe string of 8 to 64 characters. */
export const ClientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -');

/** Identifies one request of one actor for 14 days; sent as `Idempotency-Key` or as the socket request's id. */
export const RequestId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');

/** A moment on the wire: ISO 8601, UTC, milliseconds. */
export const Moment = z.iso.datetime();

/** Where a list goes on; opaque to clients. */
export const Cursor = z.string().max(400);
