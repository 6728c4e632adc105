export function Logo({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" role="presentation">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path d="M11.2 20.8 20.8 11.2" stroke="#fff" strokeWidth="4.6" strokeLinecap="round" />
      <path
        d="M7.6 14.2a8.8 8.8 0 0 1 6.6-6.6M24.4 17.8a8.8 8.8 0 0 1-6.6 6.6"
        stroke="#fff"
        strokeOpacity=".6"
        strokeWidth="2.2"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
