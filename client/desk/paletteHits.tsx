import '../search/words/load.ts';
import { Command } from 'cmdk';
import { useTranslation } from 'react-i18next';
import type { SearchHit, SearchType } from '../../shared/contract/search.ts';
import { useShown } from '../connection/screenContext.ts';
import { HitRow } from '../search/hitRow.tsx';
import { useSearch } from '../search/useSearch.ts';

const types: SearchType[] = ['ticket', 'contact', 'company'];
const hitsOfEach = 5;

/** Tickets and people whose names hold what was typed, below the commands. */
export function usePaletteHits(text: string) {
  return useSearch(text, types, hitsOfEach);
}

export function PaletteHits({
  groups,
  className,
  onOpen,
}: {
  groups: ReturnType<typeof usePaletteHits>['groups'];
  className: string;
  onOpen: (hit: SearchHit) => void;
}) {
  const { t } = useTranslation('search');
  const state = useShown((shown) => shown);
  return groups.map(({ type, items }) => (
    <Command.Group key={type} heading={t(type)} className={className} forceMount>
      {items.map((hit) => (
        <Command.Item
          key={hit.id}
          forceMount
          value={`${type} ${hit.id}`}
          onSelect={() => onOpen(hit)}
          className="flex min-h-9 items-start gap-3 rounded-control px-3 py-2 data-[selected=true]:bg-active max-md:min-h-11"
        >
          <HitRow hit={hit} state={state} />
        </Command.Item>
      ))}
    </Command.Group>
  ));
}
