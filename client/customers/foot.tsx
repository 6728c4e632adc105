import type { ReactNode } from 'react';
import { FieldError } from '../ui/field.tsx';

export function Foot({ trouble, children }: { trouble: string | null; children: ReactNode }) {
  return (
    <footer className="shrink-0 border-t border-line bg-panel px-6 py-3 max-md:px-4">
      {trouble && (
        <div className="mb-2">
          <FieldError>{trouble}</FieldError>
        </div>
      )}
      <div className="flex flex-wrap gap-2">{children}</div>
    </footer>
  );
}
