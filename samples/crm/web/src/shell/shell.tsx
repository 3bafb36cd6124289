import { useUser } from '@tandem-auth/react';
import { Outlet, useLocation } from 'react-router';
import { SessionPanel } from '../session/session-panel.js';
import { AccountCard } from './account-card.js';
import { Brand } from './brand.js';
import { PageLinks } from './page-links.js';
import { StaleBanner } from './stale-banner.js';

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  const user = useUser();
  const { pathname } = useLocation();
  if (!user) return null;
  return (
    <div className="shell">
      <a href="#main" className="skip">
        Skip to content
      </a>
      <header className="side">
        <Brand />
        <PageLinks />
        {/* The session's own page shows more than the panel does. */}
        {pathname !== '/session' && <SessionPanel />}
        <AccountCard user={user} />
      </header>
      <div className="content">
        <StaleBanner />
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
