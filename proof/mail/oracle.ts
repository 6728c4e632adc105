import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { CorpusMail } from './corpus.ts';

const Answer = z.union([
  z.object({ error: z.string() }),
  z.object({
    from: z.array(z.string()),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    subject: z.string(),
    texts: z.array(z.string()),
    htmls: z.array(z.string()),
    files: z.array(
      z.object({
        kind: z.string(),
        name: z.string().nullable(),
        digest: z.string().nullable(),
        size: z.number().nullable(),
        sound: z.boolean(),
      }),
    ),
  }),
]);
export type OracleAnswer = z.infer<typeof Answer>;

/** What another reader, that is not ours and knows nothing of ours, finds in each mail. */
export async function askOracle(mails: readonly CorpusMail[], folder: string): Promise<OracleAnswer[]> {
  await mkdir(folder, { recursive: true });
  const paths = mails.map((_mail, index) => join(folder, `${index}.eml`));
  for (const [index, { bytes }] of mails.entries()) await writeFile(paths[index] ?? '', bytes);
  const script = new URL('./oracle.py', import.meta.url).pathname;
  const child: ChildProcessWithoutNullStreams = spawn('python3', [script]);
  child.stderr.pipe(process.stderr);
  const answers: OracleAnswer[] = [];
  child.stdin.end(`${paths.join('\n')}\n`);
  for await (const line of createInterface(child.stdout)) answers.push(Answer.parse(JSON.parse(line)));
  if (answers.length !== mails.length) throw new Error('The other reader stopped before the end');
  return answers;
}
