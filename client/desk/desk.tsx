import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { topLineShown } from '../connection/steadyScroll.ts';
import { useStore } from '../connection/store.ts';
import { useAction, useKeyboard } from '../keyboard/keyboard.ts';
import { loadWaitingList, TopLine } from '../outbox/topLine.tsx';
import { loadSearch } from '../search/searchDoor.tsx';
import { readyToLeave } from '../session/readyToLeave.ts';
import { Unreached } from '../session/unreached.tsx';
import { useChoice, useList } from '../tickets/listChoice.ts';
import { ListPane } from '../tickets/listPane.tsx';
import { loadTools, useTools } from '../tickets/tools.ts';
import { afterPaint, usePainted } from '../ui/afterPaint.ts';
import { lazily } from '../ui/lazily.ts';
import { useNarrow, usePhone } from '../ui/media.ts';
import { loadPopups } from '../ui/popups.ts';
import { isNumber, useRemembered } from '../ui/remembered.ts';
import { isOpenTo, useCountWord, useViewName } from '../views/counted.ts';
import { deskViewsOf } from '../views/deskViews.ts';
import { customIn, usePlace } from '../views/place.ts';
import { ViewsPane } from '../views/viewsPane.tsx';
import { DeskShape } from './deskShape.tsx';
import { ListEdge } from './listEdge.tsx';
import { Rail } from './rail.tsx';
import { useNoStrayDrops } from './useNoStrayDrops.ts';

const loadConversation = () => import('../conversation/conversation.tsx');
const Conversation = lazily(loadConversation);
const loadPalette = () => import('./palette.tsx');
const loadHelp = () => import('./help.tsx');
const loadCreate = () => import('../tickets/createPanel.tsx');
const Standing = lazily(() => import('./standing.tsx'));
const PhoneBar = lazily(() => import('./phoneBar.tsx'));
const loadTable = () => import('../table/tableScreen.tsx');
const TableScreen = lazily(async () => ({ default: (await loadTable()).TableScreen }));
const NothingOpen = lazily(() => import('./nothingOpen.tsx'));
const loadDrafts = () => import('../drafts/draftsPane.tsx');
const DraftsPane = lazily(loadDrafts);
const loadMentions = () => import('../comments/mentionsPane.tsx');
const MentionsPane = lazily(loadMentions);
const loadBoard = () => import('../board/boardPane.tsx');
const BoardPane = lazily(loadBoard);
const Palette = lazily(loadPalette);
const Help = lazily(loadHelp);
const CreatePanel = lazily(loadCreate);

/** What the first look does not need comes right after it, so that nothing makes anybody wait later. */
async function loadTheRest(screen: Screen): Promise<void> {
  loadPopups();
  loadTools();
  const { warmEditor } = await loadConversation();
  warmEditor();
  const { bringHome } = await import('../drafts/bringHome.ts');
  void bringHome(screen);
  await readyToLeave();
  await Promise.all([
    loadPalette(),
    loadHelp(),
    loadCreate(),
    loadTable(),
    loadBoard(),
    loadDrafts(),
    loadMentions(),
    loadWaitingList(),
    loadSearch(),
  ]);
  const { keepShell } = await import('./shell.ts');
  await keepShell();
}

type Over = 'palette' | 'help' | 'create' | null;

export function Desk() {
  const ready = useScreenState((state) => state.shown !== null);
  const confirmed = useScreenState((state) => state.confirmed);
  const line = useScreenState((state) => state.line.at);
  const away = !ready && line === 'offline';
  const saidSo = useStore(topLineShown, (value) => value);
  const phone = usePhone();
  const { ticketId } = usePlace();
  return (
    <div className="relative flex h-full flex-col" aria-busy={!confirmed} data-line={line}>
      <TopLine />
      <div className="relative flex min-h-0 flex-1 overflow-x-clip">
        {ready ? <Panes /> : away && saidSo ? <Unreached /> : <DeskShape />}
      </div>
      {phone && !ticketId && (
        <Suspense fallback={<div className="h-14 shrink-0 bg-panel" />}>
          <PhoneBar />
        </Suspense>
      )}
    </div>
  );
}

function Panes() {
  const { t } = useTranslation();
  const screen = useScreen();
  const { view, ticketId, go } = usePlace();
  const phone = usePhone();
  const narrow = useNarrow();
  const [width, setWidth] = useRemembered('baton.listWidth', 344, isNumber);
  const [over, setOver] = useState<Over>(null);
  const closeOver = () => setOver(null);
  useKeyboard(
    over !== null,
    useShown((state) => state.meId),
    useShown((state) => state.preferences.keys),
  );
  useAction('palette', () => setOver('palette'));
  useAction('help', () => setOver('help'));
  const conversationKey = useConversationKey(ticketId);
  useAction('create', () => setOver('create'));
  useAction('goMine', () => go('mine'));
  useAction('goUnassigned', () => go('unassigned'));
  useAction('goOpen', () => go('open'));
  useAction('goDrafts', () => go('drafts'));
  useTitle();
  useNoStrayDrops();
  useEffect(() => afterPaint(() => void loadTheRest(screen).catch(() => {})), [screen]);
  const painted = usePainted(true);

  const tools = useTools();
  const isListed = view !== 'drafts' && view !== 'mentions';
  const { layout } = useChoice(view);
  const board = layout === 'board' && isListed && !ticketId;
  const asTable = layout === 'table' && isListed && !phone && !ticketId;

  const allowed = useShown((state) => isOpenTo(state, view, deskViewsOf(meIn(state))));
  useEffect(() => {
    if (allowed) return;
    if (customIn(view)) tools?.sayGone();
    go('open', ticketId);
  }, [allowed, go, ticketId, view, tools]);

  return (
    <>
      {!phone && <Rail />}
      {!narrow && <ViewsPane />}
      {asTable ? (
        <Suspense fallback={<main className="flex-1 bg-page" />}>
          <TableScreen key={view} view={view} />
        </Suspense>
      ) : (
        <div className="flex min-w-0 flex-1 flex-col">
          {tools && isListed && <tools.Trayed view={view} />}
          <div className="flex min-h-0 flex-1">
            {board && (
              <Suspense fallback={<section className="flex-1 bg-panel" />}>
                <BoardPane key={view} view={view} />
              </Suspense>
            )}
            {(!phone || !ticketId) &&
              !board &&
              (view === 'drafts' || view === 'mentions' ? (
                <Suspense
                  fallback={<section className="h-full bg-panel max-md:flex-1" style={phone ? undefined : { width }} />}
                >
                  {view === 'drafts' ? (
                    <DraftsPane width={phone ? undefined : width} />
                  ) : (
                    <MentionsPane width={phone ? undefined : width} />
                  )}
                </Suspense>
              ) : (
                <ListPane key={view} view={view} width={phone ? undefined : width} />
              ))}
            {!phone && !board && (
              <section aria-label={t('desk.resize')} className="contents">
                <ListEdge width={width} onWidth={setWidth} />
              </section>
            )}
            {ticketId && (
              <Suspense fallback={<main className="flex-1 bg-page" />}>
                <Conversation key={conversationKey} ticketId={ticketId} onBack={() => go(view)} />
              </Suspense>
            )}
            {!ticketId && !phone && !board && (
              <Suspense fallback={<main className="flex-1 bg-page" />}>
                <NothingOpen />
              </Suspense>
            )}
          </div>
        </div>
      )}
      <Suspense>
        {painted && <Standing />}
        {over === 'palette' && <Palette onClose={closeOver} />}
        {over === 'help' && <Help onClose={closeOver} />}
        {over === 'create' && <CreatePanel onClose={closeOver} />}
      </Suspense>
    </>
  );
}

/** A ticket that is merged while it is looked at goes on in the same conversation: nothing that is written is put away. */
function useConversationKey(ticketId: string | undefined): string | undefined {
  const merged = useShown((state) => (ticketId ? state.tickets[ticketId]?.merged : undefined));
  const kept = useRef<{ key: string; ticketId: string } | null>(null);
  if (ticketId && kept.current?.ticketId !== ticketId) {
    const before = kept.current;
    const goesOn = before !== null && merged?.some(({ id }) => id === before.ticketId);
    kept.current = { key: goesOn ? before.key : ticketId, ticketId };
  }
  return kept.current?.key;
}

/** The tab's title says where one is and how much there is to do. */
function useTitle(): void {
  const { t } = useTranslation();
  const { view, ticketId } = usePlace();
  const ticket = useShown((state) => (ticketId ? state.tickets[ticketId] : undefined));
  const name = useViewName(view);
  const count = useCountWord(view, useList(view));
  const place = ticket ? `#${ticket.number} ${ticket.name}` : `${name}${count && ` (${count})`}`;
  useEffect(() => {
    document.title = `${place} · ${t('app')}`;
  }, [place, t]);
}
