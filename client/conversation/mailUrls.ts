import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';

export type MailUrls = Output<'message.urls'>;

export const readUrls = async (screen: Screen, messageId: string): Promise<MailUrls> =>
  (await screen.ask('message.urls', { messageId })).value;

/** Short-lived addresses of what a message holds, read when it is shown; null until then, or when refused. */
export function useMailUrls(messageId: string, when: boolean): MailUrls | null {
  const screen = useScreen();
  const [urls, setUrls] = useState<MailUrls | null>(null);
  useEffect(() => {
    if (!when) return;
    let here = true;
    readUrls(screen, messageId).then(
      (read) => here && setUrls(read),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [screen, messageId, when]);
  return urls;
}
