/** A page that asks nobody to be signed in: the two that mails link to, the one that asks for such a mail, and the first of all. */
export type Outside = { page: 'join' | 'reset'; token: string } | { page: 'forgot' | 'setup' } | null;

export function outsideAt(path: string): Outside {
  if (path === '/forgot') return { page: 'forgot' };
  if (path === '/setup') return { page: 'setup' };
  const [, page, token, ...rest] = path.split('/');
  if ((page !== 'join' && page !== 'reset') || !token || rest.length > 0) return null;
  return { page, token };
}
