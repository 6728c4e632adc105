/** A page that asks nobody to be signed in: the two that mails link to, and the one that asks for such a mail. */
export type Outside = { page: 'join' | 'reset'; token: string } | { page: 'forgot' } | null;

export function outsideAt(path: string): Outside {
  if (path === '/forgot') return { page: 'forgot' };
  const [, page, token, ...rest] = path.split('/');
  if ((page !== 'join' && page !== 'reset') || !token || rest.length > 0) return null;
  return { page, token };
}
