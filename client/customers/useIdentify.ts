import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../shared/contract.ts';
import type { MessageView, TicketView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { say } from '../ui/toast.tsx';

export interface IdentifyProps {
  ticket: TicketView;
  message: MessageView;
  onClose: () => void;
}

/** Says who wrote a message; what refuses it is told beside the button. */
export function useIdentify(message: MessageView, onDone: () => void) {
  const { t } = useTranslation('customers');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  async function identify(name: string, who: Omit<Input<'contact.identify'>, 'messageId'>): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await screen.ask('contact.identify', { messageId: message.id, ...who });
      say(t('saved', { name }));
      onDone();
    } catch (error) {
      const reason = reasonOf(error);
      setTrouble(reason === 'conflict' ? t('conflict') : common(`refusal.${reason}`));
      setBusy(false);
    }
  }
  return { busy, trouble, identify };
}
