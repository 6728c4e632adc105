/** Three dots that take turns: somebody writes. */
export function WritingDots({ className = '' }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-[2px] ${className}`} aria-hidden>
      {[0, 1, 2].map((turn) => (
        <span
          key={turn}
          className="size-[3px] animate-writing rounded-full bg-current"
          style={{ animationDelay: `${turn * 160}ms` }}
        />
      ))}
    </span>
  );
}
