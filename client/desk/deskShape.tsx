import { useTranslation } from 'react-i18next';
import { TicketRowShape } from '../tickets/ticketRow.tsx';
import { Logo } from '../ui/logo.tsx';
import { useNarrow, usePhone } from '../ui/media.ts';
import { Bar } from '../ui/skeleton.tsx';

const rows = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The desk's own shape until the first snapshot is here. */
export function DeskShape() {
  const { t } = useTranslation();
  const phone = usePhone();
  const narrow = useNarrow();
  return (
    <>
      <p role="status" className="sr-only">
        {t('desk.loading')}
      </p>
      {!phone && (
        <div className="flex w-14 shrink-0 flex-col items-center border-r border-line bg-app py-3">
          <Logo className="size-8" />
        </div>
      )}
      {!narrow && (
        <div className="w-[232px] shrink-0 border-r border-line bg-app px-4 pt-4">
          <Bar className="h-3.5 w-28" />
          {rows(6).map((row) => (
            <Bar key={row} className="mt-4 h-3 w-40" />
          ))}
        </div>
      )}
      <div className={`bg-panel ${phone ? 'flex-1' : 'w-[344px] shrink-0 border-r border-line'}`}>
        <div className="h-20 border-b border-line px-4 pt-4">
          <Bar className="h-3.5 w-24" />
        </div>
        {rows(9).map((row) => (
          <TicketRowShape key={row} />
        ))}
      </div>
      {!phone && <div className="flex-1 bg-page" />}
    </>
  );
}
