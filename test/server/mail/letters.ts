/** Mails written for these tests, line by line; a Buffer stands for bytes that are no text. */
export function letter(...lines: (string | Buffer)[]): Buffer {
  const parts = lines.map((line) => (typeof line === 'string' ? Buffer.from(line) : line));
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\r\n')]));
}

/** A line that starts as text and goes on in bytes. */
export const line = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** 中文 in three charsets, and テスト in ISO-2022-JP. */
export const zhBig5 = [0xa4, 0xa4, 0xa4, 0xe5];
export const zhGb18030 = [0xd6, 0xd0, 0xce, 0xc4];
export const jaIso2022 = [0x1b, 0x24, 0x42, 0x25, 0x46, 0x25, 0x39, 0x25, 0x48, 0x1b, 0x28, 0x42];

/** One red pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

export const plainLetter = (
  fields: { from?: string; to?: string; subject?: string; id?: string; extra?: string[]; text?: string } = {},
) =>
  letter(
    `From: ${fields.from ?? 'Nora Lind <nora@customers.test>'}`,
    `To: ${fields.to ?? 'support@baton.test'}`,
    `Subject: ${fields.subject ?? 'The kettle leaks'}`,
    ...(fields.id === '' ? [] : [`Message-ID: <${fields.id ?? 'first@customers.test'}>`]),
    ...(fields.extra ?? []),
    'Date: Mon, 2 Mar 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    '',
    fields.text ?? 'Since yesterday it drips.',
  );
