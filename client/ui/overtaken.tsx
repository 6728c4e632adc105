import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

interface OvertakenProps {
  /** The newer is on this screen already. */
  loadable: boolean;
  busy: boolean;
  onLoad: () => void;
  onOver: () => void;
}

/** Somebody else saved what is being changed here; nothing typed is lost until a person says so. */
export function Overtaken({ loadable, busy, onLoad, onOver }: OvertakenProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-control bg-wait-tint px-3 py-2 text-wait">
      <p>{t('overtaken.said')}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={busy || !loadable} onClick={onLoad}>
          {t('overtaken.load')}
        </Button>
        <Button size="small" disabled={busy} onClick={onOver}>
          {t('overtaken.over')}
        </Button>
      </div>
    </div>
  );
}
