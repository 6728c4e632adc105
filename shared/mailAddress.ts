import { z } from 'zod';

/**
 * The address of a mailbox as mails bear them: whoever wrote to us can be answered. So it is looser than the rules, for there
 * are real ones with two dots in a row, and it knows those with a quoted name, as long as nobody could be misled by it.
 */
export const mailAddress = /^(?:"[^"\\<>@,;:()\p{Cc}]+"|[^\s@<>"(),;\p{Cc}]+)@[^\s@<>"(),;\p{Cc}]+$/u;

export const MailAddress = z.string().max(320).regex(mailAddress, 'must be an e-mail address');
