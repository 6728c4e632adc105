import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../shared/entities.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { pipelineName } from '../../tickets/names.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { Panel } from '../panel.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';
import { FetchedMailbox } from './fetchedMailbox.tsx';
import { SendingServer } from './sendingServer.tsx';

interface ChannelPanelProps {
  /** Null: one that is to be made. */
  channel: ChannelView | null;
  onClose: () => void;
  onMade: (id: string) => void;
}

type Typed = Partial<{ address: string; name: string; teamId: string; pipelineId: string }>;

/** One address: what it is called, where its tickets go, and how its mail leaves. */
export function ChannelPanel({ channel, onClose, onMade }: ChannelPanelProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  const pipelines = Object.values(useShown((state) => state.pipelines));
  const workspace = useShown((state) => state.workspace.name);
  const asking = useAsking();
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const address = typed.address ?? channel?.address ?? '';
  const name = typed.name ?? channel?.name ?? workspace;
  const teamId = typed.teamId ?? channel?.teamId ?? '';
  const pipelineId = typed.pipelineId ?? channel?.pipelineId ?? '';
  const addressBad = !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.trim());
  const dirty = Object.keys(typed).length > 0;

  async function save() {
    setTried(true);
    if (addressBad || name.trim() === '') return;
    const fields = {
      address: address.trim(),
      name: name.trim(),
      teamId: teamId || null,
      pipelineId: pipelineId || null,
    };
    const done = await asking.run(async () => {
      if (channel) await screen.ask('channel.update', { channelId: channel.id, ...fields });
      else onMade((await screen.ask('channel.create', fields)).value.channelId);
    });
    if (!done) return;
    say(t('mail.saved', { address: fields.address }));
    setTyped({});
    setTried(false);
  }

  async function remove() {
    if (!channel || !(await asking.run(() => screen.ask('channel.remove', { channelId: channel.id })))) return;
    say(t('mail.removed', { address: channel.address }));
    onClose();
  }

  const taken = asking.trouble?.reason === 'conflict' || asking.trouble?.field === 'address';
  const footer = (
    <>
      {asking.trouble && !taken && (
        <div className="w-full pb-1">
          <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>
        </div>
      )}
      <Button look="primary" disabled={asking.busy || (channel !== null && !dirty)} onClick={() => void save()}>
        {t(asking.busy ? 'saving' : channel ? 'save' : 'mail.add')}
      </Button>
      <Button look="quiet" onClick={onClose}>
        {t(dirty ? 'cancel' : 'close')}
      </Button>
      <span className="flex-1" />
      {channel && (
        <SureButton
          words={t('mail.remove')}
          label={t('mail.removeOf', { address: channel.address })}
          sure={t('mail.sure')}
          busy={asking.busy}
          onSure={() => void remove()}
        />
      )}
    </>
  );
  return (
    <Panel
      label={channel ? t('mail.open', { address: channel.address }) : t('mail.add')}
      title={channel?.address ?? t('mail.add')}
      onClose={onClose}
      footer={footer}
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t('mail.address')}
          required
          type="email"
          autoComplete="off"
          maxLength={320}
          placeholder="support@example.com"
          value={address}
          onChange={(event) => {
            asking.clear();
            setTyped({ ...typed, address: event.target.value });
          }}
          error={tried && addressBad ? t('mail.addressBad') : taken ? t('mail.taken') : null}
        />
        <Field
          label={t('mail.name')}
          hint={t('mail.nameHint')}
          maxLength={100}
          value={name}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          error={tried && name.trim() === '' ? t('mail.nameMissing') : null}
        />
        <Choice
          label={t('mail.team')}
          value={teamId}
          options={[{ value: '', name: t('mail.nobody') }, ...teams.map(({ id, name }) => ({ value: id, name }))]}
          onChoose={(next) => setTyped({ ...typed, teamId: next })}
        />
        <Choice
          label={t('mail.pipeline')}
          value={pipelineId}
          options={[
            { value: '', name: t('mail.firstPipeline') },
            ...pipelines.map((one) => ({ value: one.id, name: pipelineName(common, one) })),
          ]}
          onChoose={(next) => setTyped({ ...typed, pipelineId: next })}
        />
      </div>
      {channel && <SendingServer key={channel.id} channelId={channel.id} />}
      {channel && <FetchedMailbox key={`fetch ${channel.id}`} channelId={channel.id} />}
    </Panel>
  );
}
