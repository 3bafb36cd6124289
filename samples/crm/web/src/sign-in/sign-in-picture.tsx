/** A tandem, and what it is about. Decoration: what it says, the product does. */
export function SignInPicture() {
  return (
    <div className="sign-in-picture" aria-hidden="true">
      <svg
        aria-hidden="true"
        viewBox="0 0 400 300"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <g className="sign-in-wheels">
          <circle cx="105" cy="190" r="78" />
          <circle cx="295" cy="190" r="78" />
          <path d="M105 190l56-108h98l36 108M161 82l54 108 44-108M215 190h-110" />
          <path d="M141 66h40M250 66h26c12 0 16 12 8 20" />
          <circle cx="215" cy="190" r="15" />
        </g>
      </svg>
      <p className="sign-in-motto">Signed in, and it stays that way.</p>
      <p>
        Your session renews itself while you work, across tabs and through dropped connections. If
        somebody copies it, it is found out.
      </p>
    </div>
  );
}
