import { encode } from '../bson/codec.ts';
import { badValue } from '../errors.ts';
import { withId } from '../update/upsert.ts';
import { allow, type Command, documents } from './call.ts';
import { maxStatements } from './handshake.ts';
import { collectionFor, failures, prepare, statements, writing } from './writing.ts';

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
    const outcome = statements(call, docs, ({ doc, bytes }, soFar) => {
      writer.insert(collection, doc, bytes);
      soFar.n++;
    });
    return { n: outcome.n, ...failures(outcome), ok: 1 };
  });
};
