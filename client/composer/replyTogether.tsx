import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../shared/entities.ts';
import { TogetherMenu } from '../comments/togetherMenu.tsx';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { say, warn } from '../ui/toast.tsx';
import type { ReplyModel } from './useReply.ts';

type Command = 'draft.share' | 'draft.unshare' | 'draft.handOver';

/** By its author's choice only: who writes this reply along, and who gets it altogether. */
export function ReplyTogether({ reply: { ticket, slot, draft, empty } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const screen = useScreen();
  const withIds = useShown((state) => state.drafts[draft.place()?.docId ?? '']?.sharedWith);
  const ask = async (name: Command, member: MemberView) => {
    try {
      const { docId } = await slot.name();
      await screen.ask(name, { docId, memberId: member.id });
      if (name === 'draft.handOver') say(t('share.handedOver', { name: member.name }));
    } catch (error) {
      warn(t(`refusal.${reasonOf(error)}`, { ns: 'translation' }));
    }
  };
  if (empty && !withIds?.length) return null;
  return (
    <TogetherMenu
      ticket={ticket}
      withIds={withIds ?? []}
      onShare={(member) => void ask('draft.share', member)}
      onUnshare={(member) => void ask('draft.unshare', member)}
      onHandOver={(member) => void ask('draft.handOver', member)}
    />
  );
}
