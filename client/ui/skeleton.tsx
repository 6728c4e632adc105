/** One grey bar in the place of a line of text. */
export function Bar({ className = '' }: { className?: string }) {
  return <span className={`block animate-pulse-soft rounded-chip bg-active ${className}`} />;
}
