import { encode } from '../bson/codec.ts';
import { badValue } from '../errors.ts';
import { withId } from '../update/upsert.ts';
import { allow, type Command, documents } from './call.ts';
import { collectionFor, prepare, statements, writing } from './writing.ts';

/** MongoDB's limit for the statements of one command. */
const maxStatements = 100_000;

export const insert: Command = async (call) => {
  allow(call, 'documents', 'ordered', 'bypassDocumentValidation');
  const docs = documents(call, 'documents').map(({ doc, bytes }) => {
    const whole = withId(doc);
    return { doc: whole, bytes: whole === doc ? bytes : encode(whole) };
  });
  if (docs.length === 0 || docs.length > maxStatements)
    throw badValue(`Write batch sizes must be between 1 and ${maxStatements}`);
  await prepare(call);
  return writing(call, (writer) => {
    const collection = collectionFor(call);
    const { n, writeErrors } = statements(call, docs, ({ doc, bytes }, outcome) => {
      writer.insert(collection, doc, bytes);
      outcome.n++;
    });
    return { n, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
  });
};
