import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../shared/entities.ts';
import { useShown } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Chip } from '../../ui/chip.tsx';
import { FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { askAccount } from '../ask.ts';
import { Row } from '../card.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';

interface TokenRowProps {
  token: TokenView;
  /** Says whose it is. */
  withName: boolean;
  onRevoked: () => void;
}

export function TokenRow({ token, withName, onRevoked }: TokenRowProps) {
  const { t } = useTranslation('settings');
  const clock = useClock();
  const asking = useAsking();
  const owner = useShown((state) => state.members[token.memberId]);
  const time = (at: string) => momentOf(new Date(at), clock);
  const revoke = async () => {
    if (!(await asking.run(() => askAccount('token.revoke', { tokenId: token.id })))) return;
    say(t('tokens.revoked'));
    onRevoked();
  };
  const end = token.expiresAt;
  const over = end !== null && new Date(end) <= clock.now;
  const facts = [
    token.lastUsedAt ? t('tokens.used', { time: time(token.lastUsedAt) }) : t('tokens.neverUsed'),
    end === null ? t('tokens.noEnd') : over ? t('tokens.expired') : t('tokens.until', { time: time(end) }),
    ...(withName && owner ? [t('tokens.of', { name: owner.name })] : []),
  ];
  return (
    <Row>
      <span className="min-w-60 flex-1 max-sm:min-w-full">
        <span className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{token.name}</span>
          {token.scopes.map((scope) => (
            <Chip key={scope}>{t(`tokens.${scope}`)}</Chip>
          ))}
        </span>
        <span className="block text-meta text-ink-3">
          <code className="font-mono">{token.hint}…</code> · {facts.join(' · ')}
        </span>
        {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      </span>
      <SureButton
        words={t('tokens.revoke')}
        label={t('tokens.revokeOf', { name: token.name })}
        sure={t('tokens.sure')}
        busy={asking.busy}
        onSure={() => void revoke()}
      />
    </Row>
  );
}
