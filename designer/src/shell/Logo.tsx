/** The mark: two streams that a step turns. */
export function Logo() {
  return (
    <svg width={22} height={22} viewBox="0 0 24 24" aria-hidden="true">
      <rect width={24} height={24} rx={6} fill="var(--text)" />
      <g fill="none" stroke="var(--bg)" strokeWidth={2.1} strokeLinecap="round">
        <path d="M5.5 9.6c3.8 0 4.6-2.6 7.4-2.6h5.6" />
        <path d="M5.5 17h5.6c2.8 0 3.6-2.6 7.4-2.6" />
        <path d="M8.6 12.6h6.2" />
      </g>
    </svg>
  );
}
