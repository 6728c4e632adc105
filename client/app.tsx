import { CSPProvider } from '@base-ui/react/csp-provider';
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider, redirect } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { outside } from './account/outside.ts';
import { keepFor, recall } from './cache/cache.ts';
import { knownRights } from './connection/knownRights.ts';
import { Unreachable } from './connection/refused.ts';
import { createScreen, type Screen } from './connection/screen.ts';
import { ScreenContext, useScreenState } from './connection/screenContext.ts';
import { useStore } from './connection/store.ts';
import { Broken } from './desk/broken.tsx';
import { Desk } from './desk/desk.tsx';
import { DeskShape } from './desk/deskShape.tsx';
import { begunEarly } from './early/begun.ts';
import { outboxOf } from './outbox/outbox.ts';
import { SearchDoor } from './search/searchDoor.tsx';
import { ownerOf } from './session/lastHere.ts';
import { leaving } from './session/leave.ts';
import { loadLeaveDialog } from './session/readyToLeave.ts';
import { endedBy, freshToken, hurry, session, tokenRefused } from './session/session.ts';
import { Unreached } from './session/unreached.tsx';
import { usePainted } from './ui/afterPaint.ts';
import { lazily } from './ui/lazily.ts';
import { nonce } from './ui/nonce.ts';
import { Tips } from './ui/tip.tsx';
import { NoticeArea } from './ui/toast.tsx';
import { placeSearch } from './views/place.ts';

/** Whoever is signed in, as most are, does not wait for the page that signs in. */
const SignIn = lazily(async () => ({ default: (await import('./session/signIn.tsx')).SignIn }));
const OutsidePage = lazily(() => import('./account/outsidePage.tsx'));
const LeaveDialog = lazily(loadLeaveDialog);
const Attendant = lazily(() => import('./notices/attendant.tsx'));
const Windows = lazily(() => import('./composer/windows.tsx'));
const ContactsScreen = lazily(() => import('./contacts/contactsScreen.tsx'));
const Settings = lazily(() => import('./settings/settings.tsx'));

const root = createRootRoute({ component: Everywhere, errorComponent: Broken });
const toDesk = () => redirect({ to: '/desk/$view/{-$ticketId}', params: { view: 'open', ticketId: undefined } });
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw toDesk();
  },
});
const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk/$view/{-$ticketId}',
  validateSearch: placeSearch,
  component: Desk,
});
const settings = createRoute({ getParentRoute: () => root, path: '/settings/{-$section}', component: SettingsPlace });
const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts/{-$contactId}',
  component: () => <ContactsPlace kind="contacts" />,
});
const companies = createRoute({
  getParentRoute: () => root,
  path: '/companies/{-$companyId}',
  component: () => <ContactsPlace kind="companies" />,
});
const elsewhere = createRoute({
  getParentRoute: () => root,
  path: '$',
  beforeLoad: () => {
    throw toDesk();
  },
});
const router = createRouter({ routeTree: root.addChildren([start, desk, settings, contacts, companies, elsewhere]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Whatever page is shown: somebody listens for what is told to the reader, once there is something to show. */
function Everywhere() {
  const ready = useScreenState((state) => state.shown !== null);
  const painted = usePainted(ready);
  return (
    <>
      <Outlet />
      {ready && <SearchDoor />}
      <Suspense>{ready && painted && <Attendant />}</Suspense>
      <Suspense>{ready && painted && <Windows />}</Suspense>
    </>
  );
}

function SettingsPlace() {
  return (
    <Suspense fallback={<div className="h-full bg-page" />}>
      <Settings />
    </Suspense>
  );
}

function ContactsPlace({ kind }: { kind: 'contacts' | 'companies' }) {
  return (
    <Suspense fallback={<div className="h-full bg-page" />}>
      <ContactsScreen kind={kind} />
    </Suspense>
  );
}

export function App() {
  const now = useStore(session, (value) => value);
  const at = useStore(outside, (value) => value);
  if (at) {
    return (
      <Suspense fallback={<div className="h-full bg-app" />}>
        <OutsidePage at={at} />
      </Suspense>
    );
  }
  return (
    <CSPProvider nonce={nonce}>
      {now.at === 'starting' && (
        <div className="flex h-full">
          <DeskShape />
        </div>
      )}
      {now.at === 'unreachable' && <Unreached />}
      {now.at === 'signedOut' && (
        <Suspense fallback={<div className="h-full bg-app" />}>
          <SignIn why={now.why} />
        </Suspense>
      )}
      {now.at === 'signedIn' && <SignedIn key={ownerOf(now.as)} owner={ownerOf(now.as)} />}
      <NoticeArea />
      <Tips />
    </CSPProvider>
  );
}

/** One screen for one person in one workspace; another person gets another screen. */
function SignedIn({ owner }: { owner: string }) {
  const [screen, setScreen] = useState<Screen | null>(null);
  useEffect(() => {
    const token = async () => {
      const good = await freshToken();
      const now = session.get();
      if (now.at !== 'signedIn' || ownerOf(now.as) !== owner) throw new Unreachable('Somebody else is signed in');
      return good;
    };
    const begun = begunEarly(owner);
    const remembered = recall(owner).then((left) => left ?? begun);
    const made = createScreen({ owner, remembered, token, refused: tokenRefused, hurry, ended: endedBy });
    const stopKeeping = keepFor(made);
    const outbox = outboxOf(made);
    knownRights(made);
    setScreen(made);
    return () => {
      stopKeeping();
      outbox.close();
      made.close();
    };
  }, [owner]);
  const leavingNow = useStore(leaving, (value) => value !== null);
  if (!screen) return null;
  return (
    <ScreenContext value={screen}>
      <RouterProvider router={router} />
      {leavingNow && (
        <Suspense>
          <LeaveDialog />
        </Suspense>
      )}
    </ScreenContext>
  );
}
