import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { perform } from '../keyboard/keyboard.ts';
import { warn } from '../ui/toast.tsx';

/** Takes a message back before it leaves: its text is the draft again. */
export function useTakeBack({ id }: MessageView): { takeBack: () => void; asking: boolean } {
  const { t } = useTranslation();
  const screen = useScreen();
  const [asking, setAsking] = useState(false);
  async function ask(): Promise<void> {
    setAsking(true);
    try {
      await screen.ask('message.undo', { messageId: id });
      perform('reply');
    } catch (error) {
      const reason = reasonOf(error);
      warn(reason === 'conflict' ? t('leaving.tooLate', { ns: 'drafts' }) : t(`refusal.${reason}`));
    } finally {
      setAsking(false);
    }
  }
  return { takeBack: () => void ask(), asking };
}
