import { type ReactNode, useEffect, useRef } from 'react';

interface PageHeadingProps {
  readonly title: string;
  /** Default: the title. */
  readonly heading?: string;
  /** One sentence below the heading. */
  readonly children?: ReactNode;
  /** Buttons for the page as a whole. */
  readonly actions?: ReactNode;
}

/** The heading of a page. It takes the focus, so that keyboard and screen reader users notice the new page. */
export function PageHeading({ title, heading = title, children, actions }: PageHeadingProps) {
  const element = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    window.scrollTo(0, 0);
    element.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="page-heading">
      <div>
        <h1 ref={element} tabIndex={-1}>
          {heading}
        </h1>
        {children && <p className="muted">{children}</p>}
      </div>
      {actions}
    </header>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tandem CRM`;
  }, [title]);
}
