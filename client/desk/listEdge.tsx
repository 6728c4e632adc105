import { useTranslation } from 'react-i18next';
import { Edge } from '../ui/edge.tsx';

/** The line between list and conversation. */
export function ListEdge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const { t } = useTranslation();
  return (
    <Edge
      label={t('desk.resize')}
      width={width}
      narrowest={280}
      widest={480}
      onWidth={onWidth}
      className="relative z-10 w-px shrink-0 after:inset-y-0 after:-left-1 after:w-2"
    />
  );
}
