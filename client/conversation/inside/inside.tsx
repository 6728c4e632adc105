import './words/load.ts';
import type { MessageView } from '../../../shared/entities.ts';
import { MeetingCard } from './meetingCard.tsx';
import { NestedMails } from './nestedMails.tsx';
import { Protections } from './protections.tsx';

/** What lies in a mail besides its text and files: its seal, an invitation, other mails. Fetched where there is any. */
export default function Inside({ message }: { message: MessageView }) {
  const { protections = [], meeting, nested = [] } = message;
  return (
    <>
      {protections.length > 0 && <Protections message={message} protections={protections} />}
      {meeting && <MeetingCard message={message} meeting={meeting} />}
      {nested.length > 0 && <NestedMails message={message} mails={nested} within={null} />}
    </>
  );
}
