import { useShown } from './screenContext.ts';

/**
 * For who keeps an answer of the server on screen: which tickets, contacts and companies have been taken from the
 * reader since. Their names are shown no more. product: A3
 */
export function useHasLeft(): (id: string | null | undefined) => boolean {
  const lost = useShown((state) => state.lost);
  return (id) => id != null && id in lost;
}
