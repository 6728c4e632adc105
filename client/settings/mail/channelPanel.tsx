import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../shared/entities.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { pipelineName } from '../../tickets/names.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { isAddress } from '../../ui/given.ts';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { Panel } from '../panel.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { TextArea } from '../textArea.tsx';
import { useAsking } from '../useAsking.ts';
import { AddressFields } from './addressFields.tsx';
import { FetchedMailbox } from './fetchedMailbox.tsx';
import { RoundTrip } from './roundTrip.tsx';
import { SendingServer } from './sendingServer.tsx';
import { Signing } from './signing.tsx';

interface ChannelPanelProps {
  /** Null: one that is to be made. */
  channel: ChannelView | null;
  onClose: () => void;
  onMade: (id: string) => void;
}

type Typed = Partial<
  Record<
    'address' | 'name' | 'teamId' | 'ownerId' | 'pipelineId' | 'acknowledgement' | 'signature' | 'maxMailMb',
    string
  >
>;

const usualMailMb = '25';
const largestMailMb = 150;

/** One address: what it is called, where its tickets go, what is said in its name, and how its mail leaves and comes. */
export function ChannelPanel({ channel, onClose, onMade }: ChannelPanelProps) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  const pipelines = Object.values(useShown((state) => state.pipelines));
  const everybody = useShown((state) => state.members);
  const members = Object.values(everybody)
    .filter(({ suspended, id }) => !suspended || id === channel?.ownerId)
    .sort((a, b) => a.name.localeCompare(b.name));
  const workspace = useShown((state) => state.workspace.name);
  const asking = useAsking();
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const address = typed.address ?? channel?.address ?? '';
  const name = typed.name ?? channel?.name ?? workspace;
  const teamId = typed.teamId ?? channel?.teamId ?? '';
  const pipelineId = typed.pipelineId ?? channel?.pipelineId ?? '';
  const ownerId = typed.ownerId ?? channel?.ownerId ?? '';
  const acknowledgement = typed.acknowledgement ?? channel?.acknowledgement ?? '';
  const signature = typed.signature ?? channel?.signature ?? '';
  const maxMailMb = typed.maxMailMb ?? String(channel?.maxMailMb ?? usualMailMb);
  const sizeBad = !/^\d{1,3}$/.test(maxMailMb) || Number(maxMailMb) < 1 || Number(maxMailMb) > largestMailMb;
  const addressBad = !isAddress(address);
  const dirty = Object.keys(typed).length > 0;

  async function save() {
    setTried(true);
    if (addressBad || sizeBad || name.trim() === '') return;
    const fields = {
      address: address.trim(),
      name: name.trim(),
      teamId: teamId || null,
      pipelineId: pipelineId || null,
      ownerId: ownerId || null,
    };
    const more = {
      acknowledgement: acknowledgement.trim() || null,
      signature: signature.trim(),
      maxMailMb: maxMailMb === usualMailMb ? null : Number(maxMailMb),
    };
    const done = await asking.run(async () => {
      if (channel) await screen.ask('channel.update', { channelId: channel.id, ...fields, ...more });
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
        <AddressFields
          address={address}
          addressError={tried && addressBad ? t('mail.addressBad') : taken ? t('mail.taken') : null}
          onAddress={(next) => {
            asking.clear();
            setTyped({ ...typed, address: next });
          }}
          name={name}
          nameHint={t('mail.nameHint')}
          nameError={tried && name.trim() === '' ? t('mail.nameMissing') : null}
          onName={(next) => setTyped({ ...typed, name: next })}
        />
        <Choice
          label={t('mail.team')}
          value={teamId}
          options={[{ value: '', name: t('mail.nobody') }, ...teams.map(({ id, name }) => ({ value: id, name }))]}
          onChoose={(next) => setTyped({ ...typed, teamId: next })}
        />
        <Choice
          label={t('mail.owner')}
          hint={t('mail.ownerHint')}
          value={ownerId}
          options={[
            { value: '', name: t('mail.noOwner') },
            ...members.map((member) => ({ value: member.id, name: member.name })),
          ]}
          onChoose={(next) => setTyped({ ...typed, ownerId: next })}
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
        {channel && (
          <>
            <TextArea
              label={t('mail.acknowledgement')}
              hint={t('mail.acknowledgementHint', { number: '{number}' })}
              maxLength={5000}
              placeholder={t('mail.acknowledgementNone')}
              value={acknowledgement}
              onType={(next) => setTyped({ ...typed, acknowledgement: next })}
            />
            <TextArea
              label={t('mail.signature')}
              hint={t('mail.signatureHint')}
              maxLength={2000}
              value={signature}
              onType={(next) => setTyped({ ...typed, signature: next })}
            />
            <Field
              className="max-w-52"
              label={t('mail.maxMailMb')}
              hint={t('mail.maxMailMbHint')}
              inputMode="numeric"
              maxLength={3}
              value={maxMailMb}
              onChange={(event) => setTyped({ ...typed, maxMailMb: event.target.value })}
              error={tried && sizeBad ? t('mail.maxMailMbBad', { most: largestMailMb }) : null}
            />
          </>
        )}
      </div>
      {channel && <SendingServer key={channel.id} channelId={channel.id} />}
      {channel && <Signing key={`sign ${channel.id}`} channelId={channel.id} address={channel.address} />}
      {channel && <FetchedMailbox key={`fetch ${channel.id}`} channelId={channel.id} />}
      {channel && <RoundTrip key={`trip ${channel.id}`} channelId={channel.id} address={channel.address} />}
    </Panel>
  );
}
