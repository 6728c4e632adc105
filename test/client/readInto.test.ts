import { expect, test } from '@jest/globals';
import type { Screen } from '../../client/connection/screen.ts';
import { emptyScreen, forgotten, type ScreenState } from '../../client/connection/screenState.ts';
import { createStore } from '../../client/connection/store.ts';
import { findCompanies, meetCompany } from '../../client/contacts/learn.ts';
import type { CompanyView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import { buildMember, buildState } from './build.ts';

const company: CompanyView = {
  id: 'company',
  name: 'Teehaus',
  domain: null,
  phone: null,
  notes: '',
  createdAt: '2026-07-23T08:00:00.000Z',
  version: 1,
};

/** A screen whose questions are answered when the test says so. */
function buildScreen() {
  const me = buildMember();
  const known = buildState([], me);
  const store = createStore<ScreenState>({ ...emptyScreen, known, generation: 1 });
  const answers: ((value: unknown) => void)[] = [];
  const screen = {
    store,
    ask: async () => ({ value: await new Promise((resolve) => answers.push(resolve)), seq: 1 }),
    learn: (change: (known: State) => State) =>
      store.set((state) => (state.known ? { ...state, known: change(state.known) } : state)),
  } as unknown as Screen;
  const companies = () => Object.keys(store.get().known?.companies ?? {});
  /** The reader's rights have changed: all is loaded anew. */
  const reload = () => {
    store.set(forgotten);
    store.set((state) => ({ ...state, known, generation: state.generation + 1 }));
  };
  return { screen, companies, reload, answer: (value: unknown) => answers.shift()?.(value) };
}

test('what was found before rights changed does not come back after', async () => {
  const { screen, companies, reload, answer } = buildScreen();
  const found = findCompanies(screen, 'tee');
  reload();
  answer({ items: [company], next: null });
  expect(await found).toEqual([]);
  expect(companies()).toEqual([]);
});

test('somebody asked for before is asked for anew', async () => {
  const { screen, companies, reload, answer } = buildScreen();
  const met = meetCompany(screen, company.id);
  reload();
  answer({ company, can: { edit: true } });
  await new Promise((resolve) => setImmediate(resolve));
  expect(companies()).toEqual([]);
  answer({ company: { ...company, name: 'Teehaus am Markt', version: 2 }, can: { edit: true } });
  expect((await met).name).toBe('Teehaus am Markt');
  expect(companies()).toEqual([company.id]);
});
