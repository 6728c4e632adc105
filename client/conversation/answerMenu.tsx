import { EllipsisVertical, Forward, Info, ReplyAll } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { type Answer, hasOthers } from '../composer/answer.ts';
import { useShown } from '../connection/screenContext.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';

interface AnswerMenuProps {
  message: MessageView;
  onReply: (answer: Answer) => void;
  /** On a phone, where a button of its own would leave the name no room. */
  onAbout: () => void;
}

/** The further ways to answer a message. Every message has the button; a menu is made for one that is asked for. */
export function AnswerMenu(props: AnswerMenuProps) {
  const { t } = useTranslation('drafts');
  const [asked, setAsked] = useState(false);
  const button = (
    <IconButton
      small
      className="max-md:-my-2 max-md:-mr-2"
      icon={EllipsisVertical}
      label={t('answer.more')}
      {...(asked ? {} : { 'aria-haspopup': 'menu', 'aria-expanded': false })}
      onClick={() => setAsked(true)}
    />
  );
  return asked ? <Ways {...props} trigger={button} /> : button;
}

function Ways({ message, onReply, onAbout, trigger }: AnswerMenuProps & { trigger: ReactElement }) {
  const { t } = useTranslation('drafts');
  const { t: common } = useTranslation();
  const phone = usePhone();
  const channels = useShown((state) => state.channels);
  const ours = Object.values(channels).map(({ address }) => address);
  const icon = { className: 'size-4', 'aria-hidden': true } as const;
  return (
    <Menu align="end" startOpen trigger={trigger}>
      {hasOthers(message, ours) && (
        <MenuItem icon={<ReplyAll {...icon} />} onSelect={() => onReply({ message, how: 'all' })}>
          {t('answer.all')}
        </MenuItem>
      )}
      <MenuItem icon={<Forward {...icon} />} onSelect={() => onReply({ message, how: 'forward' })}>
        {t('answer.forward')}
      </MenuItem>
      {phone && (
        <MenuItem icon={<Info {...icon} />} onSelect={onAbout}>
          {common('conversation.more')}
        </MenuItem>
      )}
    </Menu>
  );
}
