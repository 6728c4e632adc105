import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';

/** A dark path over white in both themes: cameras want it so. */
export function QrCode({ text }: { text: string }) {
  const { t } = useTranslation('settings');
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      role="img"
      aria-label={t('factor.qr')}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-control bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
