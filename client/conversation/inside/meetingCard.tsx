import { CalendarCheck2, CalendarX2, Check, CircleHelp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../../shared/access.ts';
import type { Meeting, MeetingAnswer, MessageView } from '../../../shared/entities.ts';
import { meIn } from '../../../shared/state.ts';
import { reasonOf } from '../../connection/refused.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { warn } from '../../ui/toast.tsx';
import { repetitionWords } from './repetition.ts';
import { theirTimeOf, whenOf } from './when.ts';

const namesShown = 8;
const answers = [
  ['accepted', Check],
  ['tentative', CircleHelp],
  ['declined', X],
] as const;

/** An event that came by mail: what, when, where, with whom, and the answer to it. */
export function MeetingCard({ message, meeting }: { message: MessageView; meeting: Meeting }) {
  const { t } = useTranslation('inside');
  const clock = useClock();
  const off = meeting.state === 'cancelled';
  const title = meeting.title || message.subject || t('meeting.untitled');
  const theirs = theirTimeOf(meeting, clock);
  const { organizer, attendees, repeats, state, method } = meeting;
  const nameOf = ({ name, address }: { name: string; address: string }) => name || address;
  const invited = attendees
    .slice(0, namesShown)
    .map((one) => (one.answer ? t(`meeting.attendee.${one.answer}`, { name: nameOf(one) }) : nameOf(one)));
  const more = attendees.length - invited.length;
  const Icon = off ? CalendarX2 : CalendarCheck2;
  return (
    <section
      aria-label={t('meeting.label', { title })}
      className="mt-2.5 max-w-[560px] rounded-card border border-line-strong bg-page p-3"
    >
      <div className="flex items-start gap-2">
        <Icon className={`mt-0.5 size-4 shrink-0 ${off ? 'text-danger' : 'text-accent-ink'}`} aria-hidden />
        <h4 className={`min-w-0 flex-1 break-words font-semibold ${off ? 'text-ink-2 line-through' : ''}`}>{title}</h4>
        <Chip tone={off ? 'danger' : 'tag'}>{t(`meeting.kind.${off ? 'cancel' : method}`)}</Chip>
      </div>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Row label={t('meeting.when')}>
          <span className="tabular-nums">{whenOf(meeting, clock)}</span>
          {theirs && <span className="block text-ink-3">{t('meeting.theirs', theirs)}</span>}
          {!meeting.allDay && meeting.start.at === null && (
            <span className="block text-ink-3">{t('meeting.zoneUnknown')}</span>
          )}
        </Row>
        {repeats && <Row label={t('meeting.repeats')}>{repetitionWords(t, repeats, clock)}</Row>}
        {meeting.occurrence !== null && <Row label={t('meeting.repeats')}>{t('meeting.one')}</Row>}
        {meeting.place !== '' && <Row label={t('meeting.where')}>{meeting.place}</Row>}
        {organizer && <Row label={t('meeting.organizer')}>{nameOf(organizer)}</Row>}
        {invited.length > 0 && (
          <Row label={t('meeting.attendees')}>
            {invited.join(', ')}
            {more > 0 && ` ${t('meeting.others', { count: more })}`}
          </Row>
        )}
      </dl>
      {off && <p className="mt-2 text-danger">{t('meeting.cancelled')}</p>}
      {state === 'updated' && <p className="mt-2 text-wait">{t('meeting.updated')}</p>}
      <Answer message={message} meeting={meeting} />
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** What was answered from here, and the three answers for who may give one. */
function Answer({ message, meeting }: { message: MessageView; meeting: Meeting }) {
  const { t } = useTranslation('inside');
  const { t: common } = useTranslation();
  const clock = useClock();
  const screen = useScreen();
  const [busy, setBusy] = useState(false);
  const { answer, organizer } = meeting;
  const who = useShown((state) =>
    answer === null || answer.memberId === state.meId
      ? null
      : (state.members[answer.memberId]?.name ?? t('meeting.somebody')),
  );
  const editable = useShown((state) => {
    const ticket = state.tickets[message.ticketId];
    const ours = Object.values(state.channels).some(
      ({ address }) => address.toLowerCase() === organizer?.address.toLowerCase(),
    );
    return ticket !== undefined && !ours && canEdit(meIn(state), ticket);
  });
  const answerable = editable && organizer !== null && meeting.method === 'request' && meeting.state === 'current';

  async function give(chosen: MeetingAnswer): Promise<void> {
    setBusy(true);
    try {
      await screen.ask('meeting.answer', { messageId: message.id, answer: chosen });
    } catch (error) {
      warn(common(`refusal.${reasonOf(error)}`));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <p role="status" className={answer ? 'mt-2 text-ink-2' : 'sr-only'}>
        {answer &&
          t(`meeting.said.${answer.answer}`, {
            who: who ?? t('meeting.you'),
            when: momentOf(new Date(answer.at), clock),
          })}
      </p>
      {answerable && (
        <fieldset aria-label={t('meeting.answers')} className="mt-2.5 flex flex-wrap items-center gap-2">
          {answers.map(([choice, Icon]) => (
            <Button
              key={choice}
              size="small"
              className="max-md:h-11"
              disabled={busy}
              look={answer?.answer === choice ? 'primary' : 'default'}
              aria-pressed={answer?.answer === choice}
              onClick={() => void give(choice)}
            >
              <Icon className="size-3.5" aria-hidden />
              {t(`meeting.${choice}`)}
            </Button>
          ))}
          {!answer && organizer && (
            <span className="text-[0.75rem] text-ink-3 max-md:text-meta">
              {t('meeting.ask', { organizer: organizer.name || organizer.address })}
            </span>
          )}
        </fieldset>
      )}
    </>
  );
}
