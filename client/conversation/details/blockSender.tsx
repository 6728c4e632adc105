import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/entities.ts';
import { reasonOf } from '../../connection/refused.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { say, warn } from '../../ui/toast.tsx';

/** Spam from him, or from everybody at his domain: the ticket is put away, and what still comes goes the same way. */
export function BlockSender({ message }: { message: MessageView }) {
  const { t } = useTranslation('details');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const [busy, setBusy] = useState(false);
  const { address } = message.from;
  async function block(what: 'sender' | 'domain'): Promise<void> {
    setBusy(true);
    try {
      const { value } = await screen.ask('sender.block', { messageId: message.id, what });
      say(t('blocked', { what: value.value }));
    } catch (error) {
      warn(common(`refusal.${reasonOf(error)}`));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet" disabled={busy}>
          {t('spam')}
        </Button>
      }
    >
      <MenuItem onSelect={() => void block('sender')}>{t('block', { what: address })}</MenuItem>
      <MenuItem onSelect={() => void block('domain')}>{t('block', { what: `@${address.split('@').at(-1)}` })}</MenuItem>
    </Menu>
  );
}
