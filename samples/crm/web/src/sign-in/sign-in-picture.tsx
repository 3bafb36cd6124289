/** A picture of a tandem with a slogan. Decoration only. */
export function SignInPicture() {
  return (
    <div className="sign-in-picture" aria-hidden="true">
      <svg aria-hidden="true" viewBox="0 0 420 280" fill="none">
        <g className="sign-in-tandem">
          <circle cx="78" cy="190" r="66" />
          <circle cx="342" cy="190" r="66" />
          <circle cx="172" cy="190" r="14" />
          <circle cx="256" cy="190" r="14" />
          <path d="M78 190h178M78 190l84-92M172 190l-16-108M256 190l-16-108M162 98h151M256 190l62-76" />
          <path d="M342 190l-36-116M138 80h34M222 80h34M296 74h22q16 0 14 16M243 98l-28-20h-12" />
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
