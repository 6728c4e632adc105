import { Mail as MailIcon, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../shared/entities.ts';
import { useShown } from '../../connection/screenContext.ts';
import { pipelineName } from '../../tickets/names.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Card } from '../card.tsx';
import { Page } from '../page.tsx';
import { ChannelPanel } from './channelPanel.tsx';

/** The addresses customers write to. */
export function MailSettings() {
  const { t } = useTranslation('settings');
  const channels = Object.values(useShown((state) => state.channels)).sort((a, b) =>
    a.address.localeCompare(b.address),
  );
  /** Which is open; `new` for one that is not there yet. */
  const [open, setOpen] = useState<string | null>(null);
  const chosen = channels.find(({ id }) => id === open);
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus className="size-4" aria-hidden />
      {t('mail.add')}
    </Button>
  );
  return (
    <>
      <Page id="mail" intro={t('mail.intro')} action={add}>
        <Card title={t('mail.addresses')}>
          {channels.length === 0 ? (
            <Empty icon={MailIcon} title={t('mail.none')} body={t('mail.noneHint')} />
          ) : (
            <ul>
              {channels.map((channel) => (
                <li key={channel.id} className="border-line not-first:border-t">
                  <ChannelRow channel={channel} open={channel.id === open} onOpen={() => setOpen(channel.id)} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      </Page>
      {(open === 'new' || chosen) && (
        <ChannelPanel key={open} channel={chosen ?? null} onClose={() => setOpen(null)} onMade={setOpen} />
      )}
    </>
  );
}

function ChannelRow({ channel, open, onOpen }: { channel: ChannelView; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const team = useShown((state) => (channel.teamId ? state.teams[channel.teamId]?.name : undefined));
  const pipeline = useShown((state) => (channel.pipelineId ? state.pipelines[channel.pipelineId] : undefined));
  return (
    <button
      type="button"
      aria-label={t('mail.open', { address: channel.address })}
      aria-expanded={open}
      onClick={onOpen}
      className={`flex min-h-13 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 ${open ? 'bg-sel' : 'hover:bg-hover'}`}
    >
      <MailIcon className="size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{channel.address}</span>
        <span className="block truncate text-meta text-ink-3">{channel.name}</span>
      </span>
      <span className="w-44 shrink-0 max-sm:hidden">
        <span className="block truncate">{team ?? t('mail.nobody')}</span>
        <span className="block truncate text-meta text-ink-3">
          {pipeline ? pipelineName(common, pipeline) : t('mail.firstPipeline')}
        </span>
      </span>
    </button>
  );
}
