/** What this browser has uploaded is shown from here, before the server is asked and while it cannot be. */
const own = new Map<string, string>();
const keptAtMost = 100;

/** Pictures every mail program draws. */
export const isPicture = ({ type }: { type: string }): boolean => /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(type);

export function rememberPicture(fileId: string, file: File): void {
  if (own.has(fileId)) return;
  own.set(fileId, URL.createObjectURL(file));
  const [oldest] = own.size > keptAtMost ? own : [];
  if (!oldest) return;
  URL.revokeObjectURL(oldest[1]);
  own.delete(oldest[0]);
}

export const ownPicture = (fileId: string): string | undefined => own.get(fileId);
