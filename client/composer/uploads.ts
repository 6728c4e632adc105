import { uploadBytes } from '../../shared/files.ts';
import type { Screen } from '../connection/screen.ts';
import { createStore, type Store } from '../connection/store.ts';
import type { Draft } from '../drafts/document.ts';
import { Cancelled, uploadFile } from './upload.ts';

/** A file on its way to the server, or one that did not get there and waits for its writer to decide. */
export interface Upload {
  id: number;
  name: string;
  share: number;
  failed: boolean;
  /** Ends it, or lets go of what failed. */
  drop: () => void;
  retry: () => void;
}

export interface Uploads {
  list: Store<readonly Upload[]>;
  attach(files: Iterable<File>): void;
}

interface Deps {
  screen: Screen;
  draft: Draft;
  /** Keeps the draft open until the file is in it, wherever its writer goes; answers how to let go. */
  hold: () => () => void;
  /** Nothing was sent: the file is larger than any may be. */
  tooLarge: (name: string) => void;
}

const known = new WeakMap<Draft, Uploads>();
let last = 0;

/** The files that are being attached to a draft, for whichever editor shows it; a finished one becomes part of the draft. */
export function uploadsOf(draft: Draft, deps: () => Deps): Uploads {
  const made = known.get(draft) ?? createUploads(deps());
  known.set(draft, made);
  return made;
}

function createUploads({ screen, draft, hold, tooLarge }: Deps): Uploads {
  const list = createStore<readonly Upload[]>([]);
  const change = (id: number, part: Partial<Upload>) =>
    list.set((now) => now.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
  const remove = (id: number) => list.set((now) => now.filter((upload) => upload.id !== id));

  async function carry(id: number, file: File, signal: AbortSignal): Promise<void> {
    const release = hold();
    try {
      const added = await uploadFile(file, await screen.token(), (share) => change(id, { share }), signal);
      const others = (draft.fields.get().files ?? []).filter((other) => other.fileId !== added.fileId);
      draft.set({ files: [...others, added] });
      remove(id);
    } catch (error) {
      const large = error instanceof Error && error.message === '413';
      if (large) tooLarge(file.name);
      if (large || error instanceof Cancelled) remove(id);
      else change(id, { failed: true });
    } finally {
      release();
    }
  }

  function attachOne(file: File): void {
    if (file.size > uploadBytes) {
      tooLarge(file.name);
      return;
    }
    last += 1;
    const id = last;
    let cancel = new AbortController();
    const start = () => {
      cancel = new AbortController();
      change(id, { failed: false, share: 0 });
      void carry(id, file, cancel.signal);
    };
    const drop = () => {
      cancel.abort();
      remove(id);
    };
    list.set((now) => [...now, { id, name: file.name, share: 0, failed: false, drop, retry: start }]);
    start();
  }

  return {
    list,
    attach(files) {
      for (const file of files) attachOne(file);
    },
  };
}
