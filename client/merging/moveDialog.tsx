import './words/load.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { Refused, reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { lackingIn, namedIn } from '../required/asking.ts';
import { RequiredFields } from '../required/fields.tsx';
import { useAnswers } from '../required/useAnswers.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { SelectField } from '../tickets/selectField.tsx';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';
import { Frame } from './frame.tsx';

/** To another pipeline, in which of its statuses, and to another team. product: T13. */
export default function MoveDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const { t } = useTranslation('merging');
  const { t: common } = useTranslation();
  const { t: required } = useTranslation('required');
  const screen = useScreen();
  const pipelines = useShown((state) => state.pipelines);
  const teams = useShown((state) => state.teams);
  const [pipelineId, setPipelineId] = useState(ticket.pipelineId);
  const [chosen, setStatusId] = useState(ticket.statusId);
  const [teamId, setTeamId] = useState(ticket.teamId);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  /** What the server has named, which this screen did not know of. */
  const [named, setNamed] = useState<readonly string[]>([]);
  const own = useShown((state) => state.properties);
  const frame = useRef<HTMLDivElement>(null);
  const statuses = pipelines[pipelineId]?.statuses ?? [];
  const now = pipelines[ticket.pipelineId]?.statuses.find(({ id }) => id === ticket.statusId);
  const like =
    statuses.find(({ id }) => id === chosen) ??
    statuses.find(({ state, name }) => state === now?.state && name === now?.name) ??
    statuses.find(({ state }) => state === now?.state) ??
    statuses[0];

  const lacks = like ? [...new Set([...lackingIn({ properties: own }, ticket, like), ...named])] : [];
  const answers = useAnswers(lacks, {}, frame);

  async function go(): Promise<void> {
    const properties = answers.take();
    if (!properties) return;
    setBusy(true);
    setTrouble(null);
    try {
      await screen.ask('ticket.move', {
        ticketId: ticket.id,
        ...(pipelineId === ticket.pipelineId && like?.id === ticket.statusId ? {} : { pipelineId, statusId: like?.id }),
        ...(lacks.length > 0 && { properties }),
        ...(teamId === ticket.teamId ? {} : { teamId }),
      });
      say(t('to.done'));
      onClose();
    } catch (error) {
      if (reasonOf(error) === 'propertiesRequired' && error instanceof Refused) setNamed(namedIn(error.details));
      else setTrouble(common(`refusal.${reasonOf(error)}`));
      setBusy(false);
    }
  }
  return (
    <Frame
      title={t('to.title', { number: ticket.number })}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="primary" disabled={busy} onClick={() => void go()}>
            {t('to.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <SelectField
          label={t('to.pipeline')}
          value={pipelines[pipelineId] ? pipelineName(common, pipelines[pipelineId]) : ''}
          options={Object.values(pipelines).map((one) => ({
            id: one.id,
            name: pipelineName(common, one),
            chosen: one.id === pipelineId,
          }))}
          onChoose={(id) => {
            setPipelineId(id);
            setNamed([]);
          }}
        />
        <SelectField
          label={t('to.status')}
          value={like ? statusName(common, like) : ''}
          icon={<StatusGlyph status={like} />}
          options={statuses.map((one) => ({
            id: one.id,
            name: statusName(common, one),
            chosen: one.id === like?.id,
            icon: <StatusGlyph status={one} />,
          }))}
          onChoose={(id) => {
            setStatusId(id);
            setNamed([]);
          }}
        />
        <SelectField
          label={t('to.team')}
          value={teamId ? (teams[teamId]?.name ?? '') : t('to.noTeam')}
          options={[
            { id: '', name: t('to.noTeam'), chosen: teamId === null },
            ...Object.values(teams).map(({ id, name }) => ({ id, name, chosen: id === teamId })),
          ]}
          onChoose={(id) => setTeamId(id || null)}
        />
        {like && lacks.length > 0 && (
          <fieldset className="rounded-card bg-inset p-3">
            <legend className="sr-only">
              {required('title', { status: statusName(common, like), count: lacks.length })}
            </legend>
            <p className="mb-2 flex items-center gap-2 font-medium" aria-hidden>
              <StatusGlyph status={like} />
              {required('title', { status: statusName(common, like), count: lacks.length })}
            </p>
            <div ref={frame} className="flex flex-wrap gap-3">
              <RequiredFields answers={answers} />
            </div>
          </fieldset>
        )}
        {trouble && <FieldError>{trouble}</FieldError>}
      </div>
    </Frame>
  );
}
