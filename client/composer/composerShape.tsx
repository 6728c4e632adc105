import { Bar } from '../ui/skeleton.tsx';

/** The composer's own shape while its editor is on its way. */
export function ComposerShape() {
  return (
    <div
      className="m-3 h-[236px] shrink-0 rounded-composer border border-line-strong bg-page p-4 max-md:h-14 max-md:p-3"
      aria-hidden
    >
      <Bar className="h-3 w-16" />
      <Bar className="mt-7 h-3 w-52 max-md:hidden" />
      <Bar className="mt-4 h-3 w-36 max-md:hidden" />
    </div>
  );
}
