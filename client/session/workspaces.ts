import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { warn } from '../ui/toast.tsx';
import { freshToken, switchTo } from './session.ts';

type Mine = Output<'workspace.listMine'>['items'];

/** Where one may switch to. Asked for a while after the first look, which it shall not slow down. */
const later = 1_500;

export function useWorkspaces(): Mine {
  const [mine, setMine] = useState<Mine>([]);
  useEffect(() => {
    let here = true;
    const ask = async () => {
      const { value } = await post('workspace.listMine', {}, { token: await freshToken() });
      if (here) setMine(value.items);
    };
    const timer = setTimeout(() => void ask().catch(() => {}), later);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, []);
  return mine;
}

export function enterWorkspace(id: string, failed: string): void {
  switchTo(id).then(
    () => window.history.replaceState(null, '', '/'),
    () => warn(failed),
  );
}
