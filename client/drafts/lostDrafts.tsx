import './words/load.ts';
import { Copy, Lock, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftKind, DraftView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Bar } from '../ui/skeleton.tsx';
import { say } from '../ui/toast.tsx';
import type { Draft } from './document.ts';
import { useLeftHere } from './leftHere.ts';
import { linesOf } from './linesOf.ts';
import { useDraftDoc } from './useDraftDoc.ts';
import { useThrowing } from './useThrowing.ts';

const kinds: DraftKind[] = ['reply', 'comment'];

/** What its author wrote for a ticket that he may no longer open: to be read and copied. */
export default function LostDrafts({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation('drafts');
  const drafts = useShown((state) => state.drafts);
  const left = useLeftHere();
  const isOf = (kind: DraftKind) => (one: { ticketId: string; kind: DraftKind }) =>
    one.ticketId === ticketId && one.kind === kind;
  return (
    <div className="flex h-full w-full flex-col items-center overflow-y-auto p-6 max-md:p-4">
      <div className="w-full max-w-2xl">
        <h2 className="flex items-center gap-2 text-list font-semibold">
          <Lock className="size-4 shrink-0 text-ink-3" aria-hidden />
          {t('lost.title')}
        </h2>
        <p className="mt-1 text-ink-2">{t('lost.body')}</p>
        {kinds.map((kind) => {
          const view = Object.values(drafts).find(isOf(kind));
          return (view || left.some(isOf(kind))) && <Kept key={kind} ticketId={ticketId} kind={kind} view={view} />;
        })}
      </div>
    </div>
  );
}

interface KeptProps {
  ticketId: string;
  kind: DraftKind;
  /** Absent for what only this device has. */
  view: DraftView | undefined;
}

function Kept({ ticketId, kind, view }: KeptProps) {
  const { t } = useTranslation('drafts');
  const open = useDraftDoc(ticketId, kind);
  const { discard, asking } = useThrowing();
  const lines = useLines(open?.draft);
  const copy = () =>
    navigator.clipboard.writeText(lines?.join('\n') ?? '').then(
      () => say(t('lost.copied')),
      () => {},
    );
  return (
    <section className="mt-4 rounded-card border border-line bg-panel p-4">
      <h3 className="font-medium">{t(`lost.${kind}`)}</h3>
      <div className="mt-2 flex flex-col gap-1.5 break-words whitespace-pre-wrap">
        {lines === null ? (
          <Bar className="h-3 w-2/3" />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else to be told by
          lines.map((line, at) => <p key={at}>{line || '\u00a0'}</p>)
        )}
      </div>
      <div className="mt-3 flex gap-2">
        <Button onClick={() => void copy()}>
          <Copy className="size-4" aria-hidden />
          {t('lost.copy')}
        </Button>
        <Button look="quiet" disabled={asking} onClick={() => (view ? void discard(view) : open?.slot.forget())}>
          <Trash2 className="size-4" aria-hidden />
          {t('lost.discard')}
        </Button>
      </div>
    </section>
  );
}

function useLines(draft: Draft | undefined): string[] | null {
  const [lines, setLines] = useState<string[] | null>(null);
  useEffect(() => {
    if (!draft) return;
    const read = () => setLines(draft.isBlank() ? null : linesOf(draft.body));
    read();
    draft.doc.on('update', read);
    return () => draft.doc.off('update', read);
  }, [draft]);
  return lines;
}
